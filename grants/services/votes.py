"""Open votes of a committee meeting, one a member and file, changed as they like until the answer is keyed."""

from sqlalchemy import select

from grants.database import db
from grants.models import AgendaItem, Choice, Meeting, MeetingMember, Round, Vote
from grants.queries import quorums
from grants.services.command import Act, command
from workflows.errors import NotAllowed, Refused


@command
def vote(act: Act, item_id: int, *, version: int, choice: Choice, member_id: int | None = None) -> None:
    """Vote on one file for oneself, or for the member whose proxy one holds (`member_id`)."""
    meeting_id, round_id = db.session.execute(
        select(AgendaItem.meeting_id, Meeting.round_id).join(Meeting).where(AgendaItem.id == item_id)
    ).one()
    act.lock(Round, round_id)  # the votes stand in the round's journal
    item = act.hold(AgendaItem, item_id, version=version)
    meeting = act.lock(Meeting, meeting_id)
    voter_id = member_id or act.actor.id
    must_be_entitled(act, item, meeting, voter_id)
    act.do(meeting, "meeting.vote", number=item.application.number, choice=str(choice), voter_id=voter_id)
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


def votes_for(seated: dict[int, MeetingMember], actor_id: int, voter_id: int) -> bool:
    return voter_id == actor_id or (voter_id in seated and seated[voter_id].proxy_id == actor_id)
