"""Every mail is written whole, in two forms that say the same."""

import html
import re

import pytest
from jinja2 import UndefinedError, meta

from grants.definitions.mail import MAILS, keys, mail
from grants.definitions.prose import environment
from notifications.mails import write

EXAMPLES = {
    "date": "2020-09-15",
    "datetime": "2020-07-09T21:14:05+02:00",
    "money": "15000.00",
    "integer": 3,
    "url": "https://guichet.example/dossiers/CC20-0042",
}


def examples(key):
    return {name: EXAMPLES.get(each.type, f"({name})") for name, each in mail(key).variables.items()}


@pytest.mark.parametrize("key", keys())
def test_a_mail_declares_what_it_says(key):
    definition, said = mail(key), set()
    for text in (definition.subject, definition.link, definition.body):
        said |= meta.find_undeclared_variables(environment(MAILS).parse(text))
    assert definition.key == key
    assert said == set(definition.variables)
    assert not {"motif", "montant", "iban_fin", "titre_projet"} & meta.find_undeclared_variables(
        environment(MAILS).parse(definition.subject)
    )


@pytest.mark.parametrize("key", keys())
def test_the_text_and_the_html_say_the_same(key):
    written = write(key, examples(key))
    heard = html.unescape(re.sub(r"<[^>]+>", " ", written.html.split("<body", 1)[1].split(">", 1)[1]))
    missing = [word for word in written.text.split() if word not in heard and word not in ("--", written.link, ":")]
    assert missing == []
    assert written.link in written.html
    assert len(written.subject) < 100
    assert "\n" not in written.subject


def test_what_people_typed_is_not_html():
    written = write("application.submit", examples("application.submit") | {"titre_projet": "<b>*a*</b>"})
    assert "&lt;b&gt;*a*&lt;/b&gt;" in written.html
    assert "<b>*a*</b>" in written.text


def test_a_missing_variable_is_refused():
    with pytest.raises(UndefinedError):
        write("application.submit", {})


@pytest.mark.parametrize("verb", ["award", "reserve", "refuse", "publish"])
def test_a_subject_never_tells_the_outcome(verb):
    assert not re.search("retenu|refus|réserve|liste|attribu", mail(f"ruling.{verb}").subject)
