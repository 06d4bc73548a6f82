"""Crédits commissaire: one stage; a State service instructs, a committee advises, the commissioner decides."""

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
from workflows.engine import Workflow
from workflows.rulings import RULED, RULED_STEPS, rulings_from
from workflows.states import ApplicationState as S

APPLICATION = Workflow(
    "commissioner_credits.application",
    version=1,
    steps=FILING_STEPS | DISCARDING_STEPS | COMMITTEE_STEPS | RULED_STEPS,
    initial=S.DRAFT,
    final=[S.INELIGIBLE, S.AWARDED, S.REFUSED, S.NO_ACTION, S.WITHDRAWN, *DISCARDED_FINAL],
    actions=[
        *FILING,
        *DISCARDING,
        *CHECKING,
        *COMMITTEE,
        *rulings_from(ADVISED),
        withdrawing(*RULED[:2]),
        withdrawing_untold(S.REFUSED, S.NO_ACTION),
        reopening(S.REFUSED, S.NO_ACTION),
    ],
)
