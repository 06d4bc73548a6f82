"""French is the source; English follows it, message for message."""

from io import BytesIO

from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po

from grants.config import ROOT
from grants.languages import FOLDER, compile_catalogs
from tests.look.conftest import look_app

OURS = ("templates/base", "templates/components", "templates/themes", "templates/errors", "templates/acts")
OURS += ("templates/pages", "grants/filters", "grants/fields", "templates/home", "templates/calls", "templates/public")
OURS += ("templates/applications", "templates/receipts", "templates/sessions", "grants/views/navigation")


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
