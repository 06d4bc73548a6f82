"""The marks of a round as the calibration wants them, and its robustness report for whoever reads it."""

import hashlib
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import joinedload

from grants.analysis.calibration import Cut, Key, Mark, Report, WithinCredits, report
from grants.database import db
from grants.models import Application, Charge, Envelope, Recusal, Review, ReviewStatus, Round, Ruling, User
from grants.policies.applications import visible_to
from grants.policies.known import remembered
from grants.queries import envelopes, funders
from grants.queries.funders import Ruled
from grants.queries.rankings import IN_PLAY, OVER, SET_ASIDE
from grants.values.money import Money
from grants.values.sentences import sentence
from workflows.errors import Refused

OWED = (
    "Vous avez encore %(count)s note(s) à donner dans cette vague : celles des autres vous sont montrées ensuite, pour "
    "que votre jugement reste le vôtre."
)
KEPT = 32  # reports that a process remembers, by the digest of what they are computed from
REPORTS: "OrderedDict[str, Report]" = OrderedDict()


def of_round(round_id: int, *, reader: User) -> list[Mark]:
    """What each reviewer gave each file of the round at its present stage; an abstention is a mark of None.

    Files that the reader may not see (a recusal, another territory) are left out, and who is recused of a file.
    """
    given = select(Review.application_id, Review.reviewer_id, Review.status, Review.total).join(Review.application)
    here = given.where(*counted(round_id, reader), Review.status != ReviewStatus.ASSIGNED, ~is_set_aside())
    rows = db.session.execute(here.order_by(Review.application_id, Review.reviewer_id))
    return [Mark(row.application_id, row.reviewer_id, score_of(row)) for row in rows]


def counted(round_id: int, reader: User) -> tuple[ColumnElement[bool], ...]:
    """The readings of the files of a round that this person sees, at the stage where each file is."""
    return Application.round_id == round_id, Review.stage_key == Application.stage_key, visible_to(reader)


def is_set_aside() -> ColumnElement[bool]:
    """Whose link of interest was confirmed: neither a mark nor an abstention of theirs counts."""
    theirs = (Recusal.application_id == Review.application_id, Recusal.user_id == Review.reviewer_id)
    return exists().where(*theirs, Recusal.lifted_at.is_(None), Recusal.confirmed_at.is_not(None))


def score_of(row: Any) -> Any:
    return row.total if row.status is ReviewStatus.SCORED else None


def owed(round_id: int, reader: User) -> int:
    """How many marks of this round the reader has still to give: until then, those of others are kept from them."""
    known = remembered()
    if (found := known.get(("owed", round_id, reader.id))) is None:
        mine = select(func.count(Review.id)).join(Review.application)
        here = mine.where(*counted(round_id, reader), Review.reviewer_id == reader.id)
        found = db.session.scalar(here.where(Review.status == ReviewStatus.ASSIGNED)) or 0
        known["owed", round_id, reader.id] = found
    return int(found)


def demand_own(round_id: int, reader: User) -> None:
    """Refuse whoever would read the marks of others before giving their own."""
    if waiting := owed(round_id, reader):
        raise Refused([sentence(OWED, count=waiting)])


def report_of(round: Round, reader: User, files: Sequence[Application] | None = None) -> Report | None:
    """How robust the scores of a round are; None without a mark, or while the reader has marks of their own to give.

    files: those in play, in the order of their ids, where they are known.
    """
    marks = of_round(round.id, reader=reader)
    if not any(mark.score is not None for mark in marks) or owed(round.id, reader):
        return None
    files = in_play(round.id, reader) if files is None else files
    wanted = {each.id for each in files}
    kept = [mark for mark in marks if mark.file in wanted]
    return once_computed(kept, [each.id for each in files], cut_of(round, files))


def names(reviewers: Iterable[Key]) -> dict[Key, str]:
    """Who these reviewers are."""
    people = select(User.id, User.name).where(User.id.in_(list(reviewers)))
    return {row.id: row.name for row in db.session.execute(people)}


def in_play(round_id: int, reader: User) -> Sequence[Application]:
    """The files of the round that are to rank, with what an amount is split by."""
    here = select(Application).where(Application.round_id == round_id, Application.state.in_(IN_PLAY))
    beside = (Application.organisation, Application.definition, Application.round)
    ordered = here.where(visible_to(reader)).order_by(Application.id)
    return db.session.scalars(ordered.options(*(joinedload(each) for each in beside))).all()


def cut_of(round: Round, files: Sequence[Application]) -> Cut | None:
    """The credits, and what each file takes of them: what it was awarded, else recommended, else asked for.

    Where several funders share the call, what some have awarded stands beside the parts of those still to rule. What
    these files are charged with is put back, so that they are ranked with the others. None without credits.
    """
    credits = envelopes.of_round(round.id)
    if not credits:
        return None
    charged, ruled = charges_of(round.id, {each.id for each in files}), funders.ruled_in(round.id)
    left = {str(each.id): each.left for each in credits}
    for parts in charged.values():
        for envelope, amount in parts.items():
            left[envelope] += amount
    return WithinCredits(
        {each.id: wanted(each, credits, ruled.get(each.id, {})) | charged.get(each.id, {}) for each in files}, left
    )


def wanted(file: Application, credits: Sequence[Envelope], ruled: Ruled) -> dict[str, Money]:
    """Envelope → what this file would still take of it, for who has not ruled; nothing once decided or set aside."""
    amount = file.recommended_amount or file.requested_amount
    if amount is None or file.state in (*SET_ASIDE, *OVER):
        return {}
    split = funders.split(file, funders.shared(file, amount, credits, ruled))
    return {str(envelope_id): part for envelope_id, part in split.items()}


def charges_of(round_id: int, files: set[int]) -> dict[int, dict[str, Money]]:
    """File → envelope → what its rulings in force charge; one statement."""
    here = select(Ruling.application_id, Charge.envelope_id, Charge.amount).join(Charge.ruling).join(Charge.envelope)
    found: dict[int, dict[str, Money]] = {}
    for file_id, envelope_id, amount in db.session.execute(
        here.where(Envelope.round_id == round_id, Charge.released_at.is_(None))
    ):
        if file_id in files:
            parts = found.setdefault(file_id, {})
            parts[str(envelope_id)] = parts.get(str(envelope_id), Money(0)) + amount
    return found


def once_computed(marks: list[Mark], files: list[int], cut: Cut | None) -> Report:
    """The report of these marks, computed once for as long as nothing that it says would change."""
    digest = hashlib.sha256(repr((marks, files, cut)).encode()).hexdigest()
    if digest not in REPORTS:
        REPORTS[digest] = report(marks, files=files, cut=cut)
    REPORTS.move_to_end(digest)
    while len(REPORTS) > KEPT:
        REPORTS.popitem(last=False)
    return REPORTS[digest]
