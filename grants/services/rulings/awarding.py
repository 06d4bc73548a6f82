"""Rulings that give money: under the locks of the round, of the envelopes, of the file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from grants.database import db
from grants.models import Application, GroupAward, Round, Ruling, Verdict
from grants.queries import envelopes as queries
from grants.services import envelopes
from grants.services.command import Act, command
from grants.services.rulings import writing
from grants.services.rulings.concluding import conclude_if_over
from grants.services.rulings.reserving import ahead_of, demand_its_turn
from grants.services.rulings.signing import demand_none_lapsed
from grants.values.money import Money
from grants.values.sentences import sentence
from workflows.errors import Refused

Charges = Mapping[int, Money]  # envelope id → amount


@dataclass(frozen=True)
class Awarded:
    """One file of a group award: its id, the version that was seen, what it gets."""

    application_id: int
    version: int
    amount: Money


@command
def award(
    act: Act,
    application_id: int,
    *,
    version: int,
    amount: Money,
    charges: Charges | None = None,
    conditions: Sequence[str] = (),
    reason: str = "",
) -> int:
    """Award an amount (retenir) and charge it: both or neither. Without `charges`, the split that the call foresees.

    Answers the ruling's id.
    """
    return give(act, "ruling.award", application_id, version, amount, charges, conditions, reason).id


@command
def promote(
    act: Act,
    application_id: int,
    *,
    version: int,
    amount: Money,
    charges: Charges | None = None,
    conditions: Sequence[str] = (),
    reason: str = "",
) -> int:
    """Award a file of the reserve list (liste complémentaire)."""
    return give(act, "ruling.promote", application_id, version, amount, charges, conditions, reason).id


@command
def award_group(act: Act, round_id: int, *, version: int, label: str, awards: Sequence[Awarded]) -> int:
    """Award several files of a round by one act (attribution groupée); each has its own ruling and its own charge."""
    round = act.lock(Round, round_id, version=version)
    if not awards:
        raise Refused(["Choisissez au moins un dossier."])
    files = envelopes.hold_all(
        act, {each.application_id: each.version for each in awards}, [each.id for each in round.envelopes]
    )
    if any(each.round_id != round_id for each in files):
        raise Refused(["Un dossier choisi n’est pas de cette vague."])
    total = Money.total(each.amount for each in awards)
    act.do(round, "ruling.award_group", amount_cents=total.cents, files=[each.number for each in files])
    group = GroupAward(round_id=round_id, label=label, amount=total, decided_at=act.at)
    db.session.add(group)
    for each in awards:
        given = give(act, "ruling.award", each.application_id, each.version, each.amount, None, (), label)
        given.group_award = group
    db.session.flush()
    return group.id


def give(
    act: Act,
    name: str,
    application_id: int,
    version: int,
    amount: Money,
    charges: Charges | None,
    conditions: Sequence[str],
    reason: str,
) -> Ruling:
    """Check, move, write, charge, tell."""
    # which envelopes the call's own split charges is known only under the lock: then all of them are held
    application = envelopes.hold(act, application_id, charges, version=version)
    demand_none_lapsed(act, application)
    before = ahead_of(application) if name == "ruling.promote" else None
    act.move(application, name, said={"reason": reason}, amount_cents=amount.cents)
    demand_its_turn(before, reason)
    refuse_amount(application, amount, reason)
    ruling = writing.write(act, application, Verdict.AWARD, amount=amount, reason=reason, conditions=conditions)
    split = charges if charges is not None else queries.proposed_split(application, amount, ruling.funder_id)
    if Money.total(split.values()) != amount:
        raise Refused(
            [
                sentence(
                    "Les imputations font %(total)s : le montant retenu est %(amount)s.",
                    total=Money.total(split.values()),
                    amount=amount,
                )
            ]
        )
    envelopes.charge(act, ruling, split)
    writing.tell(act, name, ruling)
    conclude_if_over(act, application)
    return ruling


def refuse_amount(application: Application, amount: Money, reason: str) -> None:
    """`Refused` when the amount is not what was asked, or approved, and nothing explains it."""
    asked, approved = application.requested_amount, application.recommended_amount
    if asked is not None and amount > asked:
        raise Refused([sentence("Le montant retenu dépasse la demande, qui est de %(asked)s.", asked=asked)])
    if application.workflow.has("ruling.approve") and amount != approved:
        raise Refused([
            sentence(
                "Le classement a été validé pour %(approved)s : un autre montant passe d’abord par « Changer le "
                "montant proposé » et une nouvelle validation.",
                approved=approved or sentence("aucun montant"),
            )
        ])  # fmt: skip
    if asked is not None and amount != asked and not reason.strip():
        raise Refused(["Dites pourquoi le montant diffère de la demande : la lettre le dira."])
