"""Before the release date, nothing that the organisation may open tells whether there is a ruling, nor which.

Each address is read before the ruling and after it: the two must be the same, word for word.
"""

import io
import re
import zipfile
from concurrent.futures import ThreadPoolExecutor

import pytest

from grants.database import db
from grants.models import Application
from grants.services import applications, rulings
from grants.values.money import Money
from notifications.relay import relay
from tests.support.answers import fill
from tests.support.web import sign_in
from tests.world import add_world, version_of
from workflows.engine import TO_COME

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
RULINGS = {
    "award": {"amount": Money.of(18_000)},
    "reserve": {"rank": 1, "reason": "Un bon projet, après d’autres."},
    "refuse": {"reason": "Le public n’est pas celui de l’appel."},
    "take_no_action": {"reason": "L’appel est clos."},
}
# What changes at each reading, or with any act of the service: tokens, times of the day, the row's version.
CHANGING = [
    r'<section class="panel" aria-labelledby="etapes">[\s\S]*?</section>',  # the drawing: told apart, below
    r'name="csrf_token"[^>]*', r'nonce="[^"]*"', r'<meta name="csrf[^>]*>', r'name="version"[^>]*', r'data-now="\d+"',
    r"\d+ min(ute)?s?", r"\d+ s(econde)?s?", r'name="given_at"[^>]*',
]  # fmt: skip
# From the ruling on, whatever it is, one reads that the decision is to come: the same words for all.
UNDER_REVIEW = "En instruction"
ELSEWHERE = (
    "showcase.", "bootstrap.", "static", "sessions.", "second_factors.", "demo.", "health.", "metrics.",
    "receipts.check", "applications.who_is_here",
)  # fmt: skip


@pytest.fixture
def world(app):
    app.config["WTF_CSRF_ENABLED"] = False
    with app.app_context():
        yield add_world()


@pytest.fixture
def file_id(world):
    """A file that the committee has recommended, handed in through the services."""
    id = applications.start(world["applicant"], world.round_id, organisation_id=world.organisation_id)
    fill(world["applicant"], id)
    applications.submit(world["representative"], id, version=version_of(Application, id))
    file = db.session.get_one(Application, id)
    file.state, file.recommended_amount = "recommended", Money.of(18_000)
    db.session.commit()
    relay()
    return id


def addresses(app, world, number):
    """Every GET address that has no part, or only parts that the organisation knows."""
    known = {"number": number, "organisation_id": world.organisation_id, "round_id": world.round_id,
             "key": "credits_commissaire_2020", "year": 2020}  # fmt: skip
    for rule in app.url_map.iter_rules():
        if "GET" in rule.methods and rule.arguments <= set(known) and not rule.endpoint.startswith(ELSEWHERE):
            with app.test_request_context():
                yield app.url_for(rule.endpoint, **{name: known[name] for name in rule.arguments})
    yield f"/?q={number}"
    yield f"/laureats?q={number}"
    yield f"/appels?q={number}"


def read_all(app, world, number):
    """What each address answers to a member: its status, and its words without what changes at each reading."""

    def apart():
        client, found = sign_in(app, world["applicant"]), {}
        for address in sorted(set(addresses(app, world, number))):
            answer = client.get(address)
            found[address] = (answer.status_code, plain(answer))
        return found

    db.session.rollback()
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(apart).result()


def plain(answer, changing=CHANGING):
    if answer.mimetype == "application/zip":
        archive = zipfile.ZipFile(io.BytesIO(answer.data))
        return {name: archive.read(name) for name in archive.namelist() if "LISEZ-MOI" not in name}
    if not answer.mimetype.startswith("text/"):
        return answer.data
    return re.sub("|".join(changing), "", answer.text).replace(TO_COME, UNDER_REVIEW)


def differing(address, one, other):
    """The address, and the first lines that are not the same."""
    if not isinstance(one, str) or not isinstance(other, str):
        return address, "content"
    lines = zip(one.splitlines(), other.splitlines(), strict=False)
    return address, [(a.strip(), b.strip()) for a, b in lines if a != b][:2]


def differences(before, after):
    changed = [address for address in before if before[address] != after[address]]
    return [differing(address, before[address][1], after[address][1]) for address in changed]


@pytest.mark.parametrize("verb", list(RULINGS))
def test_nothing_betrays_a_ruling_before_its_release(app, world, file_id, verb):
    number = db.session.get_one(Application, file_id).number
    before = read_all(app, world, number)
    assert sum(status == 200 for status, _ in before.values()) > 25
    getattr(rulings, verb)(world["prefect"], file_id, version=version_of(Application, file_id), **RULINGS[verb])
    sent = []
    relay(send=sent.append)
    after = read_all(app, world, number)
    assert differences(before, after) == []
    ours = {"applicant@guichet.example", "representative@guichet.example"}
    assert [each["Subject"] for each in sent if each["To"] in ours] == []


def test_the_archive_and_the_documents_tell_it_once_it_is_released(app, world, file_id):
    """The same reading does see a difference when there is one to see."""
    from grants.services.command import command
    from grants.services.rulings import writing

    @command
    def release(act, id):
        writing.release(act, act.lock(Application, id))

    number = db.session.get_one(Application, file_id).number
    before = read_all(app, world, number)
    rulings.award(world["prefect"], file_id, version=version_of(Application, file_id), amount=Money.of(18_000))
    release(world["prefect"], file_id)
    after = read_all(app, world, number)
    told = {address for address in before if before[address] != after[address]}
    for page in ("", "/documents", "/export.zip"):
        assert f"/dossiers/{number}{page}" in told


STAFF_STATES = ["awaiting_committee", "recommended", "reserve_recommended", "not_recommended", "adjourned",
                "ineligibility_proposed"]  # fmt: skip


@pytest.mark.slow
def test_what_the_committee_or_the_service_thinks_is_not_drawn_either(app, world, file_id):
    """Words, icons and colours are the same from the beginning of the review to the ruling."""

    def seen(state):
        db.session.get_one(Application, file_id).state = state
        db.session.commit()
        return read_all(app, world, db.session.get_one(Application, file_id).number)

    before = seen("under_review")
    for state in STAFF_STATES:
        assert (state, differences(before, seen(state))) == (state, [])


def test_all_the_outcomes_are_drawn_alike(app, world, file_id):
    """The drawing of the steps too: from a ruling to its release, it is the same whatever was ruled."""
    number = db.session.get_one(Application, file_id).number

    def apart():
        return plain(sign_in(app, world["applicant"]).get(f"/dossiers/{number}"), CHANGING[1:])

    def seen(state):
        db.session.get_one(Application, file_id).state = state
        db.session.commit()
        db.session.rollback()
        with ThreadPoolExecutor(1) as thread:
            return thread.submit(apart).result()

    awarded = seen("awarded")
    for state in ("reserve_list", "refused", "no_action"):
        assert (state, differing(state, awarded, seen(state))[1]) == (state, [])
