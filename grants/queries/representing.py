"""Who represents which funder of a call in its committee: its own people, and for the State who decides in its name."""

from collections.abc import Collection, Sequence

from sqlalchemy import or_, select

from grants.database import db
from grants.models import Appointment, Call, Delegation, Funder, Round
from grants.queries import envelopes, funders
from grants.values import clock
from workflows.roles import Role

STATE = frozenset({Role.COMMISSIONER, Role.PRESIDENT, Role.AUTHORITY, Role.FIRST_APPROVER})


def wanted(round: Round) -> list[Funder]:
    """The funders without whom this call's committee says nothing: all those who have credits in the round, or none."""
    committee = round.call.file.committee
    if not committee or not committee.quorum.required_funders:
        return []
    return funders.in_order(round.call.file, envelopes.of_round(round.id))


def of_funders(call: Call, keys: Collection[str], user_ids: Collection[int]) -> dict[str, set[int]]:
    """Funder key → those of these people who represent it; three statements, however many there are."""
    payers = db.session.scalars(select(Funder).where(Funder.key.in_(keys))).all()
    offices, signed = appointed(call, user_ids), delegated(call, user_ids)
    return {each.key: of_state(each, offices, signed) if each.is_state else own(each, offices) for each in payers}


def told(round: Round, user_ids: Collection[int]) -> dict[int, list[str]]:
    """Person → the funders whom they represent, by name, where the call wants each of them there."""
    labels = {each.key: each.label for each in wanted(round)}
    found = of_funders(round.call, labels, user_ids) if labels else {}
    return {user_id: [labels[key] for key in labels if user_id in found[key]]
            for user_id in set().union(*found.values())}  # fmt: skip


def own(funder: Funder, offices: Sequence[Appointment]) -> set[int]:
    """The people appointed for this co-funder."""
    return {each.user_id for each in offices if each.role is Role.COFUNDER and each.funder_id == funder.id}


def of_state(funder: Funder, offices: Sequence[Appointment], signed: Sequence[Delegation]) -> set[int]:
    """Who decides for the State on this call, but for the people of a co-funder."""
    held: list[Appointment | Delegation] = [*(each for each in offices if each.role in STATE), *signed]
    elsewhere = {each.user_id for each in offices if each.role is Role.COFUNDER and each.funder_id}
    return {each.user_id for each in held if each.funder_id in (None, funder.id)} - elsewhere


def appointed(call: Call, user_ids: Collection[int]) -> Sequence[Appointment]:
    """The offices by which these people may speak for a funder on this call."""
    here = select(Appointment).where(Appointment.user_id.in_(user_ids), Appointment.role.in_({Role.COFUNDER, *STATE}))
    return db.session.scalars(here.where(or_(Appointment.call_id.is_(None), Appointment.call_id == call.id))).all()


def delegated(call: Call, user_ids: Collection[int]) -> list[Delegation]:
    """The delegations of signature in force today by which these people decide on this call."""
    held = db.session.scalars(select(Delegation).where(Delegation.user_id.in_(user_ids)))
    return [each for each in held if each.covers(kind=call.kind, day=clock.today(), call_id=call.id)]
