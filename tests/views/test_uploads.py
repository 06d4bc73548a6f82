"""Files sent in parts: nothing is lost by a cut, nothing is joined twice, the deadline is the same for all."""

import io
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from sqlalchemy import func, select

from grants import storage
from grants.arriving import parts
from grants.database import db
from grants.models import Application, Piece, Round, StoredFile, Upload
from grants.services import applications, uploads
from grants.values import clock
from tests.support import documents
from tests.support.answers import fill
from tests.support.web import sign_in
from tests.world import add_file, add_organisation, add_world, version_of

JSON = {"Accept": "application/json"}
SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
CONTENT = documents.paper(*(f"Ligne {rank} du relevé" for rank in range(200)))
MIDDLE = len(CONTENT) // 2


@pytest.fixture
def site(make_app, database_url):
    return make_app({"WTF_CSRF_ENABLED": False}, DATABASE_URL=database_url)


@pytest.fixture
def world(site):
    with site.app_context():
        world = add_world()
        add_file(world)
        db.session.remove()
        return world


@pytest.fixture
def member(site, world):
    return sign_in(site, world["applicant"])


START = "/dossiers/CC20-0001/pieces/bank_details/envois"


def begin(client, *, name="rib.pdf", content=CONTENT, mark="m", start=START):
    said = {"name": name, "size": len(content), "mark": mark}
    return client.post(start, data=said, headers=JSON)


def send(client, place, offset, part):
    return client.patch(place, data=part, headers=JSON | {"Upload-Offset": str(offset)})


def finish(client, place):
    return client.post(place, headers=JSON)


def count(site, model) -> int:
    with site.app_context():
        found = db.session.scalar(select(func.count()).select_from(model))
        db.session.remove()
        return found or 0


@SQLITE
def test_a_file_goes_on_from_where_it_was(site, make_app, database_url, world, member):
    place = begin(member).json["address"]
    assert send(member, place, 0, CONTENT[:MIDDLE]).json["offset"] == MIDDLE
    # Another process, after a restart; the page was closed, and the same file chosen again.
    again = make_app({"WTF_CSRF_ENABLED": False}, DATABASE_URL=database_url)
    client = sign_in(again, world["applicant"])
    assert begin(client).json | {"csrf": ""} == {
        "address": place, "offset": MIDDLE, "size": len(CONTENT), "piece": None, "csrf": "",
        "page": "/dossiers/CC20-0001/pieces#bank_details",
    }  # fmt: skip
    assert "Envoi interrompu" in client.get("/dossiers/CC20-0001/pieces").text
    assert client.head(place).headers["Upload-Offset"] == str(MIDDLE)
    assert finish(client, place).status_code == 422
    assert send(client, place, MIDDLE, CONTENT[MIDDLE:]).json["offset"] == len(CONTENT)
    assert finish(client, place).json["piece"] == finish(client, place).json["piece"] == 1
    with again.app_context():
        assert storage.read(db.session.scalars(select(Piece.digest)).one()) == CONTENT
        assert list((storage.root() / "arriving").glob("*")) == []


@SQLITE
def test_another_file_of_the_same_name_is_another_sending(world, member):
    first = begin(member).json["address"]
    assert begin(member).json["address"] == first
    assert begin(member, mark="other").json["address"] != first


@SQLITE
@pytest.mark.parametrize("offset", ["0", "1", str(len(CONTENT)), "-1", "x", "9" * 30])
def test_a_part_at_a_wrong_place_is_refused_with_the_true_one(world, member, offset):
    place = begin(member).json["address"]
    send(member, place, 0, CONTENT[:MIDDLE])
    answer = send(member, place, offset, b"autre chose")
    assert (answer.status_code, answer.json["offset"]) == (409, MIDDLE)
    send(member, place, MIDDLE, CONTENT[MIDDLE:])
    assert finish(member, place).json["piece"]


@SQLITE
def test_nothing_is_written_past_the_size_that_was_said(site, world, member):
    place = begin(member).json["address"]
    assert send(member, place, 0, CONTENT + b"de trop").json["offset"] == len(CONTENT)
    assert finish(member, place).json["piece"]
    with site.app_context():
        assert storage.read(db.session.scalars(select(Piece.digest)).one()) == CONTENT


@SQLITE
def test_a_part_that_breaks_leaves_what_had_come(site, world, member):
    class Cut(io.BytesIO):
        def read(self, size=-1):
            return super().read(1000) or self.fail()

        def fail(self):
            raise OSError("the network is cut")

    token = begin(member).json["address"].rsplit("/", 1)[1]
    with site.app_context():
        with pytest.raises(OSError, match="cut"):
            parts.append(token, 0, Cut(CONTENT[:3000]), size=len(CONTENT))
        assert parts.length(token) == 3000


@SQLITE
def test_two_windows_never_mix_their_bytes(site, world, member):
    place = begin(member).json["address"]
    token, wait = place.rsplit("/", 1)[1], Barrier(4)

    def push(_):
        with site.app_context():
            wait.wait()
            return parts.append(token, 0, io.BytesIO(CONTENT), size=len(CONTENT))

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(push, range(4)))
    with site.app_context():
        assert parts.place(token).read_bytes() == CONTENT[: parts.length(token)]


@SQLITE
def test_an_upload_is_its_persons_alone(site, world, member):
    place = begin(member).json["address"]
    for name in ("representative", "instructor", "outsider"):
        other = sign_in(site, world[name])
        assert other.get(place, headers=JSON).status_code in (403, 404)
        assert send(other, place, 0, CONTENT).status_code in (403, 404)
        assert finish(other, place).status_code in (403, 404)
        assert other.delete(place, headers=JSON).status_code in (403, 404)
    assert begin(sign_in(site, world["instructor"])).status_code == 403
    assert site.test_client().post(START, headers=JSON).status_code in (302, 401)
    assert member.get(place.replace("bank_details", "statutes"), headers=JSON).status_code == 404


@SQLITE
def test_without_its_token_a_part_is_refused(make_app, database_url, world):
    app = make_app(DATABASE_URL=database_url)
    client = sign_in(app, world["applicant"])
    assert begin(client).status_code in (400, 422)
    assert count(app, Upload) == 0


@SQLITE
@pytest.mark.parametrize(("size", "said"), [(0, "est vide"), (11 * 1024 * 1024, "dépasse 10 Mo"), (-5, "est vide")])
def test_the_limit_of_the_call_is_said_before_anything_travels(world, member, size, said):
    answer = member.post(START, data={"name": "rib.pdf", "size": size, "mark": ""}, headers=JSON)
    assert (answer.status_code, said in answer.json["detail"]) == (422, True)


@SQLITE
def test_one_person_does_not_fill_the_disk(site, world, member, monkeypatch):
    monkeypatch.setattr(uploads, "MOST_AT_ONCE", 2 * len(CONTENT))
    places = [begin(member, mark=str(rank)) for rank in range(3)]
    assert [each.status_code for each in places] == [201, 201, 422]
    assert "envois en cours" in places[2].json["detail"]
    assert member.delete(places[0].json["address"], headers=JSON).status_code == 204
    assert begin(member, mark="4").status_code == 201


def test_finished_by_two_at_once_it_is_one_piece(site, world, member):
    place = begin(member).json["address"]
    send(member, place, 0, CONTENT)
    wait = Barrier(2)

    def press(_):
        client = sign_in(site, world["applicant"])
        wait.wait()
        return finish(client, place).json["piece"]

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(press, range(2))) == [1, 1]
    assert count(site, Piece) == 1


def test_the_same_content_given_by_many_at_once_is_stored_once(site, world):
    with site.app_context():
        numbers = ["CC20-0001"]
        for rank in range(2, 6):
            world.organisation_id = add_organisation(f"Les Autres {rank}", world["applicant"], world["representative"])
            numbers.append(db.session.get_one(Application, add_file(world, rank=rank)).number)
        db.session.remove()
    wait = Barrier(len(numbers))

    def give(number):
        client = sign_in(site, world["applicant"])
        wait.wait()
        data = {"bank_details-content": (io.BytesIO(CONTENT), "rib.pdf")}
        return client.post(f"/dossiers/{number}/pieces/bank_details", data=data).status_code

    with ThreadPoolExecutor(len(numbers)) as pool:
        assert list(pool.map(give, numbers)) == [303] * len(numbers)
    assert (count(site, Piece), count(site, StoredFile)) == (len(numbers), 1)
    with site.app_context():
        assert len([path for path in storage.root().rglob("*") if path.is_file()]) == 1


@SQLITE
class TestDeadline:
    """The instant that counts is when the whole of the file was here."""

    @pytest.fixture
    def closes_at(self, site, world):
        with site.app_context():
            found = db.session.scalars(select(Application)).one().closes_at
            db.session.remove()
            return found

    def test_begun_before_and_whole_after_it_is_refused_kept_and_told(self, site, world, member, closes_at):
        second = timedelta(seconds=1)
        with clock.stopped_at(closes_at - second):
            place = begin(member).json["address"]
            send(member, place, 0, CONTENT[:MIDDLE])
        with clock.stopped_at(closes_at):
            send(member, place, MIDDLE, CONTENT[MIDDLE:])
            answer = finish(member, place)
        assert answer.status_code == 422
        assert "date limite est passée" in answer.json["detail"]
        assert count(site, Piece) == 0
        with site.app_context():
            assert parts.length(place.rsplit("/", 1)[1]) == len(CONTENT)

    def test_whole_before_it_is_joined_even_if_that_is_said_after(self, site, world, member, closes_at):
        with clock.stopped_at(closes_at - timedelta(seconds=1)):
            place = begin(member).json["address"]
            send(member, place, 0, CONTENT)
        with clock.stopped_at(closes_at + timedelta(minutes=5)):
            assert finish(member, place).json["piece"]

    def test_what_was_kept_is_joined_when_the_deadline_is_put_off(self, site, world, member, closes_at):
        with clock.stopped_at(closes_at + timedelta(seconds=1)):
            place = begin(member).json["address"]
            send(member, place, 0, CONTENT)
            assert finish(member, place).status_code == 422
        with site.app_context():
            round = db.session.scalars(select(Round)).one()
            later = (closes_at + timedelta(days=1)).isoformat()
            round.stages = [*round.stages[:-1], round.stages[-1] | {"closes_at": later}]
            db.session.commit()
            db.session.remove()
        with clock.stopped_at(closes_at + timedelta(hours=1)):
            assert finish(member, place).json["piece"]

    def test_the_plain_form_obeys_the_same_second(self, site, world, member, closes_at):
        address = START.removesuffix("/envois")
        for moment, status in ((closes_at, 422), (closes_at - timedelta(seconds=1), 303)):
            with clock.stopped_at(moment):
                data = {"bank_details-content": (io.BytesIO(CONTENT), "rib.pdf")}
                assert member.post(address, data=data).status_code == status

    def test_a_file_handed_in_meanwhile_is_not_touched(self, site, world, member):
        place = begin(member).json["address"]
        send(member, place, 0, CONTENT)
        with site.app_context():
            fill(world["applicant"], 1)
            before = db.session.scalar(select(func.count()).select_from(Piece))
            applications.submit(world["representative"], 1, version=version_of(Application, 1))
            db.session.remove()
        assert finish(member, place).status_code in (403, 422)
        assert count(site, Piece) == before


@SQLITE
def test_what_nobody_finished_for_a_day_is_forgotten(site, world, member):
    now = clock.now()
    with clock.stopped_at(now - timedelta(hours=30)):
        old = begin(member, mark="old").json["address"]
        moving = begin(member, mark="moving").json["address"]
    send(member, moving, 0, CONTENT[:MIDDLE])
    recent = begin(member, mark="recent").json["address"]
    with site.app_context():
        assert uploads.purge() == 1
    assert [member.get(each, headers=JSON).status_code for each in (old, moving, recent)] == [404, 200, 200]


@SQLITE
def test_too_many_files_are_refused_on_the_page_itself(site, world, member):
    """A piece that takes one file replaces it; one that takes several says when it is full."""
    address = START.removesuffix("/envois")
    for line in ("un", "deux"):
        data = {"bank_details-content": (io.BytesIO(documents.paper(line)), "rib.pdf")}
        assert member.post(address, data=data).status_code == 303
    page = member.get("/dossiers/CC20-0001/pieces").text
    assert "Une version précédente" in page
    with site.app_context():
        assert db.session.scalar(select(func.count()).where(Piece.replaced_at.is_(None))) == 1
