"""Credits of a round: which serve a file, how an award is split between them, what they are charged with."""

from collections.abc import Iterable, Sequence
from typing import Any, cast

from sqlalchemy import select
from sqlalchemy.orm import contains_eager, joinedload
from sqlalchemy.orm.attributes import set_committed_value
from sqlalchemy.orm.util import identity_key

from grants.database import db
from grants.definitions.instalments import instalment_plan
from grants.models import Application, Charge, Envelope, Round, Ruling, User
from grants.policies.applications import visible_to
from grants.policies.known import remembered
from grants.values.money import Money

REGION = "52"


def serving(application: Application, funder_id: int | None = None) -> list[Envelope]:
    """The envelopes that may pay for this file, the closest first: its department or theme, then what is general."""
    found = [each for each in application.round.envelopes if serves(each, application, funder_id)]
    return sorted(found, key=nearness)


def serves(envelope: Envelope, application: Application, funder_id: int | None = None) -> bool:
    """Whether it may pay for this file."""
    return (
        funder_id in (None, envelope.funder_id)
        and envelope.department in (None, REGION, application.department)
        and envelope.theme in (None, application.theme)
    )


def nearness(envelope: Envelope) -> tuple[bool, bool, int, int]:
    """What is for a theme or a department is drawn on before what is general."""
    return envelope.theme is None, envelope.department in (None, REGION), envelope.year, envelope.id


def proposed_split(application: Application, amount: Money, funder_id: int) -> dict[int, Money]:
    """Envelope id → what it pays: by the instalments that name theirs (a tranche a year), else all on the closest."""
    open_ones = serving(application, funder_id)
    by_key = {each.key: each.id for each in open_ones}
    facts = {"year_total_same_authority": amount}
    is_named = any(each.envelope for each in application.file.instalments)
    plan = instalment_plan(application.file, amount, facts) if is_named else []
    if plan and all(each.envelope in by_key for each in plan):
        return totals((by_key[str(each.envelope)], each.amount) for each in plan)
    return {open_ones[0].id: amount} if open_ones else {}


def totals(parts: Iterable[tuple[int, Money]]) -> dict[int, Money]:
    found: dict[int, Money] = {}
    for key, amount in parts:
        found[key] = found.get(key, Money(0)) + amount
    return {key: amount for key, amount in found.items() if amount}


def charges_of(envelope: Envelope, user: User, *, limit: int = 500) -> Sequence[Any]:
    """The claims on an envelope of the files this person sees, newest first; released ones too, which count no more."""
    claims = (
        select(Charge)
        .filter_by(envelope_id=envelope.id)
        .join(Charge.ruling)
        .join(Ruling.application)
        .where(visible_to(user))
        .options(
            contains_eager(Charge.ruling).contains_eager(Ruling.application).joinedload(Application.organisation),
            contains_eager(Charge.ruling).joinedload(Ruling.author),
        )
    )
    return db.session.scalars(claims.order_by(Charge.id.desc()).limit(limit)).all()


def of_round(round_id: int) -> Sequence[Envelope]:
    """The envelopes of a round with their funders; a page asks once, for what each file would take too."""
    known = remembered()
    if (found := known.get(("envelopes", round_id))) is None:
        here = select(Envelope).filter_by(round_id=round_id).options(joinedload(Envelope.funder))
        found = known["envelopes", round_id] = db.session.scalars(here.order_by(Envelope.id)).all()
        if (round := db.session.identity_map.get(identity_key(Round, round_id))) and "envelopes" not in vars(round):
            set_committed_value(round, "envelopes", list(found))
    return cast(Sequence[Envelope], found)
