"""What the documents of a meeting say: its ranking, its envelopes, and a summary sheet for each file."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from grants.database import db
from grants.definitions.answers import Context
from grants.definitions.answers.reading import read
from grants.models import AgendaItem, Meeting, MeetingPack, Recusal, Review, ReviewStatus, Seat, User
from grants.queries import marks, meetings, opinions, reviews
from grants.queries.completeness import answers_of
from grants.values.territories import name_of

TOLD = ("project_summary", "need", "objectives")
PUBLICS, BUDGET = ("publics", "beneficiaries"), "budget"
ANSWERS = {"favourable": "favorable", "with_reservations": "favorable avec réserves", "unfavourable": "défavorable"}
PLAIN_SCORES = ((3.5, "Ils le trouvent bon."), (2.5, "Ils le trouvent assez bon."), (0.0, "Ils ont des doutes."))


def last(meeting: Meeting, reader: User) -> MeetingPack | None:
    """The documents that this person asked for last."""
    mine = select(MeetingPack).filter_by(meeting_id=meeting.id, reader_id=reader.id)
    return db.session.scalar(mine.order_by(MeetingPack.id.desc()).limit(1))


def is_still_right(pack: MeetingPack, reader: User) -> bool:
    """Whether this person may still see every file that is in it: a recusal told since then closes it."""
    hidden = select(Recusal.application_id).filter_by(user_id=reader.id, lifted_at=None)
    return not set(pack.application_ids) & set(db.session.scalars(hidden))


def items_of(meeting: Meeting, reader: User) -> list[AgendaItem]:
    """The lines of the agenda that this person may read, in order."""
    whole = meetings.whole(meeting.id)
    return meetings.readable(whole, reader, meetings.recusals(whole)) if whole else []


def heading(meeting: Meeting, reader: User) -> dict[str, Any]:
    """The first page, its ranking apart."""
    money = [(each.label, each.amount, each.charged, each.left) for each in meeting.round.envelopes]
    seat = next((each.seat for each in meeting.members if each.user_id == reader.id), None)
    return {
        "title": meeting.title, "place": meeting.place, "held_at": meeting.held_at, "reader": reader.name,
        "call": meeting.round.call.title, "round": meeting.round.title, "envelopes": money,
        "is_plain": seat is Seat.CONCERNED_PERSON,
    }  # fmt: skip


def sheets(meeting: Meeting, reader: User, items: Sequence[AgendaItem]) -> Iterator[dict[str, Any]]:
    """One a file, some statements each: who makes them says how far it is between two."""
    report = marks.report_of(meeting.round, reader)
    lines = {each.file: each for each in report.files} if report else {}
    for item in items:
        yield sheet(item, lines.get(item.application_id))


def sheet(item: AgendaItem, line: Any) -> dict[str, Any]:
    """What the committee reads of one file; `line` is that of the robustness report, where there is one."""
    file = item.application
    given = [each for each in reviews.of_file(file) if each.status is ReviewStatus.SCORED]
    totals = [each.total for each in given if each.total is not None]
    score = sum(totals, Decimal(0)) / len(totals) if totals else None
    return {
        "rank": item.rank, "number": file.number, "organisation": file.organisation.name, "title": file.title or "",
        "place": name_of(file.department), "asked": file.requested_amount, "proposed": file.recommended_amount,
        "hearing_at": item.hearing_at, "score": score, "calibrated": line.calibrated if line else None,
        "ranks": (line.best_rank, line.worst_rank) if line and line.best_rank else None,
        "grid": grid(file, given), "opinions": list(opinions_of(file)), "is_fictif": file.is_fictif,
        **told(file), "plain_score": in_plain_words(score),
    }  # fmt: skip


def grid(file: Any, given: Sequence[Review]) -> dict[str, Any] | None:
    """Marks by criterion, one column a reader."""
    found = file.file.grid_of(file.stage_key)
    if not found or not given:
        return None
    rows = [
        (each.label, each.weight, [(review.marks.get(each.key) or {}).get("mark") for review in given])
        for each in found.criteria
    ]
    readers = [each.reviewer.name for each in given]
    return {"readers": readers, "rows": rows, "totals": [each.total for each in given]}


def opinions_of(file: Any) -> Iterator[str]:
    for each in opinions.of_file(file):
        if each.answer:
            yield f"{each.service_label} : {ANSWERS[each.answer]}. {each.reason or ''}".strip()


def told(file: Any) -> dict[str, Any]:
    """Of the answers: what it is about, for whom, and the budget, as texts."""
    form = file.file.form_of(file.stage_key)
    answers = answers_of(file, form.key)
    context = Context.of(file.file, form, answers)
    questions = {each.key: each for section in form.sections for each in section.questions}
    texts = {key: read(each, answers.get(key), context) for key, each in questions.items() if key in answers}
    budgets = [texts[key] for key, each in questions.items() if each.type == BUDGET and key in texts]
    return {
        "about": [(questions[key].label, texts[key]) for key in TOLD if texts.get(key)],
        "summary": texts.get("project_summary", []), "budget": budgets[0] if budgets else [],
        "publics": next((texts[key] for key in PUBLICS if texts.get(key)), []),
    }  # fmt: skip


def in_plain_words(score: Decimal | None) -> str:
    if score is None:
        return "Personne ne l’a encore noté."
    return next(words for least, words in PLAIN_SCORES if float(score) >= least)
