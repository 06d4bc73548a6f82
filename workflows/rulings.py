"""Parts that several kinds of call put together: the authority's rulings."""

from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum

from workflows.blocks import ADVISED, COMMITTEE_STEPS
from workflows.engine import Action, Step
from workflows.guards import applications as given
from workflows.guards.duties import apart_from, duty
from workflows.roles import AUTHORITY, FIRST_APPROVER, FUNDERS, INSTRUCTOR, Role, only
from workflows.states import ApplicationState as S

RULED_STEPS: dict[StrEnum, Step] = {
    S.AWARDED: Step("Retenu", "Retenu", lane="authority", hidden=True),
    S.RESERVE_LIST: Step("Liste complémentaire", "Liste complémentaire", lane="authority", hidden=True),
    S.REFUSED: Step("Refusé", "Refusé", lane="authority", hidden=True),
    S.NO_ACTION: Step("Sans suite", "Sans suite", lane="authority", hidden=True),
}
RULED = [S.AWARDED, S.RESERVE_LIST, S.REFUSED, S.NO_ACTION]
APPROVAL_STEPS: dict[StrEnum, Step] = {
    **{state: replace(COMMITTEE_STEPS[state], awaits=Role.FIRST_APPROVER) for state in ADVISED},
    S.APPROVED: Step(
        "En instruction",
        "Classement validé",
        Role.AUTHORITY,
        lambda a: a.round.decisions_at,
        "authority",
    ),
}


def rulings_from(states: Sequence[StrEnum]) -> list[Action]:
    """One authority rules; never the person who instructed or scored."""
    return [
        Action(
            "ruling.award",
            states,
            S.AWARDED,
            by=AUTHORITY,
            given=[duty("ruling.award")],
        ),
        Action(
            "ruling.reserve",
            states,
            S.RESERVE_LIST,
            by=AUTHORITY,
            given=[duty("ruling.reserve")],
        ),
        Action(
            "ruling.refuse",
            [*states, S.RESERVE_LIST],
            S.REFUSED,
            by=AUTHORITY,
            given=[duty("ruling.refuse")],
        ),
        Action(
            "ruling.take_no_action",
            states,
            S.NO_ACTION,
            by=AUTHORITY,
            given=[duty("ruling.take_no_action")],
        ),
        Action(
            "ruling.promote",
            [S.RESERVE_LIST],
            S.AWARDED,
            by=AUTHORITY,
            given=[duty("ruling.promote")],
        ),
    ]


def two_approvals() -> list[Action]:
    """The regional director approves the ranking, another person rules or sends back; a change of amount voids it."""
    second = apart_from(frozenset({"ruling.approve"}))
    rulings = [
        Action(row.name, row.source, row.target, by=row.by, given=[*row.given, second])
        for row in rulings_from([S.APPROVED])
    ]
    return [
        Action(
            "ruling.approve",
            ADVISED,
            S.APPROVED,
            by=FIRST_APPROVER,
            given=[duty("ruling.approve")],
        ),
        Action(
            "ruling.change_amount",
            [S.APPROVED],
            S.RECOMMENDED,
            by=only(*AUTHORITY, *INSTRUCTOR),
        ),
        Action(
            "ruling.send_back",
            [S.APPROVED],
            S.RECOMMENDED,
            by=AUTHORITY,
            given=[duty("ruling.send_back"), second],
        ),
        *rulings,
    ]


PARTIAL_STEPS: dict[StrEnum, Step] = {
    S.PARTLY_RULED: Step(
        "En instruction",
        "Décisions des financeurs en cours",
        Role.COFUNDER,
        lambda a: a.round.decisions_at,
        "authority",
    ),
}


def rulings_by_funder() -> list[Action]:
    """Each funder rules on its own share; the file is concluded when all have ruled."""
    ruling = [*ADVISED, S.PARTLY_RULED]
    over = [given.all_funders_ruled]
    return [
        Action(
            "ruling.award",
            ruling,
            S.PARTLY_RULED,
            by=FUNDERS,
            given=[duty("ruling.award")],
        ),
        Action(
            "ruling.refuse",
            ruling,
            S.PARTLY_RULED,
            by=FUNDERS,
            given=[duty("ruling.refuse")],
        ),
        Action(
            "ruling.conclude",
            [S.PARTLY_RULED],
            S.AWARDED,
            by=FUNDERS,
            given=[*over, given.some_funder_awards],
        ),
        Action(
            "ruling.conclude",
            [S.PARTLY_RULED],
            S.REFUSED,
            by=FUNDERS,
            given=[*over, given.no_funder_awards],
        ),
    ]
