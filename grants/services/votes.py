"""Votes of a committee meeting: open ones change as one likes until the answer is keyed, secret ones are for good."""

from collections.abc import Set
from typing import Any

from sqlalchemy import select

from grants.database import db
from grants.models import AgendaItem, Choice, Meeting, MeetingMember, Round, Vote
from grants.queries import ballots as queries
from grants.queries import quorums
from grants.services import ballots, room_screens
from grants.services.command import Act, command
from grants.values.sentences import sentence
from workflows.errors import NotAllowed, Refused


@command
def vote(act: Act, item_id: int, *, version: int, choice: Choice, member_id: int | None = None) -> None:
    """Vote on one file for oneself, or for the member whose proxy one holds (`member_id`)."""
    item, meeting = held(act, item_id, version)
    voter_id = member_id or act.actor.id
    must_be_entitled(act, item, meeting, voter_id)
    told: dict[str, Any] = {} if item.is_secret else {"choice": str(choice)}
    act.do(meeting, "meeting.vote", number=item.application.number, voter_id=voter_id, **told)
    if item.is_secret:
        ballots.cast(item, voter_id, choice)
    else:
        raise_hand(act, item, voter_id, choice)
    room_screens.changed(meeting.id)


def held(act: Act, item_id: int, version: int) -> tuple[AgendaItem, Meeting]:
    """One file of the agenda and its meeting; the round is locked first, for the votes stand in its journal."""
    meeting_id, round_id = db.session.execute(
        select(AgendaItem.meeting_id, Meeting.round_id).join(Meeting).where(AgendaItem.id == item_id)
    ).one()
    act.lock(Round, round_id)
    item = act.hold(AgendaItem, item_id, version=version)
    return item, act.lock(Meeting, meeting_id)


def raise_hand(act: Act, item: AgendaItem, voter_id: int, choice: Choice) -> None:
    given = next((each for each in item.votes if each.user_id == voter_id), None)
    if given is None:
        given = Vote(user_id=voter_id)
        item.votes.append(given)
    given.choice, given.cast_by_id = choice, act.actor.id


def must_be_entitled(act: Act, item: AgendaItem, meeting: Meeting, voter_id: int) -> None:
    """`NotAllowed` to whoever is recused or sits without a voice; `Refused` when it is too late or not theirs."""
    recused = quorums.recused_on(item.application)
    seated = {each.user_id: each for each in meeting.members if each.has_vote}
    if act.actor.id in recused or act.actor.id not in seated:
        raise NotAllowed("meeting.vote")
    if item.outcome is not None:
        raise Refused(["L’avis du comité sur ce dossier est déjà noté."])
    if not seated[act.actor.id].is_present:
        raise Refused(["Vous n’êtes pas noté présent à cette séance : voyez le secrétariat."])
    if voter_id in recused or not votes_for(seated, act.actor.id, voter_id):
        raise Refused(["Vous ne pouvez pas voter pour cette personne sur ce dossier."])
    must_have_quorum(meeting, recused)


def must_have_quorum(meeting: Meeting, recused: Set[int]) -> None:
    """Somebody left, or is recused on this file: nothing is voted until enough members count."""
    found = quorums.standing(meeting, recused)
    too_few = sentence(
        "Le quorum n’est pas atteint sur ce dossier : %(counted)s membres comptent, il en faut %(quorum)s. "
        "Le vote reprend dès qu’il est atteint ; sinon, le dossier quitte l’ordre du jour ou la séance s’ajourne.",
        counted=found.counted,
        quorum=found.needed,
    )
    if not found.is_reached:
        raise Refused([too_few] * found.is_too_few + found.lacks)


def votes_for(seated: dict[int, MeetingMember], actor_id: int, voter_id: int) -> bool:
    return voter_id == actor_id or (voter_id in seated and seated[voter_id].proxy_id == actor_id)


@command
def choose_vote(act: Act, item_id: int, *, version: int, is_secret: bool) -> None:
    """Have one file voted on openly, or in secret, before anybody has voted on it."""
    item, meeting = held(act, item_id, version)
    if item.outcome is not None or item.votes or ballots.voters(item.id):
        raise Refused(["Des voix sont déjà données sur ce dossier : son vote ne change plus de forme."])
    if is_secret and not queries.is_allowed(meeting.round.call):
        raise Refused(["Le règlement de cet appel ne prévoit que le vote à main levée."])
    act.do(meeting, "meeting.choose_vote", number=item.application.number, is_secret=is_secret)
    item.is_secret = is_secret
    room_screens.changed(meeting.id)


@command
def count_votes(act: Act, item_id: int, *, version: int) -> None:
    """Close the secret vote on one file: its count is read in the room, and who voted what by nobody."""
    item, meeting = held(act, item_id, version)
    if not item.is_secret or item.is_counted:
        raise Refused(["Il n’y a pas de vote secret à compter sur ce dossier."])
    ballots.close(item)
    tally = {str(choice): count for choice, count in queries.counts(item).items()}
    act.do(meeting, "meeting.count_votes", number=item.application.number, tally=tally)
    room_screens.changed(meeting.id)
