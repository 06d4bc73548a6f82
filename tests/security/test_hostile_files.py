"""Files by which somebody would harm who opens them: refused or cleaned with a sentence, nothing else is lost."""

import hashlib
import io
import re

import pytest
from sqlalchemy import select

from grants import storage
from grants.database import db
from grants.models import Answer, Piece, Scan, StoredFile
from grants.services import scans
from tests.support import documents
from tests.support.documents import EICAR
from tests.support.web import sign_in

RIB = "bank_details"


@pytest.fixture
def address(town) -> str:
    return f"/dossiers/{town.numbers['draft']}/pieces"


def plain(client, address, content, name):
    """Joined by the form, as without a script."""
    data = {f"{RIB}-content": (io.BytesIO(content), name)}
    return client.post(f"{address}/{RIB}", data=data, content_type="multipart/form-data")


def in_parts(client, address, content, name):
    """Sent in two parts, as the script does; the last answer."""
    asked = {"Accept": "application/json"}
    said = {"name": name, "size": len(content), "mark": "m"}
    answer = client.post(f"{address}/{RIB}/envois", data=said, headers=asked)
    if answer.status_code != 201:
        return answer
    place, middle = answer.json["address"], len(content) // 2
    for offset, part in ((0, content[:middle]), (middle, content[middle:])):
        client.patch(place, data=part, headers=asked | {"Upload-Offset": str(offset)})
    return client.post(place, headers=asked)


def words(answer) -> str:
    text = answer.json["detail"] if answer.is_json or "json" in answer.content_type else answer.text
    return re.sub(r"[\s\u00a0\u202f]+", " ", text)


def held(site, town):
    """Everything of the file that a refusal must leave: its pieces and its answers."""
    with site.app_context():
        here = {"application_id": town.ids["draft"]}
        pieces = [(each.key, each.name, each.digest, each.replaced_at)
                  for each in db.session.scalars(select(Piece).filter_by(**here).order_by(Piece.id))]  # fmt: skip
        answers = [each.values for each in db.session.scalars(select(Answer).filter_by(**here).order_by(Answer.id))]
        db.session.remove()
        return pieces, answers


HOSTILE = {
    "empty": (b"", "rib.pdf", "est vide"),
    "too large": (b"%PDF-1.7" + bytes(10 * 1024 * 1024), "rib.pdf", "dépasse 10 Mo"),
    "a page as PDF": (b"<!DOCTYPE html><script>alert(1)</script>", "rib.pdf", "C’est une page web"),
    "a page before a PDF": (b"<html>" + documents.paper(), "rib.pdf", "C’est une page web"),
    "SVG": (b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', "rib.png", "SVG"),
    "a program": (b"MZ\x90\x00" + bytes(500), "rib.pdf", "C’est un programme"),
    "an archive": (documents.zipped({"rib.pdf": documents.paper()}), "rib.pdf", "C’est une archive"),
    "a bomb": (documents.bomb(), "rib.pdf", "n’est pas accepté"),
    "a swelling PDF": (documents.swelling_pdf(), "rib.pdf", "énorme"),
    "a locked PDF": (documents.locked_pdf(), "rib.pdf", "mot de passe"),
    "a broken PDF": (documents.paper()[:60], "rib.pdf", "abîmé"),
    "macros": (documents.docx({"word/vbaProject.bin": b"x"}), "rib.pdf", "n’est pas accepté"),
    "a giant picture": (documents.giant_png(), "rib.png", "démesurée"),
}


@pytest.mark.parametrize("send", [plain, in_parts])
@pytest.mark.parametrize("case", HOSTILE)
def test_it_is_refused_with_a_sentence_and_nothing_else_is_lost(site, town, address, send, case):
    content, name, said = HOSTILE[case]
    before = held(site, town)
    answer = send(sign_in(site, town.world["applicant"]), address, content, name)
    assert answer.status_code == 422
    assert said in words(answer)
    assert held(site, town) == before
    with site.app_context():
        assert list((storage.root() / "arriving").glob("*")) == []


@pytest.mark.parametrize("send", [plain, in_parts])
def test_an_armed_pdf_is_cleaned_and_says_so(site, town, address, send):
    client = sign_in(site, town.world["applicant"])
    assert send(client, address, documents.armed_pdf(), "../../rib\u202efdp.exe").status_code in (200, 303)
    page = words(client.get(address))
    assert "nous avons retiré de ce PDF" in page
    assert "ribfdp.pdf" in page
    piece = held(site, town)[0][-1]
    with site.app_context():
        kept = storage.read(piece[2])
    for word in (b"/JavaScript", b"/Launch", b"/OpenAction", b"EmbeddedFile"):
        assert word not in kept


@pytest.mark.parametrize("name", ["../../../etc/passwd", "C:\\Windows\\rib.pdf", "a\x00b.pdf", "x" * 4000 + ".pdf", ""])
def test_a_name_leads_nowhere(site, town, address, name):
    client = sign_in(site, town.world["applicant"])
    assert in_parts(client, address, documents.paper(), name).status_code == 200
    kept = held(site, town)[0][-1][1]
    assert re.fullmatch(r"[^/\\\x00]{1,110}\.pdf", kept)


def test_what_was_given_runs_nothing_when_it_is_read(site, town, address):
    client = sign_in(site, town.world["applicant"])
    for content, name in ((documents.paper(), "rib.pdf"), (documents.photo(), "rib.jpg")):
        plain(client, address, content, name)
        with site.app_context():
            piece_id = db.session.scalars(select(Piece.id).order_by(Piece.id.desc())).first()
            db.session.remove()
        for path, way in ((f"{address}/{piece_id}", "attachment"), (f"{address}/{piece_id}/apercu", "inline")):
            answer = client.get(path)
            assert answer.headers["Content-Disposition"].startswith(way)
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
            assert "no-store" in answer.headers["Cache-Control"]


class TestAntivirus:
    @pytest.fixture(params=["clamd", "real_clamd"])
    def antivirus(self, request) -> str:
        return request.getfixturevalue(request.param)

    @pytest.fixture
    def guarded(self, make_app, database_url, antivirus):
        return make_app({"WTF_CSRF_ENABLED": False}, DATABASE_URL=database_url, CLAMAV_URL=antivirus)

    @pytest.mark.parametrize("send", [plain, in_parts])
    def test_eicar_is_refused_by_its_name(self, guarded, town, address, send):
        before = held(guarded, town)
        answer = send(sign_in(guarded, town.world["applicant"]), address, EICAR, "rib.pdf")
        assert answer.status_code == 422
        assert re.search(r"L’antivirus reconnaît un programme dangereux .*Eicar-Signature", words(answer))
        assert held(guarded, town) == before

    def test_a_clean_file_is_read_and_said_clean(self, guarded, town, address):
        assert (
            plain(sign_in(guarded, town.world["applicant"]), address, documents.paper(), "rib.pdf").status_code == 303
        )
        with guarded.app_context():
            assert db.session.get_one(StoredFile, held(guarded, town)[0][-1][2]).scan is Scan.CLEAN


class TestAntivirusAway:
    """What arrives while the antivirus does not answer is kept, for its giver alone."""

    NOWHERE = "tcp://127.0.0.1:9"

    @pytest.fixture
    def unguarded(self, make_app, database_url):
        return make_app({"WTF_CSRF_ENABLED": False}, DATABASE_URL=database_url, CLAMAV_URL=self.NOWHERE)

    @pytest.fixture
    def given(self, unguarded, town, address):
        """The address of the piece that waits."""
        client = sign_in(unguarded, town.world["applicant"])
        assert plain(client, address, b"nom;montant\n1;2\n", "rib.pdf").status_code == 422
        assert plain(client, address, documents.paper("Attente"), "rib.pdf").status_code == 303
        assert "En attente de contrôle" in words(client.get(address))
        with unguarded.app_context():
            piece_id = db.session.scalars(select(Piece.id).order_by(Piece.id.desc())).first()
            db.session.remove()
        return f"{address}/{piece_id}"

    def test_others_wait_for_the_job_and_then_read_it(self, unguarded, town, given, clamd):
        giver, other = (sign_in(unguarded, town.world[name]) for name in ("applicant", "representative"))
        assert giver.get(given).status_code == 200
        assert other.get(given).status_code == 422
        assert "en attente de contrôle" in words(other.get(given))
        with unguarded.app_context():
            assert scans.settle_waiting() == 0
            unguarded.config["CLAMAV_URL"] = clamd
            assert scans.settle_waiting() == 1
        assert other.get(given).status_code == 200

    def test_what_is_found_later_is_shut_for_everybody_and_asked_again(
        self, unguarded, town, given, address, clamd, signatures
    ):
        with unguarded.app_context():
            piece = db.session.scalars(select(Piece).order_by(Piece.id.desc())).first()
            content = storage.read(piece.digest)
            signatures.write_text(line_of(content))
            unguarded.config["CLAMAV_URL"] = clamd
            assert scans.settle_waiting() == 1
            db.session.remove()
        client = sign_in(unguarded, town.world["applicant"])
        assert client.get(given).status_code == 422
        page = words(client.get(address))
        assert "À redonner" in page
        assert "reconnu un programme dangereux" in page


def line_of(content: bytes) -> str:
    """The signature of this very content."""
    return f"{hashlib.md5(content).hexdigest()}:{len(content)}:Found-Later\n"
