from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from grants.definitions.assessment import TerritoryRef
from grants.definitions.condition import OPERATORS, Condition
from grants.definitions.conditions import holds, is_filled

BUDGET = {"lines": {"601": ["5000.01"], "864": ["10.00"], "indirect": ["0.00"]}}
ANSWERS = {
    "nature": "foundation", "asked": "23000.01", "employees": 3, "themes": ["food_aid", "other"], "budget": BUDGET,
    "start": "2020-07-10", "agreed": True, "territory": ["commune:44109", "department:85"], "empty": " ",
}  # fmt: skip
FACTS = {"submitted_on": "2020-07-01", "late_report_count": 0, "requested_rate": Decimal("0.80"),
         "tranches_total": "23000.01"}  # fmt: skip
VALUES = {
    "eligibility.legal_natures": ["association_1901", "foundation"], "eligibility.maximum_rate": Decimal("0.80"),
    "eligibility.amount_min": None, "eligibility.amount_max": Decimal("30000"), "eligibility.minimum_age_months": None,
    "eligibility.territories": [TerritoryRef(kind="region", code="52")],
}  # fmt: skip


@pytest.mark.parametrize(
    "test",
    [
        {"question": "nature", "is": "foundation"},
        {"question": "nature", "is_not": "association_1901"},
        {"question": "nature", "in": "eligibility.legal_natures"},
        {"question": "themes", "contains": "other"},
        {"question": "asked", "greater_than": "23000.00"},
        {"question": "asked", "between": ["eligibility.amount_min", "eligibility.amount_max"]},
        {"question": "employees", "greater_than": 0},
        {"question": "start", "after_fact": "submitted_on"},
        {"question": "start", "at_most": "2020-12-31"},
        {"question": "agreed", "is": True},
        {"question": "territory", "within": "eligibility.territories"},
        {"question": "empty", "is_filled": False},
        {"question": "budget", "line_filled": "86"},
        {"question": "budget", "any_line_above": "5000.00", "lines": ["60", "61"]},
        {"fact": "late_report_count", "is": 0},
        {"fact": "requested_rate", "at_most": "eligibility.maximum_rate"},
        {"fact": "organisation_age_months", "at_least": "eligibility.minimum_age_months"},
        {"fact": "tranches_total", "equals_question": "asked"},
        {"fact": "tranches_total", "at_most_question": "asked"},
        {"always": True},
        {"self_declared": True},
        {"all": [{"always": True}, {"any": [{"question": "nature", "is": "x"}, {"question": "agreed", "is": True}]}]},
    ],
)
def test_holds(test):
    assert holds(Condition.model_validate(test), ANSWERS, FACTS, VALUES)


@pytest.mark.parametrize(
    "test",
    [
        {"question": "nature", "is": "association_1901"},
        {"question": "unknown", "is": "x"},
        {"question": "unknown", "at_most": 5},
        {"question": "asked", "above": "23000.01"},
        {"question": "start", "greater_than": 0},
        {"question": "agreed", "is": False},
        {"question": "empty", "is_filled": True},
        {"question": "budget", "line_filled": "indirect"},
        {"question": "budget", "any_line_above": "5000.01"},
        {"fact": "late_report_count", "is": False},
        {"all": [{"always": True}, {"fact": "late_report_count", "is": 1}]},
    ],
)
def test_does_not_hold(test):
    assert not holds(Condition.model_validate(test), ANSWERS, FACTS, VALUES)


@pytest.mark.parametrize(
    "test",
    [{}, {"question": "a"}, {"question": "a", "fact": "b", "is": 1}, {"question": "a", "is": 1, "is_not": 2},
     {"always": True, "is": 1}, {"all": []}, {"question": "a", "is": 1, "lines": ["60"]}, {"question": "a", "is": 1.5}],
)  # fmt: skip
def test_is_refused_when_it_says_nothing_clear(test):
    with pytest.raises(ValidationError):
        Condition.model_validate(test)


ANYTHING = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=8)),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
OPERANDS = {"in_": ["a", 1], "between": [1, 5], "within": "eligibility.territories", "is_filled": True,
            "line_filled": "60", "any_line_above": "1.00", "after_fact": "f", "equals_question": "a",
            "at_most_question": "a"}  # fmt: skip


@given(st.sampled_from(OPERATORS), ANYTHING)
def test_answers_whatever_was_answered(operator, answer):
    test = Condition.model_validate({"question": "a", operator: OPERANDS.get(operator, "x")})
    assert holds(test, {"a": answer}, {"f": answer}, VALUES) in (True, False)
    assert is_filled(answer) in (True, False)
