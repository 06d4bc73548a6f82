"""Whatever is typed in whatever form survives save → reload → export → import, and nothing breaks."""

from itertools import count
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from werkzeug.datastructures import MultiDict

from grants.database import db
from grants.definitions.answers.clean import storable
from grants.definitions.call import CallFile
from grants.definitions.conditions import is_filled
from grants.definitions.drafting import beginnings
from grants.definitions.drafting.names import IN_COLUMNS, TYPES
from grants.definitions.files import dump, examined, loads
from grants.exports import answers as exports
from grants.models import Answer, Application, Call, Round
from grants.queries.completeness import answers_of
from grants.services import applications, calls
from grants.values import iban, identifiers
from tests.forms.pages import Inputs
from tests.support.differences import differing
from tests.support.web import sign_in
from tests.world import World, add_file, add_world, around_now

RANKS = count(1)
HOSTILE = [
    "", " ", "\x00", "a\x00b", "\ufeff", "\u202eevil", "مرحبا بالعالم", "שלום", "=1+1", "+cmd|' /C calc'!A0",
    "@SUM(A1)", "-2+3", "<script>alert(1)</script>", "{{ 7*7 }}", "%(name)s %s %d", "'; DROP TABLE answer; --",
    "9" * 400, "1e999999", "-0", "NaN", "Infinity", "1 234,50", "٣٤", "½", "𝟜𝟚", "é" * 3000, "e\u0301",
    "👩‍👩‍👧‍👦" * 20, "\u2028line\u2029", "\x85", "a\r\nb\rc", "\t", "31/02/2020", "2020-13-45", "00/00/0000",
    "99/99/9999", "a@", "a@b.fr", "é@ü.fr", "+33240123456", "0692 12 34 56", "+" * 50, "73282932000074",
    "W443000123", "FR7630006000011234567890189", "Nantes", "44000", "commune:44109", "none", "null", "true",
    "[]", "{}", "\\u0000", "\ud7ff", "\ufffe", "../../etc/passwd", "yes", "no", "on",
]  # fmt: skip
TYPED = st.sampled_from(HOSTILE) | st.text(st.characters(exclude_categories=("Cs",)), max_size=60)
LABELS = st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), min_size=1, max_size=60).map(
    lambda text: " ".join(text.split())).filter(bool)  # fmt: skip


@st.composite
def questions(draw: Any, key: str, earlier: list[str]) -> dict[str, Any]:
    """A question of any type, with the limits that it needs, some of those it may have, and perhaps a condition."""
    kind = draw(st.sampled_from([each for each in TYPES if each != "file"]))
    made = {"key": key, "type": kind, "label": draw(LABELS), "required": draw(st.booleans()),
            "identifying": draw(st.booleans()), **beginnings.limits_of(kind), "used_for": ["instruction"]}  # fmt: skip
    if kind in ("rows", "people", "partners"):
        kinds = draw(st.lists(st.sampled_from(IN_COLUMNS), min_size=1, max_size=4))
        made["columns"] = [{"key": f"c{rank}", "type": each, "label": draw(LABELS), "required": draw(st.booleans()),
                            **beginnings.limits_of(each)} for rank, each in enumerate(kinds)]  # fmt: skip
        made["max_rows"] = draw(st.integers(1, 4))
    if kind in ("number", "money") and draw(st.booleans()):
        made |= {"min": 1, "max": 900} if kind == "number" else {"min": "1.00", "max": "900.00"}
    if earlier and draw(st.booleans()):
        made["show_if"] = {"question": draw(st.sampled_from(earlier)), "is_filled": draw(st.booleans())}
    return made


@st.composite
def call_files(draw: Any) -> CallFile:
    """A call whose one form has any questions, in one or two sections."""
    content = beginnings.call("appel", "commissioner_credits", 1, "Un appel")
    content["indicators"] = [{"key": "meals", "label": "Repas", "unit": "repas", "aggregate": "sum", "target": "asked",
                              "target_required": False, "count_rule": "Un par personne."}]  # fmt: skip
    keys: list[str] = []
    content["form"][0]["sections"] = [
        {"key": f"s{rank}", "title": draw(LABELS), "minutes": 5,
         "questions": [draw(questions(made, [*keys])) for made in named(keys, rank, draw(st.integers(1, 4)))]}
        for rank in range(draw(st.integers(1, 2)))
    ]  # fmt: skip
    call, faults = examined(content)
    assert faults == []
    assert call is not None
    return call


def named(keys: list[str], section: int, many: int) -> Any:
    """Keys one after the other, each known to the questions that come after."""
    for rank in range(many):
        yield f"q{section}_{rank}"
        keys.append(f"q{section}_{rank}")


def new_file(world: World, call: CallFile) -> int:
    """A draft of this very call."""
    world.call_id = calls.import_file(world["administrator"], call)
    round = db.session.scalars(select(Round).filter_by(call_id=world.call_id)).one()
    around_now(round, is_open=True)
    world.round_id = round.id
    db.session.commit()
    return add_file(world, "draft")


def page_of(client: Any, address: str) -> MultiDict[str, str]:
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    body = answer.text.split('<input id="csrf_token"')[-1] if "csrf_token" in answer.text else answer.text
    return MultiDict(Inputs(body.partition("<main")[2] or body).sent)


def survives(app: Flask, call: CallFile, data: Any) -> None:
    """One whole life of the answers to one form."""
    call = call.model_copy(update={"key": f"appel_{next(RANKS)}"})
    assert loads(dump(call).encode(), name="x.yaml") == call
    with app.app_context():
        world: World = app.extensions["world_of_the_test"]
        file_id = new_file(world, call)
        number = db.session.get_one(Application, file_id).number
    client = sign_in(app, world["applicant"])
    for section in call.form[0].sections:
        fill(client, f"/dossiers/{number}/formulaire/{section.key}", data)
    kept = held(app, file_id)
    for section in call.form[0].sections:
        address = f"/dossiers/{number}/formulaire/{section.key}"
        assert client.post(address, data=page_of(client, address)).status_code in (200, 302, 303)
        assert client.get(f"{address}?verifier=tout").status_code == 200
    # A question called for by an answer comes with the second save, empty.
    assert differing(said(held(app, file_id)), said(kept)) == [], "what is shown and sent back is what was kept"
    for page in ("", "/relire"):
        assert client.get(f"/dossiers/{number}{page}").status_code in (200, 404)
    comes_back(app, world, call, kept)


def fill(client: Any, address: str, data: Any) -> None:
    """Type anything in some of the fields of a page, and send it."""
    sent = page_of(client, address)
    for name in [each for each in sent if each.startswith("q_")]:
        if data.draw(st.booleans()):
            sent.setlist(name, [data.draw(TYPED)])
    answer = client.post(address, data=sent)
    assert answer.status_code < 500, answer.status_code


def held(app: Flask, file_id: int) -> dict[str, dict[str, Any]]:
    """Section → answers, as the database holds them."""
    with app.app_context():
        return {
            each.section_key: each.values
            for each in db.session.scalars(select(Answer).filter_by(application_id=file_id))
        }


def said(value: Any) -> Any:
    """What says something, empty parts left out."""
    if isinstance(value, dict):
        return {key: said(each) for key, each in value.items() if is_filled(each)}
    if isinstance(value, list):  # an empty line goes, an empty figure keeps its place among the years
        rows = [said(each) for each in value if is_filled(each) or not isinstance(each, dict)]
        return [each if is_filled(each) else None for each in rows]
    if identifiers.is_siret(value) or iban.is_iban(value):
        return identifiers.compact(value)  # a table with a mistake is kept as typed, and shown in groups of digits
    return value


def comes_back(app: Flask, world: World, call: CallFile, kept: dict[str, dict[str, Any]]) -> None:
    """What is exported, then imported in another file, is what was kept."""
    text = exports.dump(number="X-0001", call=call.key, version=1, forms={"main": kept})
    read = exports.load(text)
    assert read["forms"] == {"main": kept}
    with app.app_context():
        world.call_id = db.session.scalars(select(Call.id).filter_by(key=call.key)).one()
        file_id = add_file(world, "draft", rank=2)
        for section, values in read["forms"]["main"].items():
            applications.edit(world["applicant"], file_id, section, version=0, values=values)
        again = answers_of(db.session.get_one(Application, file_id), "main")
        assert again == {key: value for values in kept.values() for key, value in values.items()}


def run(app: Flask, examples: int) -> None:
    app.config["WTF_CSRF_ENABLED"] = False
    with app.app_context():
        app.extensions["world_of_the_test"] = add_world()

    # No shrinking: one life takes a second, and what differs is printed.
    @settings(
        max_examples=examples,
        deadline=None,
        phases=[Phase.reuse, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(call_files(), st.data())
    def lives(call: CallFile, data: Any) -> None:
        survives(app, call, data)

    lives()


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_answers_survive(app: Flask) -> None:
    run(app, 8)


@pytest.mark.slow
def test_answers_survive_for_long(app: Flask) -> None:
    run(app, 60 if "postgresql" in app.config["SQLALCHEMY_DATABASE_URI"] else 120)  # the server costs twice as much


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters()) | st.sampled_from(HOSTILE),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(st.characters(), max_size=5), inner, max_size=3)
    ),
    max_leaves=12,
)


@given(JSON)
def test_what_a_program_sends_is_kept_as_pages_and_databases_can_hold_it(typed: Any) -> None:
    kept = storable(typed)
    text = exports.dump(number="X", call="x", version=1, forms={"main": {"s": {"q": kept}}})
    text.encode()
    assert exports.load(text)["forms"]["main"]["s"]["q"] == kept
    assert storable(kept) == kept


@pytest.mark.parametrize("text", [
    "", "[]", "null", "{}", '{"format": "guichet-answers-1"}', "[" * 100_000,
    '{"format": "guichet-answers-1", "forms": []}',
    '{"format": "guichet-answers-1", "forms": {"main": {"s": {"q": NaN}}}}',
    '{"format": "guichet-answers-1", "forms": {"main": {"s": {"q": "\\ud800"}}}}', "\x00", "é",
])  # fmt: skip
def test_what_is_no_export_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(ValueError, match="n’est pas un export"):
        exports.load(text)
