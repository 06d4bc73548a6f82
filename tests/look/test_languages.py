"""French is the source; English follows it, message for message."""

from io import BytesIO

from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po

from grants.config import ROOT
from grants.extraction import plain
from grants.languages import FOLDER, compile_catalogs, translated
from grants.values.sentences import sentence
from tests.look.conftest import look_app
from workflows.registry import WORKFLOWS
from workflows.words import WORDS
from workflows.words.kinds import KINDS
from workflows.words.told import TOLD

OURS = ("templates/base", "templates/components", "templates/themes", "templates/errors", "templates/acts")
OURS += ("templates/pages", "grants/filters", "grants/fields", "templates/home", "templates/calls", "templates/public")
OURS += ("templates/applications", "templates/receipts", "templates/sessions", "grants/views/navigation")
OURS += ("workflows", "forms")


def catalog():
    return read_po(BytesIO((FOLDER / "en/LC_MESSAGES/messages.po").read_bytes()))


def test_english_has_every_message_of_the_look() -> None:
    with (ROOT / "babel.cfg").open() as file:
        methods, options = parse_mapping_cfg(file)
    english = catalog()
    found = extract_from_dir(str(ROOT), methods, options)
    ids = {
        message if isinstance(message, str) else message[0] for name, _, message, *_ in found if name.startswith(OURS)
    }
    assert sorted(each for each in ids if each not in english or not english[each].string) == []


def untranslated(words) -> list[str]:
    english = catalog()
    return sorted(each for each in set(words) if each and (each not in english or not english[each].string))


def test_english_has_every_word_of_acts_people_kinds_and_the_timeline() -> None:
    assert untranslated([*WORDS.values(), *KINDS.values(), *TOLD.values()]) == []


def test_english_has_every_state_for_both_sides() -> None:
    steps = [step for workflow in WORKFLOWS.values() for step in workflow.steps.values()]
    assert untranslated([each.staff for each in steps] + [each.applicant for each in steps]) == []


def test_english_has_every_fixed_reason_why_not() -> None:
    rows = [row for workflow in WORKFLOWS.values() for row in workflow.actions]
    assert untranslated(each.refusal for row in rows for each in row.given if isinstance(each.refusal, str)) == []


def test_a_sentence_with_values_is_said_in_the_language_of_the_page() -> None:
    why = sentence("%(why)s : cet acte revient à une autre personne.", why=sentence("Vous avez noté ce dossier"))
    assert why == "Vous avez noté ce dossier : cet acte revient à une autre personne."
    with look_app("neutral").test_request_context("/?lang=en"):
        assert translated(why) == "You scored this file: this act falls to somebody else."
        assert translated("Nos propres mots, inconnus") == "Nos propres mots, inconnus"
    with look_app("neutral").test_request_context("/"):
        assert translated(why) == why


def test_plain_words_are_found_in_the_code_and_nothing_else() -> None:
    code = b'''"""Une explication."""
def of(row: "Row") -> str:
    """Encore une."""
    label = Step("\xc3\x80 v\xc3\xa9rifier", lane="service")
    return f"Dossier {row}" + sentence("Il manque %(count)s notes", count=2) + headers["Content-Type"]
'''
    assert [words for _, _, words, _ in plain(BytesIO(code), {}, (), {})] == ["À vérifier", "Il manque %(count)s notes"]


def test_english_keeps_the_variables() -> None:
    assert [
        list(map(str, message.check(catalog()))) for message in catalog() if message.id and list(message.check())
    ] == []


def test_the_catalogue_is_compiled_when_missing(tmp_path) -> None:
    place = tmp_path / "en" / "LC_MESSAGES"
    place.mkdir(parents=True)
    (place / "messages.po").write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\nmsgid "un"\nmsgstr "one"\n'
    )
    compile_catalogs(tmp_path)
    assert (place / "messages.mo").exists()


def test_a_link_changes_the_language_and_the_session_keeps_it() -> None:
    client = look_app("neutral").test_client()
    assert '<html lang="fr"' in client.get("/accessibilite").text
    english = client.get("/accessibilite?lang=en").text
    assert '<html lang="en"' in english
    assert "Accessibility: not compliant" in english
    assert "Legal notice" in client.get("/mentions-legales").text
    assert "Mentions légales" in client.get("/mentions-legales?lang=fr").text


def test_the_other_language_keeps_the_search() -> None:
    page = look_app("neutral").test_client().get("/accessibilite?q=aide+alimentaire&page=2").text
    assert 'href="?q=aide+alimentaire&amp;page=2&amp;lang=en"' in page
