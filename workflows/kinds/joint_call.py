"""Appel conjoint: one file and one committee, a ruling for each funder."""

from workflows.blocks import (
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
from workflows.engine import Workflow
from workflows.rulings import PARTIAL_STEPS, RULED_STEPS, rulings_by_funder
from workflows.states import ApplicationState as S

APPLICATION = Workflow(
    "joint_call.application",
    version=1,
    steps=FILING_STEPS
    | DISCARDING_STEPS
    | COMMITTEE_STEPS
    | PARTIAL_STEPS
    | {state: RULED_STEPS[state] for state in (S.AWARDED, S.REFUSED)},
    initial=S.DRAFT,
    final=[S.INELIGIBLE, S.AWARDED, S.REFUSED, S.WITHDRAWN, *DISCARDED_FINAL],
    actions=[
        *FILING,
        *DISCARDING,
        *CHECKING,
        *COMMITTEE,
        *rulings_by_funder(),
        withdrawing(S.PARTLY_RULED, S.AWARDED),
        withdrawing_untold(S.REFUSED),
        reopening(S.REFUSED),
    ],
)
