"""Appel à manifestation d’intérêt: pre-selected in the region, selected nationally, recorded by result."""

from workflows.blocks import (
    ADVISED,
    CHECKING,
    COMMITTEE,
    COMMITTEE_STEPS,
    FILING,
    FILING_STEPS,
    reopening,
    withdrawing,
    withdrawing_untold,
)
from workflows.discarding import DISCARDED_FINAL, DISCARDING, DISCARDING_STEPS
from workflows.engine import Action, Step, Workflow
from workflows.guards.duties import duty
from workflows.roles import AUTHORITY, INSTRUCTOR, Role
from workflows.rulings import RULED_STEPS
from workflows.states import ApplicationState as S

SELECTION_STEPS = {
    S.PRESELECTED: Step(
        "En instruction",
        "Présélectionné en région",
        Role.INSTRUCTOR,
        lambda a: a.round.decisions_at,
        "authority",
    ),
    S.SELECTED_NATIONAL: Step(
        "Retenu au niveau national",
        "Retenu au niveau national",
        lane="authority",
        hidden=True,
    ),
    S.SELECTED_REGIONAL: Step(
        "Retenu au niveau régional",
        "Retenu au niveau régional",
        lane="authority",
        hidden=True,
    ),
    S.REFUSED: RULED_STEPS[S.REFUSED],
}
SELECTION = [
    Action(
        "ruling.preselect",
        ADVISED,
        S.PRESELECTED,
        by=AUTHORITY,
        given=[duty("ruling.preselect")],
    ),
    Action(
        "ruling.refuse",
        [*ADVISED, S.PRESELECTED],
        S.REFUSED,
        by=AUTHORITY,
        given=[duty("ruling.refuse")],
    ),
    Action("ruling.record_national", [S.PRESELECTED], S.SELECTED_NATIONAL, by=INSTRUCTOR),
    Action("ruling.record_regional", [S.PRESELECTED], S.SELECTED_REGIONAL, by=INSTRUCTOR),
]

APPLICATION = Workflow(
    "expression_of_interest.application",
    version=1,
    steps=FILING_STEPS | DISCARDING_STEPS | COMMITTEE_STEPS | SELECTION_STEPS,
    initial=S.DRAFT,
    final=[
        S.INELIGIBLE,
        S.SELECTED_NATIONAL,
        S.SELECTED_REGIONAL,
        S.REFUSED,
        S.WITHDRAWN,
        *DISCARDED_FINAL,
    ],
    actions=[
        *FILING,
        *DISCARDING,
        *CHECKING,
        *COMMITTEE,
        *SELECTION,
        withdrawing(S.PRESELECTED, S.SELECTED_NATIONAL, S.SELECTED_REGIONAL),
        withdrawing_untold(S.REFUSED),
        reopening(S.REFUSED),
    ],
)
