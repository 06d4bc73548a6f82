"""People who award at the same instant: what fits is awarded, the others read a clear refusal."""

from threading import Barrier, Thread

from grants.database import db
from grants.models import Envelope
from grants.services import rulings
from tests.support.money import EUROS
from tests.world import add_file, add_world, envelope
from workflows.errors import Refused

PEOPLE = 8


def test_eight_awards_at_once_never_overspend_and_no_lock_error_is_seen(app):
    with app.app_context():
        world = add_world(is_open=False)
        envelope(world, "d49").amount = EUROS(60_000)
        db.session.commit()
        files = [add_file(world, "recommended", rank=rank) for rank in range(1, PEOPLE + 1)]
    start, answers = Barrier(PEOPLE), []

    def award(file_id: int) -> None:
        with app.app_context():
            start.wait()
            try:
                rulings.award(world["authority"], file_id, version=1, amount=EUROS(18_000))
                answers.append("awarded")
            except Refused as refused:
                answers.append(refused.reasons[0])
            except Exception as error:  # whatever else a person would have seen
                answers.append(repr(error))

    threads = [Thread(target=award, args=[each]) for each in files]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert answers.count("awarded") == 3
    assert all(each.startswith("Il reste 6") for each in answers if each != "awarded"), answers
    with app.app_context():
        assert db.session.get_one(Envelope, world.envelopes["d49"]).charged == EUROS(54_000)
