"""A workflow as Mermaid text and as an accessible SVG, with the subject's place marked."""

from collections.abc import Collection, Iterator
from html import escape

from workflows import paths
from workflows.engine import Workflow
from workflows.words import WORDS

LANES = {"association": "association", "service": "service", "committee": "comité", "authority": "autorité"}
COLUMN, ROW, BOX, TALL, TOP = 250, 62, 210, 38, 40  # pixels
INK, PALE, ACCENT, RAIL = "#1f1b2b", "#f1ebf7", "#54307a", "#d9d4e0"


def mermaid(workflow: Workflow, *, here: str | None = None) -> str:
    """A state diagram in the words of the staff."""
    lines = ["stateDiagram-v2", f"    [*] --> {workflow.initial}"]
    lines += [f"    {state}: {step.staff.replace(':', ',')}" for state, step in workflow.steps.items()]
    lines += [f"    {source} --> {target}: {words}" for source, target, words in moves(workflow)]
    lines += [f"    {state} --> [*]" for state in workflow.steps if state in workflow.final]
    marked = ["    classDef here font-weight:bold,stroke-width:3px", f"    class {here} here"] if here else []
    return "\n".join(lines + marked)


def moves(workflow: Workflow) -> Iterator[tuple[str, str, str]]:
    """Each arrow once: from, to, the words of the act."""
    for row in workflow.actions:
        for source in row.source:
            yield str(source), str(row.target), WORDS.get(row.name, row.name)


def used_lanes(workflow: Workflow) -> list[str]:
    """The columns of the drawing, in their order."""
    used = {step.lane for step in workflow.steps.values()}
    return [lane for lane in LANES if lane in used]


def svg(workflow: Workflow, *, here: str | None = None, passed: Collection[str] = ()) -> str:
    """The drawing, with a title and the same arrows as sentences for those who can't see it."""
    places = placed(workflow)
    lanes = used_lanes(workflow)
    width, height = COLUMN * len(lanes), TOP + ROW * len(places) + 10
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img"'
        f' aria-labelledby="wf-title wf-desc" font-family="system-ui, sans-serif" font-size="13">',
        f'<title id="wf-title">{escape(title(workflow, here))}</title>',
        f'<desc id="wf-desc">{escape(" ".join(sentences(workflow)))}</desc>',
        '<defs><marker id="wf-tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
        f'<path d="M0 0L8 4L0 8z" fill="{ACCENT}"/></marker></defs>',
        *(heading(rank, LANES[lane], height) for rank, lane in enumerate(lanes)),
        *(arrow(places[source], places[target], words) for source, target, words in moves(workflow)),
        *(box(workflow, state, place, here=here, passed=passed) for state, place in places.items()),
        "</svg>",
    ]
    return "\n".join(parts)


def title(workflow: Workflow, here: str | None) -> str:
    place = f", arrivé à « {workflow.steps[here].staff} »" if here else ""
    return f"Étapes de « {workflow.name} », version {workflow.version}{place}"


def sentences(workflow: Workflow) -> Iterator[str]:
    for source, target, words in moves(workflow):
        yield f"De « {workflow.steps[source].staff} » à « {workflow.steps[target].staff} » : {words}."


def placed(workflow: Workflow) -> dict[str, tuple[int, int]]:
    """The left and top of each state's box: its lane, then how far it is from the start."""
    lanes = used_lanes(workflow)
    far = {state: len(way) for state, way in paths.ways(workflow, workflow.initial).items()}
    order = sorted(workflow.steps, key=lambda state: far.get(state, len(workflow.steps)))
    return {
        state: (COLUMN * lanes.index(workflow.steps[state].lane) + (COLUMN - BOX) // 2, TOP + ROW * rank)
        for rank, state in enumerate(order)
    }


def heading(rank: int, words: str, height: int) -> str:
    middle = COLUMN * rank + COLUMN // 2
    return (
        f'<path d="M{middle} {TOP - 8}V{height}" stroke="{RAIL}" fill="none"/>'
        f'<text x="{middle}" y="20" text-anchor="middle" font-weight="600" fill="{INK}">{escape(words)}</text>'
    )


def arrow(start: tuple[int, int], end: tuple[int, int], words: str) -> str:
    """A curve that leaves and enters by the sides, so that it never crosses its own boxes."""
    (x1, y1), (x2, y2) = (start[0], start[1] + TALL // 2), (end[0], end[1] + TALL // 2)
    if x1 == x2:  # same lane: bulge to the right, the more the longer
        x1, x2, out = x1 + BOX, x2 + BOX, min(18, 6 + abs(y2 - y1) // 30)
        path = f"M{x1} {y1}C{x1 + out} {y1} {x2 + out} {y2} {x2} {y2}"
    else:
        x1, x2 = (x1 + BOX, x2) if x1 < x2 else (x1, x2 + BOX)
        middle = (x1 + x2) // 2
        path = f"M{x1} {y1}C{middle} {y1} {middle} {y2} {x2} {y2}"
    stroke = f'stroke="{ACCENT}" stroke-opacity="0.55" fill="none" marker-end="url(#wf-tip)"'
    return f'<path d="{path}" {stroke}><title>{escape(words)}</title></path>'


def box(workflow: Workflow, state: str, place: tuple[int, int], *, here: str | None, passed: Collection[str]) -> str:
    """One state in the words of the staff: full where the subject is, tinted where it has been."""
    x, y = place
    fill, ink = (ACCENT, "#ffffff") if state == here else (PALE if state in passed else "#ffffff", INK)
    words = workflow.steps[state].staff + (" (ici)" if state == here else "")
    thick = 3 if state in workflow.final else 1.5
    return (
        f'<rect x="{x}" y="{y}" width="{BOX}" height="{TALL}" rx="5"'
        f' fill="{fill}" stroke="{ACCENT}" stroke-width="{thick}"/>'
        f'<text x="{x + BOX // 2}" y="{y + 24}" text-anchor="middle" fill="{ink}">'
        f"{escape(words)}</text>"
    )
