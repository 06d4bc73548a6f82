"""Publics invisibles: a letter of intent, then the full file of those invited; a tranche a year."""

from datetime import timedelta

from workflows.blocks import (
    ADVISED,
    CHECKING,
    COMMITTEE,
    COMMITTEE_STEPS,
    FILING_STEPS,
    reopening,
    withdrawing,
    withdrawing_untold,
)
from workflows.discarding import DISCARDED_FINAL, DISCARDING, DISCARDING_STEPS
from workflows.engine import Action, Step, Workflow
from workflows.guards import applications as given
from workflows.roles import ASKING, INSTRUCTOR, Role
from workflows.rulings import RULED_STEPS, rulings_from
from workflows.states import ApplicationState as S

FILED = [given.round_is_open, given.is_complete, given.may_sign]
LETTER_STEPS = {
    S.LETTER_SUBMITTED: Step(
        "Lettre d’intention déposée",
        "Lettre à lire",
        Role.INSTRUCTOR,
        lambda a: a.submitted_at + timedelta(days=15),
    ),
    S.INVITED: Step(
        "Invité à déposer le dossier complet",
        "Invité",
        Role.APPLICANT,
        lambda a: a.closes_at,
        "association",
    ),
    S.NOT_INVITED: Step("Non invité", "Non invité"),
}
LETTER = [
    Action(
        "application.submit_letter",
        [S.DRAFT],
        S.LETTER_SUBMITTED,
        by=ASKING,
        given=FILED,
    ),
    Action("application.invite_full", [S.LETTER_SUBMITTED], S.INVITED, by=INSTRUCTOR),
    Action("application.decline_letter", [S.LETTER_SUBMITTED], S.NOT_INVITED, by=INSTRUCTOR),
    Action("application.submit", [S.INVITED], S.SUBMITTED, by=ASKING, given=FILED),
]

APPLICATION = Workflow(
    "invisible_publics.application",
    version=1,
    steps=FILING_STEPS | DISCARDING_STEPS | LETTER_STEPS | COMMITTEE_STEPS | RULED_STEPS,
    initial=S.DRAFT,
    final=[S.NOT_INVITED, S.INELIGIBLE, S.AWARDED, S.REFUSED, S.NO_ACTION, S.WITHDRAWN, *DISCARDED_FINAL],
    actions=[
        *LETTER,
        *DISCARDING,
        *CHECKING,
        *COMMITTEE,
        *rulings_from(ADVISED),
        withdrawing(S.LETTER_SUBMITTED, S.INVITED, S.AWARDED, S.RESERVE_LIST),
        withdrawing_untold(S.REFUSED, S.NO_ACTION),
        reopening(S.REFUSED, S.NO_ACTION),
    ],
)
