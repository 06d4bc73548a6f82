"""The page that hands a file in, and the file on paper."""

import io

import pytest
from pypdf import PdfReader
from sqlalchemy import select

from grants.database import db
from grants.models import Application, Receipt
from grants.services import applications
from tests.support.answers import fill
from tests.support.signing import signed
from tests.support.web import sign_in
from tests.world import add_world, version_of

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def world(app):
    app.config["WTF_CSRF_ENABLED"] = False
    with app.app_context():
        world = add_world()
        world.draft = applications.start(world["applicant"], world.round_id, organisation_id=world.organisation_id)
        fill(world["applicant"], world.draft)
        return world


PAGE = "/dossiers/CC20-0001/deposer"


def paper(answer):
    assert answer.mimetype == "application/pdf"
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.data)).pages).split())


def test_each_sentence_is_ticked_apart_and_the_password_asked(app, world):
    client = sign_in(app, world["representative"])
    whole = signed(client.get(PAGE).text)
    boxes = [name for name in whole if name.startswith("attest_")]
    assert len(boxes) >= 3
    for lacking in (boxes[0], "is_sincere", "proof_password"):
        sent = {name: value for name, value in whole.items() if name != lacking}
        answer = client.post(PAGE, data=sent)
        assert answer.status_code == 422
        assert f'id="{lacking}"' in answer.text
    wrong = client.post(PAGE, data=whole | {"proof_password": "pas le bon"})
    assert wrong.status_code == 422
    assert wrong.text.count("checked") >= len(boxes)  # what was ticked is kept
    assert client.post(PAGE, data=whole).location == "/dossiers/CC20-0001/recepisse"


def test_who_may_not_sign_is_told_who_may_and_sends_nothing(app, world):
    client = sign_in(app, world["applicant"])
    page = client.get(PAGE).text
    assert "Representative Fictif" in page
    assert "Demander la signature" in page
    assert 'name="proof_password"' not in page
    refused = client.post(PAGE, data=signed(sign_in(app, world["representative"]).get(PAGE).text))
    assert refused.status_code == 422
    with app.app_context():
        assert db.session.scalar(select(Receipt.id)) is None


def test_a_draft_on_paper_says_on_each_page_that_it_is_not_sent(app, world):
    answer = sign_in(app, world["applicant"]).get("/dossiers/CC20-0001/apercu.pdf")
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(answer.data)).pages]
    assert all("PAS ENCORE DÉPOSÉ" in page for page in pages)
    assert "Une épicerie solidaire" in paper(answer)


def test_the_file_on_paper_is_what_was_handed_in(app, world):
    with app.app_context():
        applications.submit(world["representative"], world.draft, version=version_of(Application, world.draft))
        digest = db.session.scalars(select(Receipt)).one().snapshot.digest
    client = sign_in(app, world["instructor"])
    text = paper(client.get("/dossiers/CC20-0001/dossier.pdf"))
    assert digest in text.replace(" ", "")
    assert "Representative Fictif" in text
    assert "PAS ENCORE DÉPOSÉ" not in text
    assert sign_in(app, world["applicant"]).get("/dossiers/CC20-0001/apercu.pdf").status_code in (403, 404)
