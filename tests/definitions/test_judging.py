from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grants.definitions import rules
from grants.definitions.completeness import missing, visible_questions, wanted_pieces
from grants.definitions.eligibility import eligibility
from grants.definitions.facts import derived
from grants.definitions.files import load
from grants.definitions.instalments import instalment_plan
from grants.definitions.scoring import discussed_first, weighted_score
from grants.definitions.silence import silence_date
from grants.values.money import ZERO, Money

CALLS = Path(__file__).parents[2] / "content" / "calls"
CREDITS = load(CALLS / "credits_commissaire_2020.yaml")
INVISIBLE = load(CALLS / "publics_invisibles_2019.yaml")
FORM = CREDITS.form_of("full")
BUDGET = {"lines": {"601": ["10000.00"], "74_state_commissioner": ["8000.00"], "own_funds": ["2000.00"]}}
ANSWERS = {
    "scope": "department", "department": "44", "legal_nature": "association_1901", "requested_amount": "8000.00",
    "project_start": "2020-09-01", "project_end": "2021-06-30", "created_on": "2015-03-01",
    "territory": ["commune:44109"], "att_declarations": True, "project_budget": BUDGET, "is_renewal": "first",
}  # fmt: skip


def facts(**more):
    known = derived(CREDITS, ANSWERS, submitted_on=date(2020, 7, 1))
    return {**known, "late_report_count": 0, "applications_same_organisation_department": 1, **more}


def keys(questions):
    return {question.key for question in questions}


def test_shows_what_the_answers_call_for():
    shown = keys(visible_questions(FORM, ANSWERS, {}))
    assert {"department", "rna"} <= shown
    assert not {"departments", "renewal_results", "last_result"} & shown


def test_hides_what_depends_on_a_hidden_question():
    old = ANSWERS | {"legal_nature": "municipality", "last_accounts_year": 2019}
    assert "last_total_expenses" not in keys(visible_questions(FORM, old, {}))
    assert "last_total_expenses" in keys(visible_questions(FORM, ANSWERS | {"last_accounts_year": 2019}, {}))


def test_derives_the_facts_of_the_answers():
    found = facts()
    assert found["requested_rate"] == Decimal("0.8")
    assert found["project_months"] == 10
    assert found["organisation_age_months"] == 64


def test_lists_what_is_missing_with_its_place():
    found = missing(CREDITS, FORM, ANSWERS, facts())
    places = {(section, key) for section, key, _ in found}
    assert ("request", "project_title") in places
    assert ("pieces", "bank_details") in places
    assert ("budget", "project_budget") not in places
    less = missing(CREDITS, FORM, ANSWERS, facts(), given={"bank_details"}, waivers={"held_in_rna"})
    assert not {"bank_details", "statutes", "officers"} & {key for _, key, _ in less}


@pytest.mark.parametrize(
    ("key", "answer", "said"),
    [
        ("siret", "73282932000075", "SIRET"), ("requested_amount", "7999.00", "budget"),
        ("project_budget", {"lines": {"601": ["1.00"]}}, "manque"), ("project_start", "2019-01-01", "au plus tôt"),
        ("attestation", None, None), ("themes", ["unknown"], "proposées"), ("iban", "FR76", "IBAN"),
    ],
)  # fmt: skip
def test_counts_a_wrong_answer_as_missing(key, answer, said):
    answers = ANSWERS | {"has_siret": "yes", key: answer}
    sentences = " ".join(sentence for _, _, sentence in missing(CREDITS, FORM, answers, facts()))
    assert said is None or said in sentences


def test_finds_who_may_be_helped():
    assert [finding.rule for finding in eligibility(CREDITS, ANSWERS, facts()) if not finding.passed] == []
    late = eligibility(CREDITS, ANSWERS, facts(late_report_count=1))
    assert [(each.rule, each.on_fail, each.overridable) for each in late if not each.passed] == [
        ("late_reports", "ineligible", True)
    ]
    outside = ANSWERS | {"territory": ["commune:75056"], "requested_amount": "80000.01"}
    assert [each.rule for each in eligibility(CREDITS, outside, facts()) if not each.passed] == ["territory", "amount"]


def test_a_rule_on_a_question_that_is_not_asked_passes():
    city = ANSWERS | {"legal_nature": "municipality", "att_declarations": None}
    assert all(each.passed for each in eligibility(CREDITS, city, facts()))


def test_judges_a_letter_by_its_own_rules():
    known = {"late_report_count": 0, "organisation_age_months": 20, "consortium_size": 2}
    found = {each.rule: each.passed for each in eligibility(INVISIBLE, {}, known, stage="letter")}
    assert found["consortium"] is False
    assert "tranches" not in found


def test_wants_the_pieces_of_a_stage():
    assert wanted_pieces(INVISIBLE.pieces, {}, {}, stage="letter") == []


@given(st.integers(1, 10**9), st.sampled_from(["23000.00", "23000.01"]), st.sampled_from([CREDITS, INVISIBLE]))
def test_plans_payments_to_the_cent(cents, total, call):
    plan = instalment_plan(call, Money(cents), {"year_total_same_authority": Money.of(total)})
    assert Money.total(payment.amount for payment in plan) == Money(cents)
    assert all(not payment.amount < ZERO for payment in plan)


def test_pays_once_up_to_the_threshold():
    assert [each.key for each in instalment_plan(CREDITS, Money(1), {"year_total_same_authority": "23000.00"})] == [
        "single"
    ]
    tranches = instalment_plan(INVISIBLE, Money.of("100.01"), {}, 2020)
    assert [(each.key, each.amount, each.envelope) for each in tranches] == [("tranche_2020", Money(4000), "y2020")]


def test_weighs_marks_and_leaves_abstentions_out():
    grid = CREDITS.grid[0]
    marks = {criterion.key: 4 for criterion in grid.criteria}
    assert weighted_score(grid, marks) == Decimal("4.00")
    assert weighted_score(grid, marks | {"need": None}) == Decimal("4.00")
    assert weighted_score(grid, marks | {"need": 0}) == Decimal("3.20")
    assert weighted_score(grid, {}) is None
    assert discussed_first(grid, marks | {"need": 1})
    assert not discussed_first(grid, marks)
    with pytest.raises(ValueError, match="0 à 5"):
        weighted_score(grid, {"need": 6})
    with pytest.raises(ValueError, match="inconnus"):
        weighted_score(grid, {"beauty": 1})


@pytest.mark.parametrize(
    ("rule", "before", "first_day", "value"),
    [
        ("republican_contract", date(2022, 1, 1), date(2022, 1, 2), True),
        ("payment_days", date(2021, 7, 2), date(2021, 7, 3), 60),
        ("surplus_may_be_kept", date(2021, 6, 30), date(2021, 7, 3), True),
    ],
)
def test_rules_begin_on_their_day(rule, before, first_day, value):
    assert rules.value(rule, on=before) is None
    assert rules.value(rule, on=first_day) == value


def test_knows_the_rules_of_2020():
    day = date(2020, 9, 1)
    assert not rules.needs_convention(Money.of("23000.00"), on=day)
    assert rules.needs_convention(Money.of("23000.01"), on=day)
    assert rules.value("annual_accounts_threshold", on=day) == Money.of("153000.00")
    assert rules.value("advance_share_before_31_march", on=day) == Decimal("0.50")
    assert rules.value("final_report_months", on=day) == 6
    assert not rules.owes_republican_contract("association_1901", on=day)
    assert not rules.owes_republican_contract("municipality", on=date(2023, 1, 1))
    with pytest.raises(KeyError):
        rules.value("unknown", on=day)


def test_silence_speaks_after_two_months_and_waits_for_completions():
    start = date(2020, 7, 10)
    assert silence_date(start) == date(2020, 9, 10)
    assert silence_date(start, [(date(2020, 7, 20), date(2020, 7, 30))]) == date(2020, 9, 20)
    overlapping = [(date(2020, 7, 20), date(2020, 7, 30)), (date(2020, 7, 25), date(2020, 8, 4))]
    assert silence_date(start, overlapping) == date(2020, 9, 25)
    assert silence_date(start, [(date(2020, 7, 20), None)]) is None
    assert silence_date(start, [(date(2020, 10, 1), None)]) == date(2020, 9, 10)
    assert silence_date(date(2020, 12, 31)) == date(2021, 2, 28)


ANYTHING = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=8), st.sampled_from(["1.00", "2020-01-01"])),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["lines", "values", "own", "what", "601"]), inner, max_size=3)
    ),
    max_leaves=6,
)


@settings(max_examples=400, deadline=None)
@given(st.dictionaries(st.sampled_from(sorted(keys(FORM.questions))), ANYTHING, max_size=12))
def test_never_raises_on_what_was_typed(answers):
    known = derived(CREDITS, answers, submitted_on=date(2020, 7, 1))
    missing(CREDITS, FORM, answers, known)
    eligibility(CREDITS, answers, known)
