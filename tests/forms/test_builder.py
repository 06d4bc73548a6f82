from pathlib import Path

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forms.budget_page import budget_layout
from forms.builder import answers_form, section_form
from grants.definitions.answers import Context, clean
from grants.definitions.files import load
from grants.definitions.question import Column, Option, Question
from grants.values.accounts import grid
from tests.forms.pages import posted

CALLS = Path(__file__).parents[2] / "content" / "calls"
CALL = load(CALLS / "credits_commissaire_2020.yaml")
app = Flask(__name__)
app.config.update(SECRET_KEY="test", WTF_CSRF_ENABLED=False, MAX_FORM_PARTS=5000)

TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=30)
LINES = TEXTS.filter(lambda text: text == " ".join(text.split("\n")).strip() and "\n" not in text)
AMOUNTS = st.integers(0, 10**9).map(lambda cents: f"{cents // 100}.{cents % 100:02}")
DAYS = st.dates().map(lambda day: day.isoformat())
OPTIONS = [Option(value=value, label=value.upper()) for value in ("a", "b", "c")]
SIRETS = st.sampled_from(["73282932000074", "35600000009075"])
CELLS = {"text": LINES, "money": AMOUNTS, "date": DAYS, "number": st.integers(0, 999),
         "choice": st.sampled_from("abc"), "siret": SIRETS, "email": st.just("a@b.fr")}  # fmt: skip
CODES = [leaf.code for leaf in grid(CALL.funder_rows).leaves()]
BASE = {"label": "Une question", "required": False, "used_for": ["bilan"]}


def nonzero(rows):
    return {code: row for code, row in rows.items() if any(float(each) for each in row)}


@st.composite
def tables(draw, key):
    kinds = draw(st.lists(st.sampled_from(sorted(CELLS)), min_size=1, max_size=4))
    options = {"choice": {"options": OPTIONS}}
    columns = [Column(key=f"c{rank}", type=kind, label=kind, required=False, **options.get(kind, {}))
               for rank, kind in enumerate(kinds)]  # fmt: skip
    question = Question(key=key, type="rows", columns=columns, max_rows=9, **BASE)
    row = st.fixed_dictionaries({}, optional={f"c{rank}": CELLS[kind] for rank, kind in enumerate(kinds)})
    rows = draw(st.lists(row, max_size=4))
    kept = [{name: cell for name, cell in row.items() if cell != ""} for row in rows]
    return question, [row for row in kept if row]


@st.composite
def asked(draw, key):
    """A question of any type with an answer that could be kept."""
    kind = draw(st.sampled_from([*CELLS, "long_text", "choices", "attestation", "budget", "rows", "territory",
                                 "indicators", "iban", "commune", "phone", "rna"]))  # fmt: skip
    if kind == "rows":
        return draw(tables(key))
    extra, answers = {}, CELLS.get(kind)
    if kind in ("choice", "choices"):
        extra = {"options": OPTIONS}
    if kind == "choices":
        answers = st.sets(st.sampled_from("abc")).map(sorted)
    elif kind == "long_text":
        extra, answers = {"max_length": 500}, TEXTS.map(str.strip).filter(lambda text: "\x85" not in text)
    elif kind == "attestation":
        answers = st.booleans()
    elif kind == "budget":
        extra = {"grid": "cerfa_12156", "years": 2, "in_kind": True}
        pair = st.lists(AMOUNTS, min_size=2, max_size=2)
        answers = st.dictionaries(st.sampled_from(CODES), pair, max_size=4).map(nonzero).map(
            lambda lines: {"lines": lines} if lines else {})  # fmt: skip
    elif kind == "indicators":
        extra = {"source": "indicators", "own_max": 2}
        keys = st.sampled_from(["people_supported", "sessions_held"])
        answers = st.dictionaries(keys, st.integers(0, 99).map(lambda each: [str(each)]), min_size=1).map(
            lambda values: {"values": values, "own": [{"label": "Repas", "unit": "", "values": ["3"]}]})  # fmt: skip
    elif kind == "territory":
        extra = {"levels": ["region", "department", "commune"], "max_rows": 5}
        answers = st.lists(st.sampled_from(["commune:44109", "department:53", "region:52"]), unique=True)
    others = {
        "iban": ["FR7630006000011234567890189"], "commune": ["44109", "53054"],
        "phone": ["+33240123456", "+262692123456"],
        "rna": ["W443000123"]}  # fmt: skip
    answers = st.sampled_from(others[kind]) if answers is None else answers
    return Question(key=key, type=kind, **extra, **BASE), draw(answers)


@st.composite
def pages(draw):
    count = draw(st.integers(1, 5))
    pairs = [draw(asked(key)) for key in ["data", "errors", "validate", "meta", "q"][:count]]
    return [question for question, _ in pairs], {question.key: answer for question, answer in pairs}


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(pages())
def test_gives_back_the_answers_it_was_filled_with(page):
    questions, answers = page
    context = Context(CALL, questions, answers)
    for question in questions:
        assert clean(question, answers[question.key], context) == answers[question.key]
    with app.test_request_context():
        sent = posted(answers_form(context, questions, version=3))
    with app.test_request_context(method="POST", data=sent):
        form = answers_form(context, questions, version=3)
        assert form.answers() == answers
        assert form.version.data == 3


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(pages(), st.randoms())
def test_keeps_whatever_is_typed(page, random):
    questions, answers = page
    context = Context(CALL, questions, answers)
    with app.test_request_context():
        sent = posted(answers_form(context, questions, version=1))
    # Only what people write: a menu or a box can't hold anything but its options.
    boxes = {f"q_{each.key}" for each in questions if each.type in ("choice", "choices", "attestation", "rows")}
    for name in [name for name in sent if name.startswith("q_") and "-s_" not in name]:
        if name.partition("-")[0] not in boxes and random.random() < 0.5:
            sent.setlist(name, [random.choice(["12 chats", "<b>", "-5", "99/99/9999", "é" * 600])])
    with app.test_request_context(method="POST", data=sent):
        first = answers_form(context, questions, version=1)
        kept = first.answers()
        first.validate()
    again = Context(CALL, questions, kept)
    with app.test_request_context():
        sent = posted(answers_form(again, questions, version=1))
    with app.test_request_context(method="POST", data=sent):
        assert answers_form(again, questions, version=1).answers() == kept


def page_of(section: str, data: dict[str, object] | None = None, answers: dict[str, object] | None = None):
    form = CALL.form[0]
    context = Context.of(CALL, form, answers or {})
    return section_form(context, form, form.section(section), facts={}, version=1)


def test_says_what_is_wrong_beside_its_question_and_keeps_it():
    sent = {"version": "1", "q_requested_amount": "12 chats", "q_project_start": "31/02/2020", "q_project_title": "Oui"}
    with app.test_request_context(method="POST", data=sent):
        form = page_of("request")
        assert not form.validate()
        assert form.q_requested_amount.errors == ["Écrivez un montant comme 1 234,50."]
        assert "date" in form.q_project_start.errors[0]
        assert not form.q_project_summary.errors
        assert form.answers()["requested_amount"] == "12 chats"
        assert not form.validate(complete=True)
        assert form.q_project_summary.errors


def typed_town(text: str, kept: str = ""):
    question = Question(key="town", type="commune", **BASE)
    context = Context(CALL, [question], {"town": kept} if kept else {})
    with app.test_request_context():
        shown = posted(answers_form(context, [question], version=1))["q_town"]
    with app.test_request_context(method="POST", data={"version": "1", "q_town": text or shown}):
        form = answers_form(context, [question], version=1)
        form.validate()
        return form.answers()["town"], form.q_town.errors


def test_a_postcode_that_is_anothers_insee_code_asks_which_commune():
    kept, errors = typed_town("44118")
    assert errors == ["Plusieurs lieux répondent à « 44118 » : La Chevrolière (44041), Pannecé (44118)."]
    assert typed_town("", kept) == (kept, errors)  # still a question when the page comes back
    assert typed_town("La Chevrolière (44041)") == ("44041", [])
    assert typed_town("", "44118") == ("44118", [])  # chosen: it stays what it is
    assert typed_town("44109") == ("44109", [])
    assert typed_town("44000") == ("44109", [])


def test_adds_a_row_without_losing_what_was_typed():
    sent = {"version": "1", "q_actions-0-c_what": "Ateliers", "add_row": "q_actions"}
    with app.test_request_context(method="POST", data=sent):
        form = page_of("action")
        before = len(form.q_actions)
        assert form.add_row()
        assert len(form.q_actions) == before + 1
        assert form.answers()["actions"] == [{"what": "Ateliers", "where": "", "when": "", "who": ""}]


@pytest.mark.parametrize(
    ("typed", "place"), [("", "q_actions-0"), ("Ateliers", "q_actions-1")], ids=["empty", "one line filled"]
)
def test_the_line_that_is_added_is_where_one_goes_on(typed, place):
    sent = {"version": "1", "q_actions-0-c_what": typed, "add_row": "q_actions"}
    with app.test_request_context(method="POST", data=sent):
        assert page_of("action").next_line("q_actions") == place
        assert page_of("action").next_line("q_unknown") == "q_unknown"


@pytest.mark.parametrize("answers", [{}, {"project_budget": {"lines": {"601": ["100.00"]}}}])
def test_lays_a_budget_out(answers):
    with app.test_request_context():
        form = page_of("budget", answers=answers)
        layout = budget_layout(form, CALL.form[0].question("project_budget"))
    assert [side["caption"] for side in layout["sides"]][:2] == ["Charges", "Produits"]
    assert (layout["gap"] is not None) == bool(answers)


@pytest.mark.parametrize("path", sorted(CALLS.glob("*.yaml")), ids=lambda path: path.stem)
def test_every_page_of_every_call_can_be_shown_and_posted(path):
    call = load(path)
    for form in call.form:
        for section in form.sections:
            context = Context.of(call, form, {})
            with app.test_request_context():
                sent = posted(section_form(context, form, section, facts={}, version=1))
            with app.test_request_context(method="POST", data=sent):
                assert section_form(context, form, section, facts={}, version=1).validate()
