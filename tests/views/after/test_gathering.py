"""All documents in one place, and the archive of a file."""

import io
import json
import zipfile
from hashlib import sha256

import pytest
from sqlalchemy import select

from grants.database import db
from grants.models import MessagePiece, Scan
from tests.support.documents import paper
from tests.views.after.pages import page_of, text, write
from tests.world import add_organisation


@pytest.mark.parametrize("name", ["outsider", "instructor", "reviewer", "administrator", "visitor"])
@pytest.mark.parametrize("page", ["/documents", "/export.zip"])
def test_everything_in_one_place_is_for_members_and_the_auditor(world, deposited, as_person, name, page):
    expected = 401 if name == "visitor" else 403
    assert as_person(name).get(f"{page_of(deposited)}{page}").status_code == expected


def test_a_member_of_another_organisation_gathers_nothing(world, deposited, as_person):
    add_organisation("Les Autres", world["outsider"], world["communication"])
    for page in ("/documents", "/export.zip", "/audition.ics", "/supprimer", "/reprendre"):
        assert as_person("outsider").get(f"{page_of(deposited)}{page}").status_code == 403, page


@pytest.mark.parametrize("name", ["applicant", "auditor"])
def test_all_documents_stand_on_one_page(world, deposited, as_person, name):
    write(as_person("instructor"), deposited, "Un modèle.", (paper("Modèle"), "modele.pdf"))
    page = text(as_person(name).get(f"{page_of(deposited)}/documents"))
    for words in ("Récépissé", "Dossier tel que déposé", "modele.pdf", "bank_details.pdf", "Ko"):
        assert words in page
    assert f"{page_of(deposited)}/documents" in as_person("applicant").get(page_of(deposited)).text


def archive(client, id):
    answer = client.get(f"{page_of(id)}/export.zip")
    assert answer.status_code == 200
    found = zipfile.ZipFile(io.BytesIO(answer.data))
    assert found.testzip() is None
    return found


def test_the_archive_holds_everything_under_clean_names_with_its_hashes(world, deposited, as_person):
    member = as_person("applicant")
    write(member, deposited, "Deux fois le même nom.", (paper("Un"), "Note.pdf"), (paper("Deux"), "note.PDF"))
    found = archive(member, deposited)
    names = found.namelist()
    root = page_of(deposited).rpartition("/")[2]
    assert len({each.lower() for each in names}) == len(names)
    assert all(each.startswith(f"dossier-{root}/") and ".." not in each and "\\" not in each for each in names)
    ends = ("messages.txt", "reponses-deposees.json", f"dossier-{root}.pdf", "note (2).pdf", "LISEZ-MOI.txt")
    assert all(any(each.endswith(end) for each in names) for end in ends), names
    readme = found.read(names[-1]).decode()
    for name in names[:-1]:
        assert sha256(found.read(name)).hexdigest() in readme, name
    answers = json.loads(found.read(next(each for each in names if each.endswith("actuelles.json"))))
    assert answers["reponses"]
    assert (
        "Deux fois le même nom." in found.read(next(each for each in names if each.endswith("messages.txt"))).decode()
    )


def test_what_the_antivirus_holds_is_named_and_left_out(world, deposited, as_person):
    write(as_person("applicant"), deposited, "Un papier.", (paper("Un"), "un.pdf"))
    piece = db.session.scalars(select(MessagePiece)).one()
    piece.file.scan = Scan.WAITING
    db.session.commit()
    found = archive(as_person("applicant"), deposited)
    assert not any(each.endswith("un.pdf") for each in found.namelist())
    assert "un.pdf : retenu par le contrôle antivirus" in found.read(found.namelist()[-1]).decode()


def test_a_draft_can_be_carried_away_too(world, draft, as_person):
    names = archive(as_person("applicant"), draft).namelist()
    assert any("brouillon-" in each for each in names)
    assert not any("recepisse" in each for each in names)
