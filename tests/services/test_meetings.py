"""A committee meeting from its agenda to its signed minutes, with a quorum lost in the middle."""

from datetime import timedelta
from hashlib import sha256

import pytest
from flask import Flask
from sqlalchemy import select

from grants.database import db
from grants.models import AgendaItem, Application, JournalEntry, Meeting, Recusal, Round, Seat, Vote
from grants.services import applications, meetings
from grants.values import clock
from grants.values.money import Money
from tests.support.instruction import add_complete_file, add_meeting, add_review, committee, item_of
from tests.world import World, add_world, version_of
from workflows.errors import NotAllowed, Refused, Stale

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
LEAST = 7  # the quorum of the call


@pytest.fixture
def world(app: Flask):
    with app.app_context():
        yield add_world(is_open=False)


def convene(world: World, *, by: str = "secretary", quorum: int = LEAST, days: int = 9, **seats: Seat) -> int:
    seated = {world[name]: seat for name, seat in seats.items()} or committee(world, max(quorum, LEAST))
    return meetings.convene(
        world[by], world.round_id, version=version_of(Round, world.round_id), title="Comité du 3 septembre",
        held_at=clock.now() + timedelta(days=days), place="salle Erdre", quorum=quorum,
        seats=seated,
    )  # fmt: skip


def meeting_of(meeting_id: int) -> Meeting:
    db.session.rollback()
    return db.session.get_one(Meeting, meeting_id)


def do(verb: str, world: World, meeting_id: int, by: str = "secretary", **given: object) -> None:
    getattr(meetings, verb)(world[by], meeting_id, version=version_of(Meeting, meeting_id), **given)


def recommend(world: World, file_id: int, *, by: str = "secretary", amount: str = "15000.00") -> None:
    version = version_of(Application, file_id)
    applications.recommend(world[by], file_id, version=version, amount=Money.of(amount), reason="utile")


def everyone(world: World, **but: int | bool) -> dict[int, int | bool]:
    names = {"president": True, "committee_member": True, "secretary": True} | but
    return {world[name]: said for name, said in names.items()}


def test_the_agenda_follows_the_raw_scores_and_takes_no_file_twice(world: World) -> None:
    low, high, none = (add_complete_file(world, "awaiting_committee", rank=rank) for rank in (1, 2, 3))
    add_complete_file(world, "under_review", rank=4)
    add_review(world, low, world["reviewer"], "2.00")
    add_review(world, high, world["reviewer"], "4.50")
    meeting_id = convene(world)
    assert [each.application_id for each in meeting_of(meeting_id).agenda] == [high, low, none]
    with pytest.raises(Refused, match="n’attend le comité"):
        convene(world)
    entry = db.session.scalars(select(JournalEntry).filter_by(act="meeting.convene")).one()
    assert entry.stream == f"round:{world.round_id}"


def test_a_meeting_that_could_never_be_held_is_not_convened(world: World) -> None:
    add_complete_file(world, "awaiting_committee")
    with pytest.raises(Refused) as refused:
        convene(world, quorum=7, days=-1, president=Seat.MEMBER, committee_member=Seat.MEMBER)
    assert len(refused.value.reasons) == 5
    with pytest.raises(NotAllowed):
        convene(world, by="instructor")


@pytest.mark.parametrize(("quorum", "is_refused"), [(LEAST - 1, True), (LEAST, False), (LEAST + 2, False)])
def test_the_quorum_of_a_meeting_is_not_lower_than_the_one_of_its_call(
    world: World, quorum: int, is_refused: bool
) -> None:
    add_complete_file(world, "awaiting_committee")
    if not is_refused:
        assert meeting_of(convene(world, quorum=quorum)).quorum == quorum
        return
    with pytest.raises(Refused) as refused:
        convene(world, quorum=quorum)
    assert refused.value.reasons == [
        "L’appel fixe le quorum de ce comité à 7 membres : donnez ce nombre, ou un plus grand."
    ]


def test_a_call_without_a_rule_on_its_committee_leaves_the_quorum_free(app: Flask) -> None:
    with app.app_context():
        world = add_world("label_points_conseil_budget", is_open=False)
        add_complete_file(world, "awaiting_committee")
        assert meeting_of(convene(world, quorum=1)).quorum == 1


def test_a_member_holds_one_proxy_at_most_and_is_there(world: World) -> None:
    meeting_id = add_meeting(world, [add_complete_file(world, "awaiting_committee")])
    with pytest.raises(Refused, match="membre présent qui a une voix"):
        do("register", world, meeting_id, presence=everyone(world, committee_member=world["secretary"]))
    with pytest.raises(Refused, match="membre présent"):
        do("register", world, meeting_id, presence=everyone(
            world, committee_member=world["president"], president=world["committee_member"]))  # fmt: skip
    do("register", world, meeting_id, presence=everyone(world, committee_member=world["president"]))
    seen = {each.user_id: (each.is_present, each.proxy_id) for each in meeting_of(meeting_id).members}
    assert seen[world["committee_member"]] == (False, world["president"])
    stale = version_of(Meeting, meeting_id) - 1
    with pytest.raises(Stale):
        meetings.register(world["secretary"], meeting_id, version=stale, presence=everyone(world))


def test_it_opens_with_its_quorum_only(world: World) -> None:
    meeting_id = add_meeting(world, [add_complete_file(world, "awaiting_committee")], there=False)
    with pytest.raises(Refused, match="0 membres"):
        do("open", world, meeting_id)
    do("register", world, meeting_id, presence=everyone(world, committee_member=world["president"]))
    do("open", world, meeting_id)  # the proxy counts
    assert meeting_of(meeting_id).state == "opened"


def test_the_quorum_lost_in_the_middle_stops_the_answers_until_it_is_back(world: World) -> None:
    first, second = (add_complete_file(world, "awaiting_committee", rank=rank) for rank in (1, 2))
    meeting_id = add_meeting(world, [first, second], state="opened")
    recommend(world, first)
    do("register", world, meeting_id, presence=everyone(world, committee_member=False))
    with pytest.raises(Refused, match="quorum"):
        recommend(world, second)
    do("register", world, meeting_id, presence=everyone(world))
    recommend(world, second)
    item = item_of(second)
    assert (item.outcome, item.amount) == ("application.recommend", Money.of("15000.00"))


def test_a_recused_member_does_not_count_on_that_file_alone(world: World) -> None:
    first, second = (add_complete_file(world, "awaiting_committee", rank=rank) for rank in (1, 2))
    add_meeting(world, [first, second], state="opened")
    db.session.add(Recusal(application_id=first, user_id=world["president"], reason="parent", declared_at=clock.now()))
    db.session.commit()
    with pytest.raises(Refused, match="quorum"):
        recommend(world, first)
    recommend(world, second)


def test_the_answer_is_the_secretarys_within_what_was_asked_with_the_tally(world: World) -> None:
    file_id = add_complete_file(world, "awaiting_committee")
    add_meeting(world, [file_id], state="opened")
    item = item_of(file_id)
    meetings.vote(world["president"], item.id, version=item.version, choice="for")
    meetings.vote(world["committee_member"], item.id, version=item.version, choice="abstain")
    with pytest.raises(NotAllowed):
        recommend(world, file_id, by="instructor")
    with pytest.raises(Refused, match="somme demandée"):
        recommend(world, file_id, amount="18000.01")
    recommend(world, file_id)
    entry = db.session.scalars(select(JournalEntry).filter_by(act="application.recommend")).one()
    assert entry.data["tally"] == {"for": 1, "abstain": 1}
    db.session.rollback()
    assert db.session.get_one(Application, file_id).recommended_amount == Money.of("15000.00")
    with pytest.raises(Stale):  # the answer is keyed: who votes on the page of before is told
        meetings.vote(world["president"], item.id, version=1, choice="against")
    with pytest.raises(Refused, match="déjà noté"):
        meetings.vote(world["president"], item.id, version=item_of(file_id).version, choice="against")


def test_a_vote_is_ones_own_or_by_the_proxy_that_one_holds(world: World) -> None:
    file_id = add_complete_file(world, "awaiting_committee")
    meeting_id = add_meeting(world, [file_id], state="opened", quorum=1)
    vote, item = meetings.vote, item_of(file_id)
    member, president = world["committee_member"], world["president"]
    with pytest.raises(Refused, match="pour cette personne"):
        vote(president, item.id, version=item.version, choice="for", member_id=member)
    do("register", world, meeting_id, presence=everyone(world, committee_member=president))
    vote(president, item.id, version=item.version, choice="for", member_id=member)
    vote(president, item.id, version=item.version, choice="against", member_id=member)
    votes = db.session.scalars(select(Vote)).all()
    assert [(each.user_id, each.cast_by_id, each.choice) for each in votes] == [(member, president, "against")]
    with pytest.raises(Refused, match="présent"):
        vote(member, item.id, version=item.version, choice="for")
    for outsider in ("secretary", "instructor"):
        with pytest.raises(NotAllowed):
            vote(world[outsider], item.id, version=item.version, choice="for")


def test_it_closes_once_all_is_answered_and_its_minutes_are_frozen_when_signed(world: World) -> None:
    file_id, other = (add_complete_file(world, "awaiting_committee", rank=rank) for rank in (1, 2))
    meeting_id = add_meeting(world, [file_id, other], state="opened")
    recommend(world, file_id)
    with pytest.raises(Refused, match="attend encore"):
        do("close", world, meeting_id)
    version = version_of(Application, other)
    applications.adjourn(world["secretary"], other, version=version, reason="budget à préciser")
    do("close", world, meeting_id)
    do("minute", world, meeting_id, minutes="Le comité s’est réuni.")
    with pytest.raises(NotAllowed):
        do("sign", world, meeting_id, by="instructor")
    with pytest.raises(Refused):  # the president first
        do("sign", world, meeting_id)
    do("sign", world, meeting_id, by="president")
    assert (meeting_of(meeting_id).state, meeting_of(meeting_id).minutes_digest) == ("countersigning", None)
    do("sign", world, meeting_id)
    meeting = meeting_of(meeting_id)
    assert meeting.state == "signed"
    assert meeting.minutes_digest == sha256("Le comité s’est réuni.".encode()).hexdigest()
    with pytest.raises(Refused):
        do("correct", world, meeting_id, minutes="Autre chose.", reason="trop tard")
    with pytest.raises(Refused):
        do("minute", world, meeting_id, minutes="Le comité ne s’est pas réuni.")
    assert db.session.scalars(select(AgendaItem.outcome).filter_by(application_id=other)).one() == "application.adjourn"
