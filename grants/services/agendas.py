"""The agenda of a meeting: the secretariat chooses its files and their order, and calls them one by one."""

from collections.abc import Collection, Sequence
from datetime import timedelta

from sqlalchemy import select, update

from grants.database import db
from grants.models import AgendaItem, Application, Meeting, RoomScreen, Round
from grants.policies.roles import is_recused
from grants.queries import meetings as queries
from grants.queries import second_calls
from grants.services import ballots, hearings, room_screens
from grants.services.command import Act, command
from grants.services.votes import held
from workflows.errors import Invalid, Refused


@command
def arrange(act: Act, meeting_id: int, *, version: int, files: Sequence[int]) -> None:
    """Put these files (ids), in this order, on the agenda; what the secretary is recused from stays, after them."""
    items = lines(meeting_id)
    hidden = [file for file, item in items.items() if is_recused(act.actor, item.application)]
    wanted = [*dict.fromkeys(each for each in files if each not in hidden), *hidden]
    added = [each for each in wanted if each not in items]
    removed = [each for each in items if each not in wanted]
    meeting = hold(act, meeting_id, version, {*added, *removed})
    must_be_ready(meeting, wanted, added)
    numbers = {
        each.id: each.number for each in db.session.scalars(select(Application).where(Application.id.in_(wanted)))
    }
    act.do(meeting, "meeting.arrange", files=[numbers[each] for each in wanted])
    for file in removed:
        remove(act, meeting, items.pop(file))
    for file in added:
        items[file] = add(act, meeting, file)
    for rank, file in enumerate(wanted, 1):
        items[file].rank = rank
    act.touch(meeting)
    room_screens.changed(meeting.id)


def lines(meeting_id: int) -> dict[int, AgendaItem]:
    """File → its line, in order."""
    found = select(AgendaItem).filter_by(meeting_id=meeting_id).order_by(AgendaItem.rank, AgendaItem.id)
    return {each.application_id: each for each in db.session.scalars(found)}


def hold(act: Act, meeting_id: int, version: int, files: Collection[int]) -> Meeting:
    """The round, the files that come or go, then the meeting: the order of locks."""
    round = act.lock(Round, db.session.scalars(select(Meeting.round_id).filter_by(id=meeting_id)).one())
    known = select(Application.id).filter_by(round_id=round.id).where(Application.id.in_(files))
    if set(files) - set(db.session.scalars(known)):
        raise Invalid
    for file in sorted(files):
        act.lock(Application, file)
    return act.lock(Meeting, meeting_id, version=version)


def must_be_ready(meeting: Meeting, wanted: Collection[int], added: Collection[int]) -> None:
    if not wanted:
        raise Refused(["Gardez au moins un dossier à l’ordre du jour."])
    if meeting.follows and not second_calls.left_by(meeting.follows).issuperset(added):
        raise Refused(["Une seconde convocation porte sur le même ordre du jour : aucun autre dossier ne s’y ajoute."])
    ready = {each.id for each in queries.waiting(meeting.round)}
    if not ready.issuperset(added):
        raise Refused(["Un des dossiers ajoutés n’attend plus le comité, ou figure déjà à un autre ordre du jour."])


def remove(act: Act, meeting: Meeting, item: AgendaItem) -> None:
    """A file on which nothing was said or voted goes back among those that wait; its hearing is cancelled."""
    if item.outcome or item.votes or ballots.voters(item.id):
        raise Refused(["Un dossier sur lequel le comité a voté ou donné son avis reste à l’ordre du jour."])
    hearings.withdraw(act, meeting, item, reason="Le dossier est retiré de l’ordre du jour de cette séance.")
    ballots.forget(item.id)
    shown = update(RoomScreen).filter_by(meeting_id=meeting.id, item_id=item.id).values(item_id=None)
    db.session.execute(shown)
    db.session.delete(item)
    db.session.flush()


def add(act: Act, meeting: Meeting, file: int) -> AgendaItem:
    """A line at the end; where organisations are heard, an hour after the last of them."""
    item = AgendaItem(meeting_id=meeting.id, application_id=file, rank=0, is_secret=meeting.is_secret)
    if meeting.hearing_minutes:
        hours = select(AgendaItem.hearing_at).filter_by(meeting_id=meeting.id).where(AgendaItem.hearing_at.is_not(None))
        last = db.session.scalar(hours.order_by(AgendaItem.hearing_at.desc()).limit(1))
        item.hearing_at = last + timedelta(minutes=meeting.hearing_minutes) if last else meeting.held_at
    db.session.add(item)
    db.session.flush()
    hearings.invite(act, meeting, item)
    return item


@command
def call_file(act: Act, item_id: int, *, version: int) -> None:
    """This is the file that the room examines: every screen shows it."""
    item, meeting = held(act, item_id, version)
    act.do(meeting, "meeting.call_file", number=item.application.number)
    room_screens.changed(meeting.id, item_id=item.id)
