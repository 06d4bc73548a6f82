"""What happens at the first meeting of a world: people sit, come, leave and are recused; its files are refused."""

from collections.abc import Iterable

from grants.database import db
from grants.models import Application, Meeting, MeetingMember, Recusal, Seat
from grants.services import applications, meetings
from grants.values import clock
from tests.world import World, version_of

FIRST = 1  # the meeting of a world that `add_meeting` has just given one


def seat(world: World, name: str, place: Seat = Seat.MEMBER) -> None:
    db.session.add(MeetingMember(meeting_id=FIRST, user_id=world[name], seat=place, is_present=True))
    db.session.commit()


def register(world: World, seated: Iterable[str], **said: object) -> None:
    """Everybody is there, but those of whom something else is said: away, or the person who holds their proxy."""
    presence = {world[name]: True for name in seated} | {world[name]: value for name, value in said.items()}
    meetings.register(world["secretary"], FIRST, version=version_of(Meeting, FIRST), presence=presence)


def open_it(world: World) -> None:
    meetings.open(world["secretary"], FIRST, version=version_of(Meeting, FIRST))


def refuse(world: World, name: str) -> None:
    version = version_of(Application, world[name])
    applications.recommend_refusal(world["secretary"], world[name], version=version, reason="hors sujet")


def recuse(world: World, who: str, file: str) -> None:
    link = Recusal(application_id=world[file], user_id=world[who], reason="x", declared_at=clock.now())
    db.session.add(link)
    db.session.commit()
