"""Under what delegation a person signs: looked at when they sign, and said in words when there is none."""

from collections.abc import Callable
from datetime import date
from functools import partial

from grants.models import Application, Delegation, Funder
from grants.policies.delegated import in_force_on
from grants.services.command import Act
from grants.values import clock
from grants.values.french import date_longue
from grants.values.money import ZERO, Money
from grants.values.sentences import sentence
from workflows.errors import Refused
from workflows.words.delegating import AWARD, DELEGATED

Reason = Callable[[Delegation], str]
NONE = "Aucune délégation de signature en vigueur ne couvre cet appel à cette date."


def signing(
    act: Act, application: Application, funder: Funder, amount: Money | None = None, *, sort: str = AWARD
) -> Delegation | None:
    """The delegation under which this person signs at this moment; none for a co-funder, who signs for itself.

    `Refused` when none in force covers the call, this sort of act (`workflows.words.delegating`) or the amount.
    A delegation of one's own comes before a substitute's.
    """
    if not funder.is_state:
        return None
    day = clock.day_of(act.at)
    held = [each for each in in_force_on(act.actor, application, day) if each.funder_id in (None, funder.id)]
    held = kept(held or lapsed(act, application), lambda each: each.names(sort), partial(not_named, sort))
    held = kept(held, lambda each: each.allows(amount or ZERO), partial(above, held, amount or ZERO))
    return min(held, key=lambda each: each.substitutes_id is not None)


def kept(held: list[Delegation], holds: Callable[[Delegation], bool], reason: Reason) -> list[Delegation]:
    """Those that hold; `Refused` for the first one's reason when none does."""
    found = [each for each in held if holds(each)]
    if not found:
        raise Refused([reason(held[0])])
    return found


def lapsed(act: Act, application: Application) -> list[Delegation]:
    """Always `Refused`: why none of this person's delegations serves on this file today."""
    day = clock.day_of(act.at)
    raise Refused([why_not(each, application, day) for each in act.actor.delegations] or [NONE])


def demand_none_lapsed(act: Act, application: Application) -> None:
    """Whoever holds delegations, and none that serves here today, reads why; anybody else is answered by the table."""
    if act.actor.delegations and not in_force_on(act.actor, application, clock.day_of(act.at)):
        lapsed(act, application)


def why_not(held: Delegation, application: Application, day: date) -> str:
    """What stops this one, said with its reference."""
    name = {"reference": held.reference}
    if not held.is_about(application.call.kind, application.call_id):
        return sentence("La délégation « %(reference)s » ne couvre pas cet appel.", **name)
    if held.ended_at is not None:
        return sentence("La délégation « %(reference)s » a pris fin le %(day)s.", day=said(held.ended_at), **name)
    if day < held.valid_from:
        return sentence(
            "La délégation « %(reference)s » ne commence que le %(day)s.", day=said(held.valid_from), **name
        )
    if held.valid_until and held.valid_until < day:
        return sentence("La délégation « %(reference)s » a pris fin le %(day)s.", day=said(held.valid_until), **name)
    if held.substitutes:
        who = held.substitutes.name
        return sentence("La suppléance « %(reference)s » ne joue que sur les dossiers dont %(who)s est déporté.",
                        who=who, **name)  # fmt: skip
    return NONE


def said(moment: date) -> str:
    return date_longue(moment)


def not_named(sort: str, held: Delegation) -> str:
    return sentence(
        "La délégation « %(reference)s » ne couvre pas cet acte : %(sort)s.",
        reference=held.reference, sort=sentence(DELEGATED[sort]),
    )  # fmt: skip


def above(held: list[Delegation], amount: Money, first: Delegation) -> str:
    highest = max(each.ceiling for each in held if each.ceiling is not None)
    return sentence(
        "Votre délégation va jusqu’à %(highest)s : %(amount)s la dépassent.", highest=highest, amount=amount
    )
