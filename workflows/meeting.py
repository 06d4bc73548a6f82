"""A committee meeting (séance): convened, opened when the quorum is there, held, minuted, signed by two people."""

from enum import StrEnum

from workflows.engine import Action, Step, Workflow
from workflows.guards.meetings import (
    agenda_is_answered,
    another_has_signed,
    funders_are_represented,
    is_the_first_to_sign,
    quorum_is_reached,
    reads_it_whole,
    required_seats_are_there,
)
from workflows.roles import SECRETARY, Role, only
from workflows.states import MeetingState as S

PRESIDENT = only(Role.PRESIDENT)
BEGINNING: dict[StrEnum, Step] = {
    S.CONVENED: Step("Convoquée", "Convoquée", Role.SECRETARY, lambda m: m.held_at, "committee"),
    S.OPENED: Step("En séance", "En séance", Role.SECRETARY, lambda m: m.held_at, "committee"),
    S.HELD: Step("Tenue", "Tenue, procès-verbal à rédiger", Role.SECRETARY, lambda m: m.held_at, "committee"),
    S.MINUTED: Step("Tenue", "Procès-verbal à signer", Role.PRESIDENT, lambda m: m.held_at, "committee"),
}
COUNTERSIGNING = Step("Tenue", "Procès-verbal à contresigner", Role.SECRETARY, lambda m: m.held_at, "committee")
SIGNED = Step("Tenue", "Procès-verbal signé", lane="committee")
SITTING = [
    Action(
        "meeting.open",
        [S.CONVENED],
        S.OPENED,
        by=SECRETARY,
        given=[quorum_is_reached, required_seats_are_there, funders_are_represented],
    ),
    Action("meeting.close", [S.OPENED], S.HELD, by=SECRETARY, given=[agenda_is_answered]),
    Action("meeting.minute", [S.HELD], S.MINUTED, by=SECRETARY),
]

MEETING_1 = Workflow(
    "meeting",
    version=1,  # the president alone signs
    steps=BEGINNING | {S.SIGNED: SIGNED},
    initial=S.CONVENED,
    final=[S.SIGNED],
    actions=[*SITTING, Action("meeting.sign", [S.MINUTED], S.SIGNED, by=PRESIDENT, given=[is_the_first_to_sign])],
)
MEETING = Workflow(
    "meeting",
    version=2,
    steps=BEGINNING | {S.COUNTERSIGNING: COUNTERSIGNING, S.SIGNED: SIGNED},
    initial=S.CONVENED,
    final=[S.SIGNED],
    actions=[
        *SITTING,
        Action("meeting.adjourn", [S.CONVENED, S.OPENED], S.HELD, by=SECRETARY),
        Action("meeting.correct", [S.MINUTED, S.COUNTERSIGNING], S.MINUTED, by=only(Role.SECRETARY, Role.PRESIDENT)),
        Action("meeting.sign", [S.MINUTED], S.COUNTERSIGNING, by=PRESIDENT, given=[is_the_first_to_sign]),
        Action("meeting.sign", [S.COUNTERSIGNING], S.SIGNED, by=SECRETARY, given=[another_has_signed, reads_it_whole]),
    ],
)
