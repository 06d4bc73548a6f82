"""Plan de relance: two approvals, and a reserve list carried to the second round."""

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
from workflows.rulings import APPROVAL_STEPS, RULED_STEPS, two_approvals
from workflows.states import ApplicationState as S

APPLICATION = Workflow(
    "recovery_plan.application",
    version=1,
    steps=FILING_STEPS | DISCARDING_STEPS | COMMITTEE_STEPS | APPROVAL_STEPS | RULED_STEPS,
    initial=S.DRAFT,
    final=[S.INELIGIBLE, S.AWARDED, S.REFUSED, S.NO_ACTION, S.WITHDRAWN, *DISCARDED_FINAL],
    actions=[
        *FILING,
        *DISCARDING,
        *CHECKING,
        *COMMITTEE,
        *two_approvals(),
        withdrawing(S.APPROVED, S.AWARDED, S.RESERVE_LIST),
        withdrawing_untold(S.REFUSED, S.NO_ACTION),
        reopening(S.REFUSED, S.NO_ACTION),
    ],
)
