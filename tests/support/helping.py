"""An accredited helper, a mandate that runs, an adviser who reads a draft."""

from datetime import timedelta

from grants.database import db
from grants.models import Adviser, Application, Organisation
from grants.services import accreditations, advisers, mandates
from grants.values import clock
from tests.support.instruction import add_person
from tests.world import World, version_of

HOUSE = "France Services de Sainte-Brume"


def accredit(world: World, name: str = "helper") -> int:
    """A person whom the administrator accredits; the accreditation's id."""
    world.people[name] = add_person(name)
    return accreditations.grant(
        world["administrator"], who=f"{name}@guichet.example", house=HOUSE, reference="DEC-2020-12"
    )


def propose(world: World, number: str, name: str = "helper", *, asks_submit: bool = False) -> int:
    return mandates.propose(
        world[name], number=number, ends_on=clock.today() + timedelta(days=30), asks_submit=asks_submit, said="Aide."
    )


def mandated(world: World, file_id: int, *, asks_submit: bool = False, allows_submit: bool = False) -> int:
    """The helper may fill in this file; the mandate's id."""
    if "helper" not in world.people:
        accredit(world)
    number = db.session.get_one(Application, file_id).number
    made = propose(world, number, asks_submit=asks_submit)
    mandates.accept(world["representative"], made, allows_submit=allows_submit, **seen(world))
    return made


def reading(world: World, file_id: int, name: str = "reader") -> int:
    """Somebody invited reads this draft; the invitation's id."""
    world.people[name] = add_person(name)
    made = advisers.invite(
        world["applicant"], file_id, email=f"{name}@guichet.example", ends_on=clock.today() + timedelta(days=5),
        version=version_of(Application, file_id),
    )  # fmt: skip
    advisers.accept(world[name], made)
    return made


def revoke(world: World, adviser_id: int) -> None:
    advisers.revoke(world["applicant"], adviser_id, version=version_of(Adviser, adviser_id))


def seen(world: World) -> dict[str, int]:
    return {"version": version_of(Organisation, world.organisation_id)}
