"""Every address, tried by those who have no business there: no page opens, nothing is done, nothing breaks."""

import pytest

from tests.properties.invariants import everything
from tests.security.addresses import addresses
from tests.security.reading import text_of
from tests.support.town import STRANGERS
from tests.support.web import sign_in

PUBLIC = {
    "home.index", "calls.index", "calls.show", "self_tests.show", "feeds.atom", "feeds.calendar", "feeds.calendar_of",
    "alerts.create", "alerts.confirm", "alerts.end", "places.index",
    "public.laureates", "public.data", "public.subsidies",
    "public.year_report", "receipts.find", "receipts.check", "sessions.sign_in", "sessions.sign_out",
    "sessions.second_factor", "sessions.enrol", "sign_ups.create", "sign_ups.forgotten", "sign_ups.sent",
    "sign_ups.confirm", "sign_ups.choose_password", "sign_ups.confirm_address",
    "statements.accessibility",    "statements.legal", "statements.personal_data",
}  # fmt: skip
MACHINES = {"health.live", "health.ready", "metrics.show"}


def closed(answer) -> bool:
    """Not shown and not done: refused, unknown, or sent to the sign-in page."""
    if answer.status_code in (302, 303):
        return "/connexion" in answer.headers["Location"]
    return answer.status_code in (401, 403, 404)


def tried(client, address, methods=("GET", "POST")):
    for method in sorted(address.methods & set(methods)):
        answer = client.open(address.path, method=method, data={"version": "1"} if method == "POST" else None)
        yield method, answer


def test_a_visitor_reads_what_is_public_and_nothing_else(site, town):
    client, wrong = site.test_client(), []
    for address in addresses(site, town):
        for method, answer in tried(client, address):
            is_public = address.endpoint in PUBLIC | MACHINES
            if answer.status_code >= 500 or (not is_public and not closed(answer)):
                wrong.append((method, address.path, answer.status_code))
    assert wrong == []


def opened(site, town, name, *, files=None, methods=("GET", "POST")):
    """What answers a stranger on somebody's file, though it should not."""
    client = sign_in(site, town.world[name])
    for address in addresses(site, town, files=files):
        if address.file and (address.file, name) != ("draft", "recused"):
            for method, answer in tried(client, address, methods):
                if not closed(answer):
                    yield method, address.path, answer.status_code


@pytest.mark.parametrize("name", ["rival", "neighbour", "recused", "disabled"])
def test_a_stranger_opens_no_page_of_a_file(site, town, name):
    assert " ".join(map(str, opened(site, town, name, files=("awarded",), methods=("GET",)))) == ""


@pytest.mark.slow
@pytest.mark.parametrize("name", STRANGERS)
def test_a_stranger_opens_and_does_nothing_on_any_file(site, town, name):
    with site.app_context():
        before = everything()
    assert " ".join(map(str, opened(site, town, name))) == ""
    with site.app_context():
        assert everything() == before


@pytest.mark.parametrize("name", STRANGERS)
def test_no_page_tells_a_stranger_of_a_file(site, town, name):
    """Lists, searches and counters say nothing of a file that is not theirs."""
    client, told = sign_in(site, town.world[name]), []
    # An agenda and its minutes name all their files, to those who run the round; not to whoever is recused.
    known = ("/comites/",) if name == "neighbour" else ()
    own = {town.numbers["rival"]} if name.startswith("rival") else set()
    published = {"awarded", "rival"}  # laureates are public once published
    hidden = {key: number for key, number in town.numbers.items() if number not in own and key not in published}
    for address in addresses(site, town):
        if address.file is None and "GET" in address.methods and not address.path.startswith(known):
            text = text_of(client.get(address.path))
            told += [(address.path, number) for number in hidden.values() if number in text]
        if name == "recused" and address.path == "/instruction":
            told += [(number, "by search") for number in hidden.values()
                     if f"/instruction/{number}" in client.get(f"/instruction?q={number}").text]  # fmt: skip
    assert sorted({f"{path} {number}" for path, number in told}) == []


@pytest.mark.slow
@pytest.mark.parametrize("half", [0, 1])
def test_nothing_breaks_whoever_asks(site, town, half):
    """No address answers 500 to an empty POST, on any file; GETs are asked in `tests/architecture/test_reads.py`."""
    broken = []
    for name in [*town.world.people][half::2]:
        client = sign_in(site, town.world[name])
        for address in addresses(site, town):
            is_tried = address.endpoint != "sessions.sign_out" and not (address.file and name in STRANGERS)
            for method, answer in tried(client, address, ("POST",)) if is_tried else ():
                if answer.status_code >= 500:
                    broken.append((name, method, address.path, answer.status_code))
    assert broken == []
