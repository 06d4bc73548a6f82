"""Several people, several windows, one piece."""

import io
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from grants import storage
from grants.database import db
from grants.models import Application, Piece, StoredFile
from tests.support.web import sign_in
from tests.views.uploads.steps import CONTENT, begin, count, finish, send
from tests.world import add_file, add_organisation


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
