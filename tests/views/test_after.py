"""After the deposit: the conversation and its documents, one place for everything, the archive, hearings, drafts."""

import io
import json
import re
import zipfile
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from hashlib import sha256

import pytest
from icalendar import Calendar
from sqlalchemy import func, select

from grants.database import db
from grants.models import AgendaItem, Application, Letter, Message, MessagePiece, Round, Scan, Seat, StoredFile
from grants.services import applications, meetings
from grants.values import clock
from notifications.relay import relay
from tests.support.answers import fill
from tests.support.documents import armed_pdf, paper
from tests.support.instruction import add_complete_file
from tests.support.web import sign_in
from tests.world import add_organisation, add_world, version_of

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def world(app):
    app.config["WTF_CSRF_ENABLED"] = False
    with app.app_context():
        yield add_world()


@pytest.fixture
def as_person(app, world):
    """A client in which this person is signed in; each request runs apart from the test's own context."""

    def enter(name):
        client = sign_in(app, world[name]) if name != "visitor" else app.test_client()
        send = client.open

        def apart(*args, **kwargs):
            db.session.rollback()
            with ThreadPoolExecutor(1) as thread:
                return thread.submit(send, *args, **kwargs).result()

        client.open = apart
        return client

    return enter


@pytest.fixture
def draft(world):
    return applications.start(world["applicant"], world.round_id, organisation_id=world.organisation_id)


@pytest.fixture
def deposited(world, draft):
    fill(world["applicant"], draft)
    applications.submit(world["representative"], draft, version=version_of(Application, draft))
    return draft


def page_of(id):
    db.session.rollback()
    return f"/dossiers/{db.session.get_one(Application, id).number}"


def text(answer):
    return re.sub(r"[\s\u00a0\u202f]+", " ", answer.text)


def write(client, id, body, *files, **more):
    pieces = [(io.BytesIO(content), name) for content, name in files]
    data = {"version": 1, "body": body, "pieces": pieces} | more
    return client.post(f"{page_of(id)}/messages", data=data, content_type="multipart/form-data")


def test_documents_go_with_a_message_both_ways_and_are_stored_once(world, deposited, as_person):
    member, staff = as_person("applicant"), as_person("instructor")
    sent = write(member, deposited, "Voici deux papiers.", (paper("Un"), "../../un.pdf"), (paper("Deux"), "deux.pdf"))
    assert sent.status_code == 303
    assert write(staff, deposited, "Le premier vous revient.", (paper("Un"), "copie.pdf")).status_code == 303
    joined = db.session.scalars(select(MessagePiece).order_by(MessagePiece.id)).all()
    assert [each.name for each in joined] == ["un.pdf", "deux.pdf", "copie.pdf"]
    assert joined[0].digest == joined[2].digest
    assert db.session.scalar(select(func.count()).select_from(StoredFile).filter_by(digest=joined[0].digest)) == 1
    for client in (member, staff):
        got = client.get(f"{page_of(deposited)}/messages/pieces/{joined[0].id}")
        assert got.data == paper("Un")
        assert got.headers["Content-Disposition"].startswith("attachment")
    page = text(member.get(f"{page_of(deposited)}/messages"))
    assert "2 messages" in page
    assert "copie.pdf" in page
    number = page_of(deposited).rpartition("/")[2]
    assert "deux.pdf" in text(staff.get(f"/instruction/{number}"))


@pytest.mark.parametrize("name", ["outsider", "service", "visitor"])
def test_a_document_of_a_message_is_for_those_who_read_it(world, deposited, as_person, name):
    write(as_person("applicant"), deposited, "Un papier.", (paper("Un"), "un.pdf"))
    piece = db.session.scalars(select(MessagePiece.id)).one()
    answer = as_person(name).get(f"{page_of(deposited)}/messages/pieces/{piece}")
    assert answer.status_code == (401 if name == "visitor" else 403)


def test_a_document_is_found_at_its_own_file_alone(world, deposited, as_person):
    other = add_complete_file(world, rank=40)
    write(as_person("applicant"), deposited, "Un papier.", (paper("Un"), "un.pdf"))
    piece = db.session.scalars(select(MessagePiece.id)).one()
    assert as_person("applicant").get(f"{page_of(other)}/messages/pieces/{piece}").status_code == 404


def test_a_bad_document_is_refused_alone_and_nothing_else_is_lost(world, deposited, as_person):
    member = as_person("applicant")
    wrong = write(member, deposited, "Mon texte reste.", (paper("Bon"), "bon.pdf"), (b"MZ\x90" * 50, "facture.exe"))
    assert wrong.status_code == 422
    assert "facture.exe" in text(wrong)
    assert "Mon texte reste." in text(wrong)
    assert db.session.scalars(select(Message)).all() == []
    kept = re.search(r'name="kept"[^>]*value="([^"]+)"', wrong.text)
    assert kept, "the good one is offered again"
    assert write(member, deposited, "Mon texte reste.", kept=kept[1]).status_code == 303
    db.session.rollback()
    assert [each.name for each in db.session.scalars(select(MessagePiece))] == ["bon.pdf"]


def test_nobody_joins_a_content_that_they_did_not_send(world, deposited, as_person):
    wrong = write(as_person("representative"), deposited, "", (paper("Bon"), "bon.pdf"))
    kept = re.search(r'name="kept"[^>]*value="([^"]+)"', wrong.text)[1]
    for token in (kept, "eyJuYW1lIjoieCJ9.faux"):
        write(as_person("applicant"), deposited, "Bonjour.", kept=token)
    db.session.rollback()
    assert db.session.scalars(select(MessagePiece)).all() == []


def test_what_was_taken_out_of_a_document_is_said(world, deposited, as_person):
    write(as_person("applicant"), deposited, "Un papier.", (armed_pdf(), "statuts.pdf"))
    piece = db.session.scalars(select(MessagePiece)).one()
    assert piece.notes
    assert b"JavaScript" not in as_person("instructor").get(f"{page_of(deposited)}/messages/pieces/{piece.id}").data


def test_six_documents_are_one_too_many(world, deposited, as_person):
    many = [(paper(f"{rank}"), f"{rank}.pdf") for rank in range(6)]
    assert write(as_person("applicant"), deposited, "Beaucoup.", *many).status_code == 422


def ask_completion(world, id):
    items = [
        {"key": "bank_details", "kind": "piece", "label": "Relevé", "reason": "Il est illisible."},
        {"key": "need", "kind": "question", "label": "Besoin et public", "reason": "Dites combien."},
    ]
    applications.request_completion(world["instructor"], id, version=version_of(Application, id), items=items,
                                    due_on=clock.today() + timedelta(days=9))  # fmt: skip


def test_each_thing_asked_stands_on_the_page_with_its_link(world, deposited, as_person):
    ask_completion(world, deposited)
    answer = as_person("applicant").get(page_of(deposited))
    page = text(answer)
    for words in ("Restent 2 choses à faire", "Il est illisible.", "Dites combien.", "Reste à faire", "plus de temps"):
        assert words in page
    assert f"{page_of(deposited)}/pieces#bank_details" in answer.text
    assert f"{page_of(deposited)}/formulaire/need#q_need" in answer.text
    begun = as_person("applicant").get(f"{page_of(deposited)}/messages?objet=delai")
    assert "besoin de plus de temps" in text(begun)


def test_past_the_day_the_page_says_what_happens(world, deposited, as_person):
    ask_completion(world, deposited)
    db.session.get_one(Application, deposited).completion_due_at = clock.now() - timedelta(hours=1)
    db.session.commit()
    assert "Le délai est passé. Vous pouvez encore tout renvoyer" in text(
        as_person("applicant").get(page_of(deposited))
    )
    staff = as_person("instructor")
    form = text(staff.get(f"{page_of(deposited)}/ne-plus-attendre"))
    assert "Toujours attendu : « Relevé »" in form
    assert staff.get(f"{page_of(deposited)}/donner-plus-de-temps").status_code == 200


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


def heard(world):
    """A meeting that hears two files; their ids."""
    files = [add_complete_file(world, "awaiting_committee", rank=rank) for rank in (31, 32)]
    db.session.get_one(Application, files[1]).title = "Le projet de quelqu’un d’autre"
    db.session.commit()
    meetings.convene(
        world["secretary"], world.round_id, version=version_of(Round, world.round_id), title="Comité", quorum=1,
        held_at=clock.now() + timedelta(days=20), place="Préfecture, salle Erdre", hearing_minutes=30,
        directions="Entrée rue du Port, 2e étage.", seats={world["president"]: Seat.PRESIDENT,
                                                           world["secretary"]: Seat.SECRETARY},
    )  # fmt: skip
    return files


def test_a_hearing_is_told_to_its_own_file_alone(world, as_person):
    mine, other = heard(world)
    item = db.session.scalars(select(AgendaItem).filter_by(application_id=mine)).one()
    answer = as_person("applicant").get(page_of(mine))
    page = text(answer)
    for words in ("Votre audition, le", "Préfecture, salle Erdre", "Entrée rue du Port", "30 minutes", "agenda"):
        assert words in page
    assert "quelqu’un d’autre" not in page
    assert page_of(other) not in answer.text
    event = Calendar.from_ical(as_person("applicant").get(f"{page_of(mine)}/audition.ics").data).walk("VEVENT")[0]
    assert event["dtstart"].dt == item.hearing_at.replace(microsecond=0)
    assert event["location"] == "Préfecture, salle Erdre"
    times = db.session.scalars(select(AgendaItem.hearing_at).order_by(AgendaItem.rank)).all()
    assert times[1] - times[0] == timedelta(minutes=30)
    assert db.session.scalar(select(func.count(Letter.id)).filter_by(act="application.hear", application_id=mine)) == 1


def test_the_invitation_leaves_with_its_hour(world, as_person):
    heard(world)
    db.session.rollback()
    sent = []
    relay(send=sent.append)
    invited = [each for each in sent if "audition" in each["Subject"]]
    assert {each["To"] for each in invited} == {"applicant@guichet.example", "representative@guichet.example"}
    assert "salle Erdre" in invited[0].get_body(("plain",)).get_content()


def test_without_a_hearing_there_is_no_diary(world, deposited, as_person):
    assert as_person("applicant").get(f"{page_of(deposited)}/audition.ics").status_code == 404
    assert "Votre audition" not in text(as_person("applicant").get(page_of(deposited)))


def test_a_draft_is_deleted_after_being_asked_and_taken_back(world, draft, as_person):
    member = as_person("applicant")
    form = text(member.get(f"{page_of(draft)}/supprimer"))
    assert "Brouillons supprimés" in form
    assert db.session.get_one(Application, draft).state == "draft", "asking does nothing"
    data = {"version": version_of(Application, draft)}
    assert member.post(f"{page_of(draft)}/supprimer", data=data).status_code == 303
    assert "Ce brouillon est supprimé" in text(member.get(page_of(draft)))
    assert "Brouillons supprimés" in text(member.get("/mes-dossiers"))
    assert member.get(f"{page_of(draft)}/formulaire/request").status_code in (302, 303)
    data = {"version": version_of(Application, draft)}
    assert as_person("representative").post(f"{page_of(draft)}/reprendre", data=data).status_code == 303
    assert "À commencer" in text(member.get(page_of(draft)))


@pytest.mark.parametrize("name", ["outsider", "instructor", "administrator", "visitor"])
def test_nobody_else_deletes_or_takes_back(world, draft, as_person, name):
    for page in ("/supprimer", "/reprendre"):
        answer = as_person(name).post(f"{page_of(draft)}{page}", data={"version": 1})
        assert answer.status_code == (401 if name == "visitor" else 403)


def test_the_members_are_written_to(world, draft):
    applications.discard(world["applicant"], draft, version=version_of(Application, draft))
    db.session.rollback()
    sent = []
    relay(send=sent.append)
    told = [each for each in sent if "brouillon supprimé" in each["Subject"]]
    assert len(told) == 2
    assert "jusqu’au" in told[0].get_body(("plain",)).get_content()


def test_the_page_of_a_withdrawal_says_what_it_does(world, deposited, as_person):
    member = as_person("applicant")
    page = text(member.get(f"{page_of(deposited)}/se-desister"))
    assert "elle ne sera plus examinée" in page
    data = {"version": version_of(Application, deposited), "reason": "Le camion n’est plus là."}
    assert member.post(f"{page_of(deposited)}/se-desister", data=data).status_code == 303
    letter = db.session.scalars(select(Letter).filter_by(application_id=deposited, act="application.withdraw")).one()
    assert letter.released_at is not None
    assert letter.reference in text(member.get(f"{page_of(deposited)}/documents"))
