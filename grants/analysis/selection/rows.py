"""Each rule of the board as rows of the matrix."""

from collections.abc import Iterable

from grants.analysis.selection.candidate import Candidate
from grants.analysis.selection.model import EURO, Model
from grants.analysis.selection.rules import (
    AtLeast,
    AtMost,
    Exclusive,
    Measure,
    Needs,
    Part,
    RateAtLeast,
    RateAtMost,
    Rule,
    ShareAtLeast,
    ShareAtMost,
)
from grants.analysis.solving import Terms


def add_rules(model: Model) -> None:
    for rule in model.board.rules_in_force():
        add_rule(model, rule)


def add_rule(model: Model, rule: Rule) -> None:
    match rule:
        case AtLeast() | AtMost():
            add_bound(model, rule)
        case ShareAtLeast() | ShareAtMost():
            add_share(model, rule)
        case Exclusive(files=files):
            model.matrix.row({model.funded[key]: 1.0 for key in sorted(files)}, upper=1)
        case Needs(file=file, other=other) if file != other:
            model.matrix.row({model.funded[file]: 1.0, model.funded[other]: -1.0}, upper=0)
        case Needs() | RateAtLeast() | RateAtMost():
            pass  # rates are in the span of each file


def add_bound(model: Model, rule: AtLeast | AtMost) -> None:
    terms = measured(model, rule.part.of(model.board.ranked), rule.measure)
    unit, margin = (EURO, model.margin) if rule.measure is Measure.AMOUNT else (1.0, 0)
    if isinstance(rule, AtLeast):
        return model.matrix.row(terms, lower=(rule.value + margin) / unit)
    return model.matrix.row(terms, upper=(rule.value - margin) / unit)


def add_share(model: Model, rule: ShareAtLeast | ShareAtMost) -> None:
    """Σ over the part × (1 − share) − Σ over the others × share: at least, or at most, nothing."""
    share, board = float(rule.share), model.board.ranked
    terms = measured(model, rule.part.of(board), rule.measure, 1.0 - share)
    terms |= measured(model, others(rule.part, board), rule.measure, -share)
    kept = model.margin / EURO if rule.measure is Measure.AMOUNT else 0.0
    if isinstance(rule, ShareAtLeast):
        return model.matrix.row(terms, lower=kept)
    return model.matrix.row(terms, upper=-kept)


def others(part: Part, candidates: Iterable[Candidate]) -> list[Candidate]:
    return [each for each in candidates if not part.covers(each)]


def measured(model: Model, candidates: list[Candidate], measure: Measure, weight: float = 1.0) -> Terms:
    """Weight × euros given to these files, or × the number of them funded."""
    if measure is Measure.COUNT:
        return {model.funded[each.key]: weight for each in candidates}
    found: Terms = {}
    for each in candidates:
        found |= model.amount(each.key, weight)
    return found
