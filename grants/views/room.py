"""What the pages of a meeting show: the whole agenda, or one file for the room; what is not one’s own stays out."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from grants.languages import chosen, translated
from grants.models import AgendaItem, Application, Meeting, Review, ReviewStatus, User
from grants.policies import access, minuting
from grants.policies.roles import roles_on
from grants.queries import (
    attempts,
    ballots,
    envelopes,
    meetings,
    minutes,
    opinions,
    quorums,
    reviews,
    rooms,
    second_calls,
)
from grants.values import clock
from grants.values.money import Money
from grants.values.territories import name_of
from grants.views import offering
from workflows.roles import Role
from workflows.states import MeetingState

TONES = {"favourable": "ok", "with_reservations": "warn", "unfavourable": "bad"}
ANSWERS = {"favourable": "favorable", "with_reservations": "favorable avec réserves", "unfavourable": "défavorable"}
VOTES = {"for": "pour", "against": "contre", "abstain": "abstention"}
STATES = {  # how an answer looks: as the state to which it leads
    "application.recommend": "recommended",
    "application.recommend_reserve": "reserve_list",
    "application.recommend_refusal": "unfavourable",
    "application.adjourn": "adjourned",
}
SEATS = {str(seat): words for seat, words in minutes.SEATS.items()}


def of_meeting(meeting: Meeting, user: User) -> dict[str, Any]:
    """A meeting, its people, and the files of its agenda that this person may see."""
    recused, scores = meetings.recusals(meeting), meetings.scores(meeting)
    names = {each.user_id: each.user.name for each in meeting.members}
    seen = meetings.readable(meeting, user, recused)
    unseen = [each for each in meeting.agenda if each not in seen]
    found = access.offers(attempts.attempt(user, meeting, at=clock.now()))
    return {
        "meeting": meeting,
        "offers": offering.items(found, meeting, without=["meeting.vote", "meeting.convene"]),
        "quorum": quorums.standing(meeting),
        "second_call": second_calls.offered(meeting) if may_convene(user, meeting) else None,
        "foreseen": second_calls.foreseen(meeting) if may_convene(user, meeting) else None,
        "signing": in_place(meeting),
        "is_away": minuting.is_away(meeting),
        "names": names,
        "seats": SEATS,
        "speaks": speaks(meeting),
        "rows": [row(each, scores, recused, names) for each in seen],
        "recused_from": sum(user.id in recused[each.application_id] for each in unseen),
        "hidden": len(unseen),
        "minutes": minutes.readable(meeting, [each.application for each in unseen]),
    }


def in_place(meeting: Meeting) -> list[str]:
    """Who may sign the minutes in the place of a president absent or recused, while they wait."""
    if meeting.state != MeetingState.MINUTED or not minuting.is_replaced(meeting):
        return []
    return [each.user.name for each in minuting.first_signers(meeting)]


def speaks(meeting: Meeting) -> dict[int, list[str]]:
    """Person → the funders whom they represent, by name, where the call wants each of them there."""
    names, filled = quorums.funder_names(meeting), quorums.fillers(meeting)
    return {
        each.user_id: [name for code, name in names.items() if each.user_id in filled.get(code, ())]
        for each in meeting.members
    }


def may_convene(user: User, meeting: Meeting) -> bool:
    return access.can(user, "meeting.convene", meeting.round)


def row(item: AgendaItem, scores: dict[int, float], recused: dict[int, set[int]], names: dict[int, str]) -> Any:
    file = item.application
    score = scores.get(file.id)
    return {
        "item": item,
        "file": file,
        "score": None if score is None else round(Decimal(score), 2),
        "outcome": translated(minutes.OUTCOMES.get(item.outcome or "", "")),
        "code": STATES.get(item.outcome or "", ""),
        "tally": minutes.tally(item) if item.outcome else "",
        "recused": [names[each] for each in sorted(recused[file.id] & names.keys())],
    }


def of_item(item: AgendaItem, user: User) -> dict[str, Any]:
    """One file as the room sees it: scores, opinions, the envelope, votes, who is out."""
    meeting = rooms.seated(item.meeting_id)
    assert meeting is not None  # the item's own
    open_now = meeting.state == MeetingState.OPENED and item.outcome is None
    member = next((each for each in meeting.members if each.user_id == user.id), None)
    return shown(item, meeting) | {
        "may_answer": open_now and Role.SECRETARY in roles_on(user, item),
        "may_vote": open_now and not item.is_counted and member is not None and member.has_vote and member.is_present,
        "acts": acts_on(item, meeting, user),
        "is_live": meeting.state == MeetingState.OPENED,
        "mark": mark_beside(item, user),
        "next": following(item),
    }


def mark_beside(item: AgendaItem, user: User) -> str:
    """Two pages of one file that bear it show the same: it rises with the room, its envelopes and the file's line."""
    found = rooms.standing(user.id, item.meeting_id)
    assert found is not None  # the item's own meeting
    return f"{found.revision}.{found.envelopes}.{item.id}.{item.version}.{user.id}.{chosen()}"


def shown(item: AgendaItem, meeting: Meeting) -> dict[str, Any]:
    """What is the same for all who may see the file; as many statements however long the agenda."""
    file, out = item.application, quorums.recused_on(item.application)
    done = [each for each in reviews.of_file(file) if each.status is ReviewStatus.SCORED]
    place, count, answered = rooms.place_of(item)
    found = quorums.standing(meeting, out)
    return {
        "meeting": meeting,
        "item": item,
        "file": file,
        "place_name": name_of(file.department),
        "place": place,
        "count": count,
        "answered": answered,
        "quorum": found,
        "recused": [each.user.name for each in meeting.members if each.user_id in out],
        "grid": file.file.grid_of(file.stage_key),
        "reviews": done,
        "score": mean(done),
        "opinions": [opinion_line(each) for each in opinions.of_file(file) if each.answer],
        "envelopes": [envelope_line(each, file) for each in closest(file)],
        "votes": votes(item, meeting),
        "outcome": translated(minutes.OUTCOMES.get(item.outcome or "", "")),
        "code": STATES.get(item.outcome or "", ""),
        "has_quorum": found.is_reached,
    }


def on_screen(meeting_id: int, standing: rooms.Standing, user: User, *, is_hidden: bool) -> dict[str, Any]:
    """The room's screen: the file called, or why none is shown; to who sits, the last opinions keyed."""
    meeting = rooms.seated(meeting_id)
    item = rooms.one_line(standing.item_id) if standing.item_id and not is_hidden else None
    told = rooms.latest(meeting_id, but_for=user.id if standing.has_links else None) if standing.seat else []
    assert meeting is not None  # its row was just read
    return {
        "meeting": meeting,
        "is_open": meeting.state == MeetingState.OPENED,
        "is_hidden": is_hidden,
        "room": shown(item, meeting) if item else None,
        "quorum": quorums.standing(meeting),
        "latest": [keyed(each) for each in told],
    }


def keyed(item: AgendaItem) -> dict[str, Any]:
    """One opinion of the committee, as it was keyed."""
    words = translated(minutes.OUTCOMES.get(item.outcome or "", ""))
    return {"item": item, "file": item.application, "code": STATES.get(item.outcome or "", ""), "words": words}


ON_ITEM = ("meeting.call_file", "meeting.choose_vote", "meeting.count_votes", "hearing.give", "hearing.move",
           "hearing.cancel")  # fmt: skip


def acts_on(item: AgendaItem, meeting: Meeting, user: User) -> list[str]:
    """What the secretariat may do now with one line of the agenda, the answer apart."""
    if item.outcome or meeting.state not in (MeetingState.CONVENED, MeetingState.OPENED):
        return []
    is_open, has_begun = meeting.state == MeetingState.OPENED, bool(ballots.voted(item))
    possible = {
        "meeting.call_file": is_open, "meeting.choose_vote": not has_begun,
        "meeting.count_votes": is_open and item.is_secret and not item.is_counted and has_begun,
        "hearing.give": item.hearing_at is None, "hearing.move": item.hearing_at is not None,
        "hearing.cancel": item.hearing_at is not None,
    }  # fmt: skip
    return [name for name in ON_ITEM if possible[name] and access.can(user, name, item)]


def mean(done: list[Review]) -> Decimal | None:
    """The raw score of the file, to two decimals."""
    totals = [each.total for each in done if each.total is not None]
    return (sum(totals, Decimal(0)) / len(totals)).quantize(Decimal("0.01"), ROUND_HALF_UP) if totals else None


def opinion_line(opinion: Any) -> dict[str, str]:
    said = f"{opinion.service_label} : {translated(ANSWERS[opinion.answer])}. {opinion.reason or ''}"
    return {"tone": TONES[opinion.answer], "sentence": said}


def closest(file: Application) -> list[Any]:
    """The envelopes of the file's own department or theme, one a year; the general ones where it has none."""
    found = envelopes.serving(file)
    scope = {(each.department, each.theme) for each in found[:1]}
    return [each for each in found if (each.department, each.theme) in scope]


def envelope_line(envelope: Any, file: Application) -> dict[str, Any]:
    asked = file.recommended_amount or file.requested_amount
    fits = asked if asked and Money(0) < asked <= envelope.left else None
    return {
        "label": envelope.label,
        "voted": envelope.amount,
        "charged": envelope.charged,
        "left": envelope.left,
        "maybe": fits,
    }


def votes(item: AgendaItem, meeting: Meeting) -> list[tuple[str, Any]]:
    """Names and voices of an open vote; of a secret one, how many voted, and the count once it is closed."""
    if item.is_secret:
        counted = [(translated(VOTES[choice]), str(count)) for choice, count in ballots.counts(item).items()]
        return [(_("Voix données"), str(ballots.voted(item))), *counted]
    names = {each.user_id: each.user.name for each in meeting.members}
    cast = sorted(item.votes, key=lambda each: each.id)
    return [(names.get(each.user_id, ""), translated(VOTES[each.choice])) for each in cast]


def following(item: AgendaItem) -> str:
    """The next file without an answer, or the meeting's page when none is left."""
    after = rooms.next_after(item)
    if after is None:
        return url_for("meetings.show", meeting_id=item.meeting_id)
    return url_for("meetings.item", meeting_id=item.meeting_id, number=after.application.number)
