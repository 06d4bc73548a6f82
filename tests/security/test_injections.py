"""What hostile hands type in every field of every form: no fault, and nothing of it is ever taken for code."""

import csv
import io
from html.parser import HTMLParser

import pytest

from grants.database import db
from notifications.relay import relay
from tests.security.addresses import addresses
from tests.support.web import sign_in

CODE = """<script>alert("x")</script><img src=x onerror=alert(1)>{{ 7191*7 }}${7191*7}'; DROP TABLE user; --"""
STRINGS = {
    "formula": f"=1+1{CODE}",
    "header": f"Bonjour\r\nBcc: victime@exemple.fr\r\nX-Injected: oui\r\n\r\n{CODE}",
    "direction": "\u202egnp.exe\u2066\ufeff\x00\x1b[31m" + CODE,
    "long": "=cmd|'/C calc'!A0 " + "é" * 120_000,
}
WHO = ("visitor", "applicant", "representative", "helper", "reader", "instructor", "prefect", "secretary",
       "grant_manager", "administrator")  # fmt: skip
LEFT_ALONE = ("sessions.", "demo.", "sign_ups.", "accounts.")  # they end the session that types
ACCOUNTS = ("/inscription", "/mot-de-passe-oublie", "/connexion", "/alertes")
TYPED = ("text", "search", "email", "tel", "url", "number", "date", "password", None)
UNESCAPED = ("<script>alert", "<img src=x", "50337")


class Forms(HTMLParser):
    """The forms of a page that are posted: where to, and the name, kind and value of each control."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, list[tuple[str, str, str]]]] = []
        self.is_in = False
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "form":
            self.is_in = given.get("method", "get").lower() == "post"
            self.found += [(given.get("action") or "", [])] if self.is_in else []
        elif self.is_in and given.get("name") and tag in ("input", "textarea", "select", "button"):
            is_typed = tag == "textarea" or (tag == "input" and given.get("type") in TYPED)
            kind = "typed" if is_typed else given.get("type") or tag
            if kind not in ("file", "radio", "checkbox", "submit", "button") or "checked" in given:
                self.found[-1][1].append((given["name"], kind, given.get("value") or ""))

    def handle_endtag(self, tag):
        self.is_in = self.is_in and tag != "form"


def forms_of(client, path: str) -> list[tuple[str, list[tuple[str, str, str]]]]:
    """Those of this page in which something is typed; their addresses whole."""
    answer = client.get(path)
    found = Forms(answer.text).found if answer.status_code == 200 and answer.mimetype == "text/html" else []
    return [(to or path, each) for to, each in found if any(kind == "typed" for _, kind, _ in each)]


def pages(site, town) -> list[str]:
    """Every address that may hold a form, each route once a state of file."""
    known = [each for each in addresses(site, town, files=("draft", "submitted", "recommended", "awarded"))
             if "GET" in each.methods and not each.endpoint.startswith(LEFT_ALONE)]  # fmt: skip
    return [*(each.path for each in known), *ACCOUNTS]


@pytest.mark.slow
def test_nothing_that_is_typed_breaks_a_page_or_becomes_code(site, town):
    site.config["RATELIMIT_ENABLED"] = False
    places, broken, tried = pages(site, town), [], set()
    for name in WHO:
        client = site.test_client() if name == "visitor" else sign_in(site, town.world[name])
        for path in places:
            for to, controls in forms_of(client, path):
                if (to, name in ("helper", "reader")) not in tried:
                    tried.add((to, name in ("helper", "reader")))
                    broken += [(name, to, word, status) for word, status in attacked(client, to, controls)]
    assert broken == []
    assert len(tried) > 60
    assert shown_back(site, town, places) == []
    assert in_mails(site) == []
    assert in_csv(site, town, places) == []


def attacked(client, address: str, controls: list[tuple[str, str, str]]) -> list[tuple[str, int]]:
    """Each string in all the fields at once; what answered with a fault of ours."""
    answered = []
    for word, text in STRINGS.items():
        data = {name: text if kind == "typed" else value for name, kind, value in controls}
        answered.append((word, client.post(address, data=data).status_code))
    return [(word, status) for word, status in answered if status >= 500]


def shown_back(site, town, places: list[str]) -> list[tuple[str, str, str]]:
    """Where a page shows as code what was typed; it is shown as text on some, or nothing was tried."""
    found, as_text = [], 0
    for name in ("applicant", "instructor", "administrator"):
        client = sign_in(site, town.world[name])
        for path in places:
            answer = client.get(path)
            text = answer.text if answer.mimetype == "text/html" else ""
            as_text += "&lt;script&gt;alert" in text
            found += [(name, path, each) for each in UNESCAPED if each in text]
            found += [(name, path, str(answer.status_code))] if answer.status_code >= 500 else []
    assert as_text > 5
    return found


def in_mails(site) -> list[str]:
    """A header, or markup, that nobody of ours wrote."""
    sent = []
    with site.app_context():
        relay(sent.append)
        db.session.remove()
    assert sent
    headers = [f"{key}: {value}" for each in sent for key, value in each.items()]
    wrong = [each for each in headers if each.startswith(("Bcc", "X-Injected")) or "\n" in each or "\x00" in each]
    bodies = [part.get_content() for each in sent if (part := each.get_body(("html",))) is not None]
    return wrong + [body[:200] for body in bodies for each in UNESCAPED if each in body]


def in_csv(site, town, places: list[str]) -> list[tuple[str, str]]:
    """Cells that a spreadsheet would run."""
    wrong = []
    for name in ("instructor", "administrator", "grant_manager"):
        client = sign_in(site, town.world[name])
        for path in places:
            answer = client.get(path)
            if answer.mimetype == "text/csv":
                rows = csv.reader(io.StringIO(answer.text), delimiter=";" if ";" in answer.text.split("\n")[0] else ",")
                wrong += [(path, cell[:40]) for row in rows for cell in row if cell.startswith(("=", "@", "\t", "+1"))]
    return wrong
