"""Rulings without money: the reserve list, refusals, what is left without action."""

from grants.models import Ruling, Verdict
from grants.services import envelopes
from grants.services.command import Act, command
from grants.services.rulings import writing
from grants.services.rulings.concluding import conclude_if_over
from grants.services.rulings.reserving import demand_a_free_rank
from grants.services.rulings.signing import demand_none_lapsed
from workflows.errors import Refused


@command
def reserve(act: Act, application_id: int, *, version: int, rank: int, reason: str = "") -> int:
    """Put the file on the reserve list (liste complémentaire) at this rank."""
    if rank < 1:
        raise Refused(["Le rang commence à 1."])
    return decide(act, "ruling.reserve", Verdict.RESERVE, application_id, version, reason, rank=rank).id


@command
def refuse(act: Act, application_id: int, *, version: int, reason: str) -> int:
    """Refuse the file; the letter gives the reason, one a line."""
    return decide(act, "ruling.refuse", Verdict.REFUSAL, application_id, version, reason).id


@command
def take_no_action(act: Act, application_id: int, *, version: int, reason: str) -> int:
    """Leave the file without action (sans suite)."""
    return decide(act, "ruling.take_no_action", Verdict.NO_ACTION, application_id, version, reason).id


def decide(
    act: Act, name: str, verdict: Verdict, application_id: int, version: int, reason: str, *, rank: int | None = None
) -> Ruling:
    application = envelopes.hold(act, application_id, version=version)
    demand_none_lapsed(act, application)
    if rank is not None:
        demand_a_free_rank(application, rank)
    act.move(application, name, said={"reason": reason}, **({} if rank is None else {"rank": rank}))
    ruling = writing.write(act, application, verdict, reason=reason, rank=rank)
    writing.tell(act, name, ruling)
    conclude_if_over(act, application)
    return ruling
