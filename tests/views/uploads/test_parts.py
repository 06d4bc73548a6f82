"""Parts of a file follow each other, whatever happens on the way."""

import io
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import select

from grants import storage
from grants.arriving import parts
from grants.database import db
from grants.models import Piece, Upload
from tests.support.web import sign_in
from tests.views.uploads.steps import CONTENT, JSON, MIDDLE, SQLITE, START, begin, count, finish, send


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
