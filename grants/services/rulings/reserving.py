"""The reserve list (liste complémentaire): its order, and who comes first when credits come back."""

from sqlalchemy import select

from grants.database import db
from grants.models import Application, Ruling
from grants.queries import rulings as queries
from grants.services import envelopes, letters
from grants.services.command import Act, command
from grants.services.rulings import writing
from grants.values.sentences import sentence
from workflows.errors import Refused, Stale

RESERVED = "ruling.reserve"


@command
def reorder(act: Act, application_id: int, *, version: int, rank: int, reason: str) -> None:
    """Give the file this rank of its reserve list; those between move by one, each with its letter written again."""
    here = db.session.scalars(select(Application).filter_by(id=application_id)).one()
    listed = queries.reserve_list(here.round)
    held = {each.application_id: None for each in listed} | {application_id: version}
    files = envelopes.hold_all(act, held)
    application = next(each for each in files if each.id == application_id)
    listed = as_held(here, listed)
    before = next((each.rank for each in listed if each.application_id == application_id), None)
    act.do(application, "ruling.reorder", said={"reason": reason}, rank=rank, rank_before=before)
    if before is None or not 1 <= rank <= len(listed):
        raise Refused([sentence("La liste complémentaire compte %(count)s rangs.", count=len(listed))])
    if rank == before:
        raise Refused([sentence("Le dossier est déjà au rang %(rank)s.", rank=rank)])
    place_again(act, listed, application_id, rank)
    act.touch(application)


def as_held(application: Application, listed: list[Ruling]) -> list[Ruling]:
    """The list read again under the round's lock; `Stale` when a file has come or gone since it was read."""
    for each in listed:
        db.session.refresh(each)
    again = queries.reserve_list(application.round)
    if {each.id for each in again} != {each.id for each in listed}:
        raise Stale
    return again


def place_again(act: Act, listed: list[Ruling], application_id: int, rank: int) -> None:
    """The list in its new order; only the letters whose rank changes are written again."""
    moved = next(each for each in listed if each.application_id == application_id)
    order = [each for each in listed if each is not moved]
    order.insert(rank - 1, moved)
    for place, ruling in enumerate(order, start=1):
        if ruling.rank != place:
            ruling.rank = place
            write_again(act, ruling)


def write_again(act: Act, ruling: Ruling) -> None:
    """The letter with the new rank takes the place of the former one."""
    letters.supersede(act, ruling.application, RESERVED)
    db.session.flush()
    writing.tell(act, RESERVED, ruling)


def demand_a_free_rank(application: Application, rank: int) -> None:
    """`Refused` when another file of the round holds this rank."""
    taken = next((each for each in queries.reserve_list(application.round) if each.rank == rank), None)
    if taken is not None and taken.application_id != application.id:
        raise Refused([
            sentence("Le rang %(rank)s est celui du dossier %(number)s.", rank=rank, number=taken.application.number)
        ])  # fmt: skip


def ahead_of(application: Application) -> Application | None:
    """The first of the list, when it is not this file."""
    first = next(iter(queries.reserve_list(application.round)), None)
    return first.application if first is not None and first.application_id != application.id else None


def demand_its_turn(ahead: Application | None, reason: str) -> None:
    """`Refused` when a file stands before this one on the list and nothing says why it is passed over."""
    if ahead is not None and not reason.strip():
        raise Refused([
            sentence("Le dossier %(number)s est avant lui sur la liste : dites pourquoi celui-ci passe devant.",
                     number=ahead.number)
        ])  # fmt: skip
