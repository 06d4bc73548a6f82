"""The committee: files are referred to it, it meets with its quorum, says what it thinks, and signs its minutes."""

from datetime import datetime, time, timedelta

from sqlalchemy import select

from grants.database import db
from grants.models import AgendaItem, Application, Choice, Meeting, Round, Seat
from grants.queries.minutes import draft
from grants.rehearsal.director import Director
from grants.rehearsal.fates import Step
from grants.rehearsal.scenes.scoring import assign, declare, score_readings, step_aside
from grants.rehearsal.season import Life, Season
from grants.services import applications, meetings
from grants.values.clock import PARIS
from grants.values.money import Money
from workflows.states import ApplicationState as S

SEATS = {
    "commissioner": Seat.PRESIDENT, "secretary": Seat.SECRETARY, "concerned_1": Seat.CONCERNED_PERSON,
    "concerned_2": Seat.CONCERNED_PERSON, **{f"member_{rank}": Seat.MEMBER for rank in range(1, 7)},
}  # fmt: skip
VOTERS = ("commissioner", "member_1", "concerned_1")
QUORUM = 6  # where the call has no rule
HEARD = {"hearing_minutes": 20, "directions": "Entrée rue Imaginaire, 2e étage, ascenseur."}  # where it still sits


def review_all(play: Director, season: Season) -> None:
    """Files under review are scored, then referred."""
    play.move_to(season.between(0.35))
    for life in season.lives_in(S.UNDER_REVIEW):
        if life.fate.reaches(Step.SCORED):
            score(play, life)
        elif life.fate.has("assigned"):
            give_to_read(play, life)
    play.move_to(season.between(0.5))
    for life in season.lives_in(S.UNDER_REVIEW):
        if life.fate.reaches(Step.REFERRED):
            play.do(play.at_file(life.application_id), applications.refer, Application, life.application_id)


def give_to_read(play: Director, life: Life) -> None:
    """Readings that wait for their reviewers, one of whom may have told a link that nobody has confirmed."""
    assign(play, life, first=True)
    if life.fate.has("stay_recusal"):
        declare(play, life)


def score(play: Director, life: Life) -> None:
    """Every reading that the call asks for; another one where a reviewer stepped aside."""
    assign(play, life)
    if life.fate.has("recusal"):
        step_aside(play, life)
    score_readings(play, life)


def sit(play: Director, season: Season) -> int | None:
    """Convene the committee on what waits, and hold it to the end unless the season stops there; the meeting's id."""
    waiting = season.lives_in(S.AWAITING_COMMITTEE)
    if not waiting:
        return None
    meeting_id = convene(play, season)
    if season.until >= Step.ADVISED:
        open_meeting(play, meeting_id)
        for life in waiting:
            if life.fate.reaches(Step.ADVISED):
                advise(play, life)
    if season.until > Step.ADVISED:
        end(play, meeting_id, is_signed=season.until > Step.RULED)
    return meeting_id


def convene(play: Director, season: Season) -> int:
    held_at = at_two(max(season.between(0.65), play.at + timedelta(days=5)))
    seats = {play.troupe[key]: seat for key, seat in seats_of(season).items()}
    quorum = season.call.committee.quorum.members if season.call.committee else QUORUM
    heard = HEARD if season.until == Step.ADVISED else {}
    found: int = play.do("secretary", meetings.convene, Round, season.round_id, title="Comité de sélection",
                         held_at=held_at, place="Préfecture, salle fictive", quorum=quorum, seats=seats,
                         **heard)  # fmt: skip
    return found


def seats_of(season: Season) -> dict[str, Seat]:
    """Everybody of the committee, and somebody for each co-funder where several funders share the call."""
    payers = [each.key for each in season.call.funders if not each.key.startswith("state")]
    return SEATS | dict.fromkeys(payers, Seat.MEMBER) if season.call.joint else SEATS


def at_two(moment: datetime) -> datetime:
    """Fourteen hours in Paris, that day or the Friday before: nobody sits at night nor on a Sunday."""
    day = moment.astimezone(PARIS).date()
    day -= timedelta(days=max(day.weekday() - 4, 0))
    return datetime.combine(day, time(14), PARIS)


def open_meeting(play: Director, meeting_id: int) -> None:
    """At its hour, with all but one, who gave a proxy."""
    meeting = db.session.get_one(Meeting, meeting_id)
    play.move_to(meeting.held_at)
    presence: dict[int, int | bool] = {each.user_id: True for each in meeting.members}
    presence[play.troupe["member_6"]] = play.troupe["member_1"]
    play.do("secretary", meetings.register, Meeting, meeting_id, presence=presence)
    play.do("secretary", meetings.open, Meeting, meeting_id)


def advise(play: Director, life: Life) -> None:
    """Some vote, then the secretary keys what the committee thinks."""
    item_id = db.session.scalars(
        select(AgendaItem.id).join(Meeting).where(AgendaItem.application_id == life.application_id,
                                                  Meeting.state == "opened")
    ).one()  # fmt: skip
    choice = Choice.AGAINST if life.fate.verdict == "refuse" else Choice.FOR
    for voter in VOTERS:
        play.do(voter, meetings.vote, AgendaItem, item_id, choice=choice)
    key_in(play, life)


def advise_for(play: Director, life: Life) -> None:
    """A favourable answer, whatever was said the first time."""
    amount, reason = amount_of(life), "Avis favorable après le recours."
    play.do("secretary", applications.recommend, Application, life.application_id, amount=amount, reason=reason)


def key_in(play: Director, life: Life) -> None:
    """Favourable, on the reserve list or not, by what the authority will say."""
    reason, application_id = "Avis du comité après lecture des notes.", life.application_id
    if life.fate.verdict == "adjourn":
        play.do("secretary", applications.adjourn, Application, application_id, reason="Le budget est à préciser.")
        return
    if life.fate.verdict in ("refuse", "no_action"):
        play.do("secretary", applications.recommend_refusal, Application, application_id, reason=reason)
        return
    amount = amount_of(life)
    act = applications.recommend_reserve if life.fate.verdict == "reserve" else applications.recommend
    play.do("secretary", act, Application, application_id, amount=amount, reason=reason)


def amount_of(life: Life) -> Money | None:
    """What it gets: what was asked, or less; nothing where the call gives no money."""
    if life.fate.cut:
        return Money.of(life.fate.cut)
    return life.application.requested_amount


def end(play: Director, meeting_id: int, *, is_signed: bool = True) -> None:
    """Close, write the minutes, sign them; the president may still have to."""
    play.do("secretary", meetings.close, Meeting, meeting_id)
    minutes = draft(db.session.get_one(Meeting, meeting_id))
    play.do("secretary", meetings.minute, Meeting, meeting_id, minutes=minutes)
    if is_signed:
        for signatory in ("commissioner", "secretary"):
            play.do(signatory, meetings.sign, Meeting, meeting_id)
