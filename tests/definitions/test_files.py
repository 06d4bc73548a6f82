import json
from pathlib import Path

import jsonschema
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from grants.definitions import schema
from grants.definitions.files import dump, load, loads
from grants.definitions.mistakes import BadFile
from grants.definitions.source import MAXIMUM_BYTES, parse
from grants.definitions.writer import canonical

CALLS = sorted((Path(__file__).parents[2] / "content" / "calls").glob("*.yaml"))
TEXT = (CALLS[0].parent / "credits_commissaire_2020.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", CALLS, ids=lambda path: path.stem)
def test_gives_back_the_same_bytes(path):
    call = load(path)
    assert call.key == path.stem
    assert dump(call).encode() == path.read_bytes()


@pytest.mark.parametrize("path", CALLS, ids=lambda path: path.stem)
def test_follows_the_published_schema(path):
    jsonschema.validate(yaml.safe_load(path.read_text(encoding="utf-8")), json.loads(schema.FILE.read_text("utf-8")))


def test_publishes_the_schema_of_the_models():
    assert schema.FILE.read_text(encoding="utf-8") == schema.text()


# What is replaced in a right file, and what the mistake says, at the path where it stands.
PLANTED = [
    ("workflow_version: 1", "workflow_version: one", "workflow_version", "un nombre entier"),
    ("programme: ", "programmme: ", "programmme", "vouliez-vous écrire « programme »"),
    ("format_version: 1\n", "", "format_version", "obligatoire"),
    ('amount: "520000.00"', "amount: 520000.00", "envelopes[1].amount", "entre guillemets"),
    ('amount: "520000.00"', 'amount: "520001.00"', "envelopes", "somme lue"),
    ('decisions_on: "2020-09-10"', 'decisions_on: "2020-09-31"', "rounds[0].decisions_on", "n’existe pas"),
    ('opens_at: "2020-06-08T09:00:00+02:00"', 'opens_at: "2020-06-08T09:00:00"', "rounds[0].opens_at", "décalage"),
    ('opens_at: "2020-06-08', 'opens_at: "2021-06-08', "rounds[0].closes_at", "après l’ouverture"),
    ("weight: 20", "weight: 25", "grid[0].criteria", "la somme fait 100"),
    ("form: main", "form: mian", "stages[0].form", "un formulaire"),
    ("grid: main", "grid: mian", "stages[0].grid", "une grille"),
    ("funder: state_commissioner", "funder: nobody", "envelopes[0].funder", "un financeur"),
    ("type: long_text", "type: longtext", "form[0].sections[0].questions[1].type", "long_text"),
    ("max_length: 600", "max_rows: 6", "form[0].sections[0].questions[1].max_rows", "rien ici"),
    ("used_for: [public_notice, instruction, bilan]", "used_for: []", "questions[1].used_for", "au moins 1"),
    ("used_for: [public_notice, instruction, bilan]", "used_for: [fun]", "questions[1].used_for[0]", "un usage connu"),
    ("used_for: [scoring.results, evaluation]", "used_for: [evaluation]", "criteria[4].reads", "renewal_results"),
    ("question: scope, is: department", "question: scoop, is: department", "show_if.question", "une question"),
    ("question: scope, is: department", "question: scope, is: planet", "show_if.is", "réponse possible"),
    ("question: scope, is: department", "question: scope", "show_if", "un seul opérateur"),
    ("fact: late_report_count", "fact: late_reports", "test.fact", "un fait connu"),
    ("at_most: eligibility.maximum_rate", "at_most: eligibility.maximum", "at_most", "une valeur de ce fichier"),
    ('share: "0.80"', 'share: "0.70"', "instalments", "la somme fait 1"),
    ('maximum_rate: "0.80"', 'maximum_rate: "0.90"', "maximum_rate", "eligibility.maximum_rate"),
    ("budget_row: 74_state_commissioner", "budget_row: 74_other_one", "funder_row", "la ligne de budget"),
    ("ruling.refuse: refus", "ruling.refuse: refuse", "letters.ruling.refuse", "une lettre"),
    ("of_voting: 13", "of_voting: 12", "committee.quorum.of_voting", "13"),
    ("denominator: people_supported", "denominator: people", "denominator", "un indicateur"),
    ("key: project_summary", "key: project_title", "questions[1].key", "existe déjà"),
    ("max_choices: 2", "max_choices: deux", "max_choices", "un nombre entier"),
    ("must_equal: requested_amount", "must_equal: amount", "must_equal", "une question"),
    ("options_from: publics", "options_from: public", "options_from", "une question à choix"),
    ("email: appels-a-projets@guichet.example", "email: nowhere", "contact.email", "de la forme"),
    ("lead: true", "lead: oui", "funders[0].lead", "true ou false"),
    ("engagements: [1, 2, 3, 4, 5]", "engagements: 1", "engagements", "une liste"),
    ("key: credits_commissaire_2020", "key: credits_commissaire_2020\nkey: again", "key", "une seule fois"),
    ("engagements: [1, 2, 3, 4, 5]", "engagements: &a [1, 2]", "engagements", "pas d’ancre"),
    ("engagements: [1, 2, 3, 4, 5]", "engagements: *a", "engagements", "pas d’alias"),
    ("short_title: ", "short_title: !!python/name:os.system ", "short_title", "pas d’étiquette"),
    ("kind: commissioner_credits", "<<: {kind: x}", "le fichier", "une clé simple"),
    ("kind: commissioner_credits", "kind: [", "le fichier", "YAML illisible"),
    ("kind: commissioner_credits", "---\nkind: x", "le fichier", "un seul document"),
]


@pytest.mark.parametrize(("right", "wrong", "path", "expected"), PLANTED)
def test_names_the_line_and_the_path_of_each_mistake(right, wrong, path, expected):
    assert right in TEXT
    with pytest.raises(BadFile) as refused:
        loads(TEXT.replace(right, wrong, 1).encode(), name="call.yaml")
    found = [mistake for mistake in refused.value.mistakes if path in mistake.path and expected in mistake.expected]
    assert found, str(refused.value)
    assert str(refused.value).startswith("call.yaml:")
    assert 1 <= found[0].line <= TEXT.count("\n") + 2


def test_the_line_is_the_one_of_the_mistake():
    text = TEXT.replace("type: long_text", "type: longtext", 1)
    with pytest.raises(BadFile) as refused:
        loads(text.encode(), name="call.yaml")
    assert refused.value.mistakes[0].line == text[: text.index("longtext")].count("\n") + 1


def test_says_all_mistakes_at_once():
    text = TEXT
    for right, wrong in (
        ("weight: 20", "weight: 25"),
        ("type: long_text", "type: longtext"),
        ("form: main", "form: x"),
    ):
        text = text.replace(right, wrong, 1)
    with pytest.raises(BadFile) as refused:
        loads(text.encode(), name="call.yaml")
    assert {"stages[0].form", "grid[0].criteria"} < {mistake.path for mistake in refused.value.mistakes}
    assert any(mistake.path.endswith("questions[1].type") for mistake in refused.value.mistakes)


@pytest.mark.parametrize(
    "raw",
    [b"", b"42", b"- 1", b"\xff\xfe", b"a: \x00", b"x" * (MAXIMUM_BYTES + 1), b"[" * 100_000, b"a: 1\n" * 3,
     b"? [1, 2]\n: 3", b"key: 2020-01-01", b"key: 1_000", b"key: 0x1F", b"key: 1:30", b"key: .inf", b"%YAML 9.9\n---\n",
     b"a: !!binary x", b"!!set {a, b}"],
)  # fmt: skip
def test_survives_what_is_no_call(raw):
    with pytest.raises(BadFile):
        loads(raw, name="x")


@given(st.binary(max_size=200))
def test_never_raises_anything_but_a_bad_file(raw):
    with pytest.raises(BadFile):
        loads(raw, name="x", letters=())


VALUES = st.recursive(
    st.one_of(st.text(st.characters(exclude_categories=("Cs", "Cc"))), st.integers(-(10**6), 10**6), st.booleans(),
              st.none(), st.text("aé :-#'\"\n,[]{}?!&*|>%@` ", max_size=150)),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("abc_", min_size=1, max_size=8), inner),
    max_leaves=12,
)  # fmt: skip


@given(st.dictionaries(st.text("abc_", min_size=1, max_size=8), VALUES, min_size=1))
def test_writes_what_it_can_read_back(value):
    text = canonical(value)
    read, reader = parse(text.encode())
    assert not reader.mistakes
    assert read == value
    assert canonical(read) == text
