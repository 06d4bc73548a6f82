"""Prove the workflows before they serve; each fault is one sentence."""

from collections.abc import Callable, Container, Iterable, Iterator
from itertools import combinations

from workflows.engine import Action, Permit, Workflow
from workflows.guards.duties import DUTIES
from workflows.paths import ways
from workflows.roles import Role
from workflows.words import WORDS
from workflows.words.told import TOLD


def check(workflow: Workflow, notices: Container[str]) -> list[str]:
    """All faults of one workflow, an empty list being the proof; `notices`: acts with a notice or declared silent."""
    found = [fault for rule in RULES for fault in rule(workflow)]
    found += [fault for name in names(workflow.actions) for fault in act_is_known(name, notices)]
    return [f"{workflow.key} : {fault}" for fault in found]


def check_permits(permits: Iterable[Permit], notices: Container[str]) -> list[str]:
    """The same for acts that move no state."""
    permits = list(permits)
    found = [*roles_are_real(permits), *duties_are_kept(permits)]
    found += [fault for name in names(permits) for fault in act_is_known(name, notices)]
    return [f"acte sans mouvement : {fault}" for fault in found]


def check_duties(workflows: Iterable[Workflow], permits: Iterable[Permit]) -> list[str]:
    """Every act of the table of duties exists somewhere, those it keeps apart too."""
    acts = {row.name for workflow in workflows for row in workflow.actions} | {row.name for row in permits}
    named = set(DUTIES) | {act for apart in DUTIES.values() for act in apart}
    return [f"séparation des tâches : {act} n’existe dans aucune table" for act in sorted(named - acts)]


def names(rows: Iterable[Action | Permit]) -> list[str]:
    return list(dict.fromkeys(row.name for row in rows))


def initial_and_final_exist(workflow: Workflow) -> Iterator[str]:
    for state in {workflow.initial, *workflow.final} - set(workflow.steps):
        yield f"l’état {state} n’est pas décrit"
    if not workflow.final:
        yield "aucun état final n’est déclaré"


def every_state_is_reached(workflow: Workflow) -> Iterator[str]:
    for state in sorted(set(workflow.steps) - set(ways(workflow, workflow.initial))):
        yield f"l’état {state} n’est jamais atteint"


def every_state_can_end(workflow: Workflow) -> Iterator[str]:
    for state in workflow.steps:
        if not workflow.final & set(ways(workflow, state)):
            yield f"l’état {state} ne mène à aucun état final"


def waiting_states_await_someone(workflow: Workflow) -> Iterator[str]:
    """A state where work stops, without saying who must act next, is where files get lost."""
    for state, step in workflow.steps.items():
        can_act = {role for row in workflow.actions if state in row.source for role in row.by}
        if step.awaits is not None and step.awaits not in can_act | ACT_OUTSIDE.get((workflow.name, state), set()):
            yield f"l’état {state} attend {step.awaits}, qui n’y peut rien faire"


# Who acts by an act that moves no state, before the state can be left.
ACT_OUTSIDE: dict[tuple[str, str], set[Role]] = {("agreement", "sent"): {Role.REPRESENTATIVE}}


def rows_are_unambiguous(workflow: Workflow) -> Iterator[str]:
    for one, other in combinations(workflow.actions, 2):
        shared = set(map(str, one.source)) & set(map(str, other.source))
        if one.name == other.name and shared and one.target != other.target and set(one.given) == set(other.given):
            yield f"{one.name} mène de {', '.join(sorted(shared))} à la fois à {one.target} et à {other.target}"


def roles_are_real(rows: Iterable[Action | Permit]) -> Iterator[str]:
    for row in rows:
        if not row.by:
            yield f"{row.name} n’est à personne"
        for role in row.by - set(Role):
            yield f"{row.name} est à « {role} », rôle qui n’existe pas"


def duties_are_kept(rows: Iterable[Action | Permit]) -> Iterator[str]:
    for row in rows:
        lacking = DUTIES.get(row.name, frozenset()) - {act for guard in row.given for act in guard.apart_from}
        if lacking:
            yield f"{row.name} n’a pas sa garde de séparation des tâches ({', '.join(sorted(lacking))})"


def act_is_known(name: str, notices: Container[str]) -> Iterator[str]:
    if name not in notices:
        yield f"{name} n’a pas d’avis et n’est pas déclaré silencieux"
    if name not in WORDS:
        yield f"{name} n’a pas de mots pour son bouton"
    if name not in TOLD:
        yield f"{name} n’a pas de phrase pour l’historique"


RULES: list[Callable[[Workflow], Iterator[str]]] = [
    initial_and_final_exist,
    every_state_is_reached,
    every_state_can_end,
    waiting_states_await_someone,
    rows_are_unambiguous,
    lambda workflow: roles_are_real(workflow.actions),
    lambda workflow: duties_are_kept(workflow.actions),
]
