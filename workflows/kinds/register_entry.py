"""Inscription au registre: no procedure here; pledges are kept apart from payments."""

from workflows.engine import Workflow
from workflows.recording import RECORDED_FINAL, RECORDING, RECORDING_STEPS
from workflows.states import ApplicationState as S

APPLICATION = Workflow(
    "register_entry.application",
    version=1,
    steps=RECORDING_STEPS,
    initial=S.DRAFT,
    final=RECORDED_FINAL,
    actions=RECORDING,
)
