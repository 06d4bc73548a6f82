"""Ways through a workflow: what can be reached, how a subject usually goes on, where else it may end."""

from collections import deque
from collections.abc import Iterable, Iterator

from workflows.engine import Action, Workflow

HANDING_IN = ("application.submit", "application.submit_letter", "application.record")


def leaving(workflow: Workflow, state: str) -> Iterator[Action]:
    """The rows that leave a state for another one."""
    yield from (row for row in workflow.actions if state in row.source and str(row.target) != state)


def ways(workflow: Workflow, start: str) -> dict[str, list[str]]:
    """The shortest way from `start` to each state that can be reached, `start` included."""
    found, frontier = {start: [start]}, deque([start])
    while frontier:
        here = frontier.popleft()
        for row in leaving(workflow, here):
            if row.target not in found:
                found[str(row.target)] = [*found[here], str(row.target)]
                frontier.append(str(row.target))
    return found


def destination(workflow: Workflow) -> str:
    """Where a subject is meant to end: the farthest final state that is not what becomes of another one."""
    distances = {state: len(way) for state, way in ways(workflow, workflow.initial).items()}
    ends = [state for state in workflow.steps if state in workflow.final and not only_after(workflow, state)]
    return max(ends, key=lambda state: distances.get(state, 0))  # the first of equals, in the order of the table


def only_after(workflow: Workflow, state: str) -> bool:
    """Whether only final states lead there: a payment that is recovered was paid first."""
    sources = {str(source) for row in workflow.actions if row.target == state for source in row.source}
    return bool(sources) and sources <= workflow.final


def onward(workflow: Workflow, state: str) -> list[str]:
    """The states that usually follow this one; none for a final state."""
    if state in workflow.final:
        return []
    return ways(workflow, state).get(destination(workflow), [state])[1:]


def aside(workflow: Workflow, state: str, besides: Iterable[str]) -> list[str]:
    """The other states to which this one may lead, each once."""
    known = {state, *besides}
    return list(dict.fromkeys(str(row.target) for row in leaving(workflow, state) if row.target not in known))


def undecided(workflow: Workflow) -> list[str]:
    """The states of what was handed in and has no outcome yet: neither being filled, nor final, nor ruled."""
    filled = {str(state) for row in workflow.actions if row.name in HANDING_IN for state in row.source}
    return [
        state
        for state, step in workflow.steps.items()
        if state not in workflow.final and state not in filled and not step.hidden
    ]
