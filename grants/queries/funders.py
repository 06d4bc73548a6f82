"""The funders who share a call: which part of an amount each would pay, on which envelopes, who has ruled already."""

from collections.abc import Container, Mapping, Sequence
from typing import cast

from sqlalchemy import select

from grants.database import db
from grants.definitions.call import CallFile
from grants.models import Application, Envelope, Funder, Ruling, Verdict
from grants.policies.known import remembered
from grants.queries import envelopes
from grants.values.money import ZERO, Money

ROUND = Money(10_00)  # announced shares only indicate: from a thousand euros on, they are proposed in tens
SMALL = Money(1_000_00)
Amounts = Mapping[int, Money]  # funder id, or envelope id → amount
Ruled = Mapping[int, Money | None]  # funder id → what its ruling in force gives; None where it gives nothing


def in_order(file: CallFile, credits: Sequence[Envelope]) -> list[Funder]:
    """Those who have credits here, the lead first, then as the call lists them."""
    found = {each.funder_id: each.funder for each in credits}
    if len(found) == 1:  # most calls
        return [*found.values()]
    ranks = {each.key: (not each.lead, rank) for rank, each in enumerate(file.funders)}
    return sorted(found.values(), key=lambda each: ranks.get(each.key, (True, len(ranks))))


def still_to_rule(application: Application, credits: Sequence[Envelope], ruled: Container[int] = ()) -> list[Funder]:
    """Those of them who have an envelope for this file and have not ruled on it."""
    found = in_order(application.file, credits)
    return [
        each for each in found
        if each.id not in ruled and any(envelopes.serves(one, application, each.id) for one in credits)
    ]  # fmt: skip


def shared(application: Application, amount: Money | None, credits: Sequence[Envelope],
           ruled: Container[int] = ()) -> dict[int, Money]:  # fmt: skip
    """Funder id → its part of an amount, by the shares that the call announces; nothing of those who have ruled.

    A funder without an envelope for this file pays nothing of it; the first of the others takes what is left over.
    """
    payers = still_to_rule(application, credits) if amount else []
    if not amount or not payers:
        return {}
    if len(payers) == 1:  # most calls: nothing to share
        return {} if payers[0].id in ruled else {payers[0].id: amount}
    parts, left = {}, amount
    for key, part in announced(application.file, payers, amount).items():
        parts[key] = min(part, left)
        left -= parts[key]
    parts[payers[0].id] = parts.get(payers[0].id, ZERO) + left
    return {each.id: parts[each.id] for each in payers if parts.get(each.id) and each.id not in ruled}


def announced(file: CallFile, payers: Sequence[Funder], amount: Money) -> dict[int, Money]:
    """What the shares of the call make for all but the first, who takes the rest."""
    shares = {each.key: each.share for each in file.funders if each.share}
    whole = sum(shares[each.key] for each in payers if each.key in shares)
    if not whole:
        return {}
    found = {each.id: amount.share(shares[each.key] / whole) for each in payers[1:] if each.key in shares}
    return {key: in_tens(part) for key, part in found.items()} if is_free(file) and amount >= SMALL else found


def in_tens(amount: Money) -> Money:
    return Money((amount.cents + ROUND.cents // 2) // ROUND.cents * ROUND.cents)


def is_free(file: CallFile) -> bool:
    """Whether several funders share the call, and may share each file otherwise than announced."""
    return len(file.funders) > 1 and file.joint is not None and file.joint.shares == "indicative"


def split(application: Application, amounts: Amounts) -> dict[int, Money]:
    """Envelope id → what it would pay: each funder on its own ones, as its ruling would by itself."""
    return envelopes.totals(
        part for key, amount in amounts.items() if amount
        for part in envelopes.proposed_split(application, amount, key).items()
    )  # fmt: skip


def by_funder(parts: Amounts, credits: Sequence[Envelope]) -> dict[int, Money]:
    """Funder id → what its envelopes pay of these parts."""
    payers = {each.id: each.funder_id for each in credits}
    return envelopes.totals((payers[key], amount) for key, amount in parts.items() if key in payers)


def ruled_in(round_id: int) -> dict[int, dict[int, Money | None]]:
    """File → funder → what the ruling in force gives; who waits on the reserve list is still to be ruled on."""
    known = remembered()
    if ("ruled", round_id) in known:
        return cast(dict[int, dict[int, Money | None]], known["ruled", round_id])
    here = select(Ruling.application_id, Ruling.funder_id, Ruling.amount).join(Ruling.application)
    here = here.where(Application.round_id == round_id, Ruling.is_in_force, Ruling.verdict != Verdict.RESERVE)
    found: dict[int, dict[int, Money | None]] = {}
    known["ruled", round_id] = found
    for file_id, funder_id, amount in db.session.execute(here):
        found.setdefault(file_id, {})[funder_id] = amount
    return found


def ruled_on(application: Application) -> dict[int, Money | None]:
    """The same, of one file."""
    return {
        each.funder_id: each.amount
        for each in application.rulings
        if each.is_in_force and each.verdict is not Verdict.RESERVE
    }
