"""A committee meeting (séance): convened, opened when the quorum is there, held, minuted, signed."""

from workflows.engine import Action, Step, Workflow
from workflows.guards.meetings import agenda_is_answered, quorum_is_reached
from workflows.roles import SECRETARY, Role, only
from workflows.states import MeetingState as S

MEETING = Workflow(
    "meeting",
    version=1,
    steps={
        S.CONVENED: Step("Convoquée", "Convoquée", Role.SECRETARY, lambda m: m.held_at, "committee"),
        S.OPENED: Step("En séance", "En séance", Role.SECRETARY, lambda m: m.held_at, "committee"),
        S.HELD: Step(
            "Tenue",
            "Tenue, procès-verbal à rédiger",
            Role.SECRETARY,
            lambda m: m.held_at,
            "committee",
        ),
        S.MINUTED: Step(
            "Tenue",
            "Procès-verbal à signer",
            Role.PRESIDENT,
            lambda m: m.held_at,
            "committee",
        ),
        S.SIGNED: Step("Tenue", "Procès-verbal signé", lane="committee"),
    },
    initial=S.CONVENED,
    final=[S.SIGNED],
    actions=[
        Action(
            "meeting.open",
            [S.CONVENED],
            S.OPENED,
            by=SECRETARY,
            given=[quorum_is_reached],
        ),
        Action(
            "meeting.close",
            [S.OPENED],
            S.HELD,
            by=SECRETARY,
            given=[agenda_is_answered],
        ),
        Action("meeting.minute", [S.HELD], S.MINUTED, by=SECRETARY),
        Action("meeting.sign", [S.MINUTED], S.SIGNED, by=only(Role.PRESIDENT)),
    ],
)
