"""The ranking of a round (sélection): files by mean score beside the credits, and where the money ends."""

from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from grants.database import db
from grants.models import Application, Envelope, Review, ReviewStatus, Round, Ruling, User
from grants.policies.applications import visible_to
from grants.queries import envelopes
from grants.values.money import ZERO, Money
from workflows.states import ApplicationState as S

IN_PLAY = (
    S.UNDER_REVIEW, S.AWAITING_COMMITTEE, S.RECOMMENDED, S.RESERVE_RECOMMENDED, S.NOT_RECOMMENDED, S.ADJOURNED,
    S.APPROVED, S.PARTLY_RULED, S.AWARDED, S.RESERVE_LIST, S.REFUSED, S.NO_ACTION,
)  # fmt: skip
SET_ASIDE = (S.NOT_RECOMMENDED, S.REFUSED, S.NO_ACTION, S.RESERVE_LIST, S.ADJOURNED)
MOST = 1000


@dataclass
class Line:
    """One file at its rank; `fits` says whether its amount still fits when those before it are served."""

    application: Application
    rank: int
    score: Decimal | None
    reviewers: int
    amount: Money | None  # awarded, else recommended
    awarded: Money | None
    calibrated: float | None = None  # the score that severity is taken out of
    ranks: tuple[int, int] | None = None  # the best and the worst found without each reviewer in turn
    is_fragile: bool = False
    fits: bool = True
    short_of: str = ""  # the envelope that does not suffice


def ranking(user: User, round: Round) -> list[Line]:
    """Every file of the round that was read, the best mean score first, then those without a score."""
    scored = (
        select(Review.application_id, Review.stage_key, func.avg(Review.total).label("mean"), func.count().label("of"))
        .where(Review.status == ReviewStatus.SCORED)
        .group_by(Review.application_id, Review.stage_key)
        .subquery()
    )
    given = (
        select(Ruling.application_id, func.sum(Ruling.amount).label("amount"))
        .where(Ruling.is_in_force)
        .group_by(Ruling.application_id)
        .subquery()
    )
    here = (
        select(Application, scored.c.mean, scored.c.of, given.c.amount)
        .outerjoin(scored, (scored.c.application_id == Application.id) & (scored.c.stage_key == Application.stage_key))
        .outerjoin(given, given.c.application_id == Application.id)
        .where(Application.round_id == round.id, Application.state.in_(IN_PLAY), visible_to(user))
        .options(joinedload(Application.organisation), joinedload(Application.definition))
        .order_by(scored.c.mean.is_(None), scored.c.mean.desc(), Application.id)
        .limit(MOST)
    )
    lines = []
    for rank, (application, mean, count, amount) in enumerate(db.session.execute(here), start=1):
        awarded = None if amount is None else Money(int(getattr(amount, "cents", amount)))
        shown = awarded or application.recommended_amount
        lines.append(Line(application, rank, mean and Decimal(str(mean)), count or 0, shown, awarded))
    return lines


def draw_line(lines: list[Line], credits: list[Envelope]) -> int | None:
    """Serve the files in order from what is left; the rank after which the money ends, None when it does not.

    What is awarded is charged already; a file set aside by the committee or a ruling takes nothing.
    """
    left = {each.id: each.left for each in credits}
    labels = {each.id: each.label for each in credits}
    last: int | None = None
    for line in lines:
        if line.awarded or line.amount is None or line.application.state in SET_ASIDE:
            continue
        for envelope_id, part in wanted(line, credits).items():
            if part > left[envelope_id]:
                line.fits, line.short_of = False, labels[envelope_id]
        if line.fits:
            for envelope_id, part in wanted(line, credits).items():
                left[envelope_id] -= part
        else:
            last = last if last is not None else line.rank - 1
    return last


def wanted(line: Line, credits: list[Envelope]) -> dict[int, Money]:
    """Envelope → what this file would take of it, in the name of the first funder."""
    if not credits or line.amount is None:
        return {}
    return envelopes.proposed_split(line.application, line.amount, credits[0].funder_id)


def totals(lines: list[Line]) -> tuple[Money, Money]:
    """Asked, and awarded or proposed."""
    asked = Money.total(each.application.requested_amount for each in lines)
    kept = Money.total(each.amount for each in lines if each.application.state not in SET_ASIDE)
    return asked, kept or ZERO
