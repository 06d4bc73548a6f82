"""The two-minute test: what it asks, what each rule says, what would make it possible."""

from datetime import date
from typing import Any

import pytest

from grants.definitions.answers import Context, clean
from grants.definitions.self_test import Answered, judged, questions
from tests.world import call_file

TODAY, CLOSES = date(2020, 6, 15), date(2020, 7, 10)
GOOD: dict[str, Any] = {
    "legal_nature": "association_1901", "created_on": "2015-03-01", "territory": ["commune:44109"],
    "requested_amount": "20000.00", "project_cost": "40000.00", "project_start": "2020-09-01",
    "project_end": "2021-06-30", "r_late_reports": "oui", "r_declarations": "oui", "r_one_application": "oui",
}  # fmt: skip


def told(key: str = "credits_commissaire_2020", **changed: Any) -> dict[str, Answered]:
    answers = {name: value for name, value in (GOOD | changed).items() if value is not None}
    return {each.rule.key: each for each in judged(call_file(key), answers, today=TODAY, closes_on=CLOSES)}


def plain(sentence: str) -> str:
    return sentence.replace("\xa0", " ").replace("\u202f", " ")


def test_it_asks_few_questions_the_organisation_first() -> None:
    asked = [each.key for each in questions(call_file("credits_commissaire_2020"))]
    assert asked[:4] == ["legal_nature", "created_on", "territory", "requested_amount"]
    assert "r_late_reports" in asked
    assert len(asked) == len(set(asked)) <= 12


@pytest.mark.parametrize(
    "key", ["credits_commissaire_2020", "publics_invisibles_2019", "plan_relance_1", "plan_relance_2",
            "appel_conjoint_2020", "spie_2019", "clas", "label_cites_educatives"],
)  # fmt: skip
def test_every_call_can_be_tried_with_no_answer_at_all(key: str) -> None:
    found = judged(call_file(key), {}, today=TODAY, closes_on=None)
    assert {each.answer for each in found} <= {"unknown"}
    assert not any(each.remedy for each in found)


def test_all_rules_met() -> None:
    assert {key for key, each in told().items() if each.answer != "yes"} == set()


@pytest.mark.parametrize(
    ("changed", "rule", "remedy"),
    [
        ({"legal_nature": "other"}, "legal_nature", "partenaire"),
        ({"created_on": "2020-01-05"}, "minimum_age", "à partir du 5 juillet 2020, avant la clôture"),
        ({"created_on": "2020-06-01"}, "minimum_age", "1er décembre 2020, après la clôture"),
        ({"requested_amount": "100.00"}, "amount", "entre 3 000 € et 80 000 €"),
        ({"requested_amount": "39000.00"}, "rate", "au plus 32 000 €"),
        ({"project_start": "2020-06-01", "project_end": "2020-12-01"}, "not_started", "après le dépôt"),
        ({"project_end": "2022-06-30"}, "duration", ""),
        ({"r_late_reports": "non"}, "late_reports", ""),
    ],
)
def test_each_rule_that_is_not_met_says_what_would_make_it_possible(
    changed: dict[str, Any], rule: str, remedy: str
) -> None:
    wrong = {key: each for key, each in told(**changed).items() if each.answer == "no"}
    assert set(wrong) == {rule}
    for each in wrong.values():
        assert remedy in plain(each.remedy)
        assert each.rule.message


@pytest.mark.parametrize("missing", ["created_on", "territory", "project_cost", "r_declarations"])
def test_what_is_not_known_is_neither_yes_nor_no(missing: str) -> None:
    assert "unknown" in {each.answer for each in told(**{missing: None}).values()}
    assert "no" not in {each.answer for each in told(**{missing: None}).values()}


def test_an_impossible_rate_or_length_is_not_known() -> None:
    assert told(project_cost="0.00")["rate"].answer == "unknown"
    assert told(project_end="2020-01-01")["duration"].answer == "unknown"
    assert told(r_late_reports="inconnu")["late_reports"].answer == "unknown"


def test_the_limits_are_exact() -> None:
    assert told(requested_amount="32000.00")["rate"].answer == "yes"
    assert told(requested_amount="32000.01")["rate"].answer == "no"
    assert told(requested_amount="3000.00", project_cost="9000.00")["amount"].answer == "yes"
    assert told(requested_amount="2999.99", project_cost="9000.00")["amount"].answer == "no"


def test_a_place_outside_the_department_of_the_call_is_refused() -> None:
    found = told("appel_conjoint_2020", territory=["commune:49007"])
    assert found["territory"].answer == "no"
    assert "Loire-Atlantique" in found["territory"].remedy


def test_its_questions_read_what_people_type() -> None:
    call = call_file("credits_commissaire_2020")
    context = Context(call, questions(call), {})
    by_key = {each.key: each for each in questions(call)}
    assert clean(by_key["territory"], ["44000 nantes"], context) == GOOD["territory"]
    assert clean(by_key["requested_amount"], "20 000", context) == "20000.00"
