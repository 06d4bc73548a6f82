"""The ranking of a round (sélection): files by mean score beside the credits, and where the money ends."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from grants.database import db
from grants.models import Application, Envelope, Review, ReviewStatus, Round, User
from grants.policies.applications import visible_to
from grants.queries import funders
from grants.queries.funders import Ruled
from grants.values.money import ZERO, Money
from workflows.states import ApplicationState as S

IN_PLAY = (
    S.UNDER_REVIEW, S.AWAITING_COMMITTEE, S.RECOMMENDED, S.RESERVE_RECOMMENDED, S.NOT_RECOMMENDED, S.ADJOURNED,
    S.APPROVED, S.PARTLY_RULED, S.AWARDED, S.RESERVE_LIST, S.REFUSED, S.NO_ACTION,
)  # fmt: skip
OVER = (S.AWARDED, S.REFUSED, S.NO_ACTION)  # decided
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
    ruled: Ruled = field(default_factory=dict)  # by the funders who have decided

    @property
    def is_decided(self) -> bool:
        """Nobody has to rule on it any more; where several funders share the call, the last has ruled."""
        state = self.application.state
        return state in OVER or (self.awarded is not None and state != S.PARTLY_RULED)

    @property
    def proposed(self) -> Money | None:
        """What is to be ruled on, the parts of all the funders together."""
        file = self.application
        return file.recommended_amount or (file.requested_amount if file.state == S.PARTLY_RULED else None)

    def shares(self, credits: Sequence[Envelope]) -> dict[int, Money]:
        """Funder id → its part of what is proposed, for each who has not ruled yet."""
        return {} if self.is_decided else funders.shared(self.application, self.proposed, credits, self.ruled)


def ranking(user: User, round: Round) -> list[Line]:
    """Every file of the round that was read, the best mean score first, then those without a score."""
    scored = (
        select(Review.application_id, Review.stage_key, func.avg(Review.total).label("mean"), func.count().label("of"))
        .where(Review.status == ReviewStatus.SCORED)
        .group_by(Review.application_id, Review.stage_key)
        .subquery()
    )
    here = (
        select(Application, scored.c.mean, scored.c.of)
        .outerjoin(scored, (scored.c.application_id == Application.id) & (scored.c.stage_key == Application.stage_key))
        .where(Application.round_id == round.id, Application.state.in_(IN_PLAY), visible_to(user))
        .options(joinedload(Application.organisation), joinedload(Application.definition))
        .order_by(scored.c.mean.is_(None), scored.c.mean.desc(), Application.id)
        .limit(MOST)
    )
    ruled, lines = funders.ruled_in(round.id), []
    for rank, (application, mean, count) in enumerate(db.session.execute(here), start=1):
        given = ruled.get(application.id, {})
        awarded = Money.total(given.values()) if any(given.values()) else None
        shown = awarded or application.recommended_amount
        score = mean and Decimal(str(mean))
        lines.append(Line(application, rank, score, count or 0, shown, awarded, ruled=given))
    return lines


def draw_line(lines: list[Line], credits: Sequence[Envelope]) -> int | None:
    """Serve the files in order from what is left; the rank after which the money ends, None when it does not.

    What is awarded is charged already; a file set aside by the committee or a ruling takes nothing.
    """
    left = {each.id: each.left for each in credits}
    labels = {each.id: each.label for each in credits}
    last: int | None = None
    for line in lines:
        if line.is_decided or line.proposed is None or line.application.state in SET_ASIDE:
            continue
        parts = wanted(line, credits)
        for envelope_id, part in parts.items():
            if part > left[envelope_id]:
                line.fits, line.short_of = False, labels[envelope_id]
        if line.fits:
            for envelope_id, part in parts.items():
                left[envelope_id] -= part
        else:
            last = last if last is not None else line.rank - 1
    return last


def wanted(line: Line, credits: Sequence[Envelope]) -> dict[int, Money]:
    """Envelope → what this file would take of it, in the name of each funder who has not ruled yet."""
    return funders.split(line.application, line.shares(credits))


def totals(lines: list[Line]) -> tuple[Money, Money]:
    """Asked, and awarded or proposed."""
    asked = Money.total(each.application.requested_amount for each in lines)
    kept = Money.total(each.amount for each in lines if each.application.state not in SET_ASIDE)
    return asked, kept or ZERO
