"""The offer to promote the first of a reserve list, to whoever may: on the board, and beside the file that gave up."""

from flask_login import current_user

from grants.models import Application, Round
from grants.policies.access import can
from grants.queries import turns
from grants.queries.turns import Turn
from grants.views.navigation import roles_held
from workflows.roles import Role
from workflows.states import ApplicationState as S


def offered(round: Round) -> Turn | None:
    """Only to whoever may promote this file; to nobody else does it say anything of the list."""
    if Role.AUTHORITY not in roles_held(current_user):
        return None
    turn = turns.turn_in(current_user, round)
    return turn if turn and can(current_user, "ruling.promote", turn.file) else None


def offered_beside(application: Application) -> Turn | None:
    """The same, on the page of a file that gave its money back."""
    turn = offered(application.round) if application.state == S.WITHDRAWN else None
    return turn if turn and any(each.id == application.id for each, _ in turn.freed) else None
