"""Labellisation: no money; a label is granted from one day to another, renewed, withdrawn."""

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
from workflows.roles import AUTHORITY
from workflows.rulings import RULED_STEPS
from workflows.states import ApplicationState as S

LABEL_STEPS = {
    S.LABELLED: Step("Labellisé", "Labellisé", lane="authority", hidden=True),
    S.LABEL_WITHDRAWN: Step("Label retiré", "Label retiré", lane="authority"),
    S.REFUSED: RULED_STEPS[S.REFUSED],
}
LABELLING = [
    Action("label.grant", ADVISED, S.LABELLED, by=AUTHORITY, given=[duty("label.grant")]),
    Action("ruling.refuse", ADVISED, S.REFUSED, by=AUTHORITY, given=[duty("ruling.refuse")]),
    Action("label.renew", [S.LABELLED], S.LABELLED, by=AUTHORITY),
    Action(
        "label.withdraw",
        [S.LABELLED],
        S.LABEL_WITHDRAWN,
        by=AUTHORITY,
        given=[duty("label.withdraw")],
    ),
]

APPLICATION = Workflow(
    "label.application",
    version=1,
    steps=FILING_STEPS | DISCARDING_STEPS | COMMITTEE_STEPS | LABEL_STEPS,
    initial=S.DRAFT,
    final=[S.INELIGIBLE, S.LABELLED, S.LABEL_WITHDRAWN, S.REFUSED, S.WITHDRAWN, *DISCARDED_FINAL],
    actions=[
        *FILING,
        *DISCARDING,
        *CHECKING,
        *COMMITTEE,
        *LABELLING,
        withdrawing(S.LABELLED),
        withdrawing_untold(S.REFUSED),
        reopening(S.REFUSED),
    ],
)
