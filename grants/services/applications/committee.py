"""What the committee says of a file, keyed by its secretary in an open meeting whose quorum is there."""

from sqlalchemy import select

from grants.database import db
from grants.models import AgendaItem, Application, Meeting, Round
from grants.queries import ballots as votes
from grants.services import ballots, room_screens
from grants.services.command import Act, command
from grants.values.money import Money
from grants.values.sentences import sentence
from workflows.errors import Refused
from workflows.states import MeetingState


@command
def refer(act: Act, application_id: int, *, version: int) -> None:
    """The file is ready for the committee."""
    act.move(act.lock(Application, application_id, version=version), "application.refer")


@command
def recommend(act: Act, application_id: int, *, version: int, amount: Money | None, reason: str = "") -> None:
    """Avis favorable, for this amount where the call gives money."""
    file = answer(act, "application.recommend", application_id, version, amount, reason)
    file.recommended_amount = amount


@command
def recommend_reserve(act: Act, application_id: int, *, version: int, amount: Money | None, reason: str = "") -> None:
    """Avis : liste complémentaire, with the amount it would get."""
    file = answer(act, "application.recommend_reserve", application_id, version, amount, reason)
    file.recommended_amount = amount


@command
def recommend_refusal(act: Act, application_id: int, *, version: int, reason: str) -> None:
    """Avis défavorable, always with a reason."""
    file = answer(act, "application.recommend_refusal", application_id, version, None, reason)
    file.recommended_amount = None


@command
def adjourn(act: Act, application_id: int, *, version: int, reason: str) -> None:
    """The committee wants to know more: the file goes back to the instructor."""
    answer(act, "application.adjourn", application_id, version, None, reason)


def answer(act: Act, name: str, application_id: int, version: int, amount: Money | None, reason: str) -> Application:
    """Move the file and write the answer on the agenda, with the tally of its votes; the file."""
    item = open_item(act, application_id)
    file = act.lock(Application, application_id, version=version)
    must_fit(file, amount)
    said = {"reason": reason}
    if item is None:
        act.move(file, name, said=said)  # refused, with the sentence that says what lacks
        raise Refused(["Ce dossier n’est pas à l’ordre du jour d’une séance ouverte."])
    if item.is_secret and not item.is_counted:
        ballots.close(item)
    tally = {str(choice): count for choice, count in votes.counts(item).items()}
    cents = amount.cents if amount else None
    act.move(file, name, said=said, amount=cents, meeting_id=item.meeting_id, tally=tally)
    item.outcome, item.amount, item.reason, item.answered_at = name, amount, reason or None, act.at
    room_screens.changed(item.meeting_id)
    return file


def open_item(act: Act, application_id: int) -> AgendaItem | None:
    """The file's line on the agenda of the open meeting, both held; the round is locked before the file."""
    here = select(AgendaItem.id, Meeting.id, Meeting.round_id).join(Meeting)
    here = here.where(AgendaItem.application_id == application_id, Meeting.state == MeetingState.OPENED)
    found = db.session.execute(here.limit(1)).first()
    if found is None:
        return None
    item_id, meeting_id, round_id = found
    act.lock(Round, round_id)
    act.lock(Application, application_id)
    act.lock(Meeting, meeting_id)
    return act.lock(AgendaItem, item_id)


def must_fit(file: Application, amount: Money | None) -> None:
    if amount and file.requested_amount and amount > file.requested_amount:
        raise Refused(
            [
                sentence(
                    "Le comité ne peut proposer plus que la somme demandée, %(requested_amount)s.",
                    requested_amount=file.requested_amount,
                )
            ]
        )
