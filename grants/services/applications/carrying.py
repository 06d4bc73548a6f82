"""The files of one round that start the next one, without anything typed again."""

from typing import Any

from sqlalchemy import func, select

from grants.database import db
from grants.models import Answer, Application, Piece, Round, Ruling
from grants.policies.roles import roles_on
from grants.queries.completeness import answers_of
from grants.services.applications.columns import tell_again
from grants.services.applications.starting import new_file
from grants.services.command import Act, command
from workflows.errors import NotAllowed
from workflows.round import CALENDAR
from workflows.states import ApplicationState as S

CARRIED = {"reserve_list": S.RESERVE_LIST, "refused": S.REFUSED}
OUTCOME = {S.RESERVE_LIST: "reserve", S.REFUSED: "refused"}  # what the form of the second call asks


@command
def carry_over(act: Act, round_id: int) -> list[int]:
    """Start a draft in this round for each unsuccessful file of the round that it follows; their ids.

    Called when the round opens, inside its transaction; a file that was carried already is left alone.
    """
    round = db.session.get_one(Round, round_id)
    if not roles_on(act.actor, round) & CALENDAR:
        raise NotAllowed("round.open")
    return [carry(act, each, round) for each in to_carry(round)] if round.follows_id else []


def to_carry(round: Round) -> list[Application]:
    """Reserve list first where the call says so, then in the order of their numbers."""
    follows = next((each.follows for each in round.call.file.rounds if each.key == round.key), None)
    if follows is None:
        return []
    states = [CARRIED[name] for name in follows.carries]
    already = select(Application.carried_from_id).where(
        Application.round_id == round.id, Application.carried_from_id.is_not(None)
    )
    waiting = select(Application).filter_by(round_id=round.follows_id).where(
        Application.state.in_(states), Application.id.not_in(already)
    )  # fmt: skip
    if follows.reserve_list_first:  # in its own order
        rank = select(func.min(Ruling.rank)).filter_by(application_id=Application.id, is_in_force=True)
        waiting = waiting.order_by(Application.state != S.RESERVE_LIST, func.coalesce(rank.scalar_subquery(), 0))
    return list(db.session.scalars(waiting.order_by(Application.number)))


def carry(act: Act, earlier: Application, round: Round) -> int:
    """One draft with the answers that the new form still asks, and the pieces that it still wants."""
    application = new_file(
        act, round, earlier.organisation, project_id=earlier.project_id, carried_from_id=earlier.id,
        title=earlier.title, is_fictif=earlier.is_fictif,
    )  # fmt: skip
    application.starter_id = earlier.starter_id
    copy_answers(act, earlier, application)
    copy_pieces(act, earlier, application)
    act.tell(application, "application.carry_over", earlier=earlier.number)
    return application.id


def copy_answers(act: Act, earlier: Application, application: Application) -> None:
    said = everything_said(earlier)
    form = application.file.form_of(application.stage_key)
    asked = {q.key: q.prefill for q in form.questions}
    said |= {key: OUTCOME[S(earlier.state)] for key, how in asked.items() if (how or "").startswith("earlier:")}
    for section in form.sections:
        values = {each.key: said[each.key] for each in section.questions if each.key in said and keeps(each)}
        if values:
            row = Answer(application_id=application.id, form_key=form.key, section_key=section.key, values=values)
            row.saved_at, row.saved_by_id = act.at, earlier.starter_id or act.actor.id
            db.session.add(row)
    db.session.flush()
    application.saved_at = act.at
    tell_again(application, answers_of(application, form.key))


def keeps(question: Any) -> bool:
    """Commitments are given anew each time."""
    return bool(question.type != "attestation")


def everything_said(application: Application) -> dict[str, Any]:
    said: dict[str, Any] = {}
    for form in application.file.form:
        said |= answers_of(application, form.key)
    return said


def copy_pieces(act: Act, earlier: Application, application: Application) -> None:
    wanted = {each.key for each in application.file.pieces}
    given = select(Piece).filter_by(application_id=earlier.id, replaced_at=None).where(Piece.is_accepted.is_not(False))
    for piece in db.session.scalars(given.order_by(Piece.id)).all():
        if piece.key in wanted:
            db.session.add(again(piece, application))
    db.session.flush()


def again(piece: Piece, application: Application) -> Piece:
    """The same content, joined to another file; it keeps the day when it was given."""
    return Piece(
        application_id=application.id, organisation_id=application.organisation_id, key=piece.key, name=piece.name,
        digest=piece.digest, uploaded_at=piece.uploaded_at, uploaded_by_id=piece.uploaded_by_id,
        notes=piece.notes,
    )  # fmt: skip
