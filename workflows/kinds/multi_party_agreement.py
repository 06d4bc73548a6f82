"""Contractualisation: no competition; a convention with yearly amendments (avenants)."""

from workflows.engine import Workflow
from workflows.recording import RECORDED_FINAL, RECORDING, RECORDING_STEPS
from workflows.states import ApplicationState as S

APPLICATION = Workflow(
    "multi_party_agreement.application",
    version=1,
    steps=RECORDING_STEPS,
    initial=S.DRAFT,
    final=RECORDED_FINAL,
    actions=RECORDING,
)
