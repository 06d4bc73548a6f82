"""A world for storms of awards: many files recommended on one envelope, each seen by the person who will award it."""

from sqlalchemy import select

from grants.database import db
from grants.models import Application, Charge, Envelope, Ruling
from grants.services import rulings
from grants.values.money import Money
from tests.world import World, add_file, add_world, envelope
from workflows.errors import Refused

EACH = Money.of(18_000)


def add_storm(files: int, fitting: int) -> tuple[World, list[tuple[int, int]]]:
    """The envelope of department 49 holds `fitting` awards and a bit more; (file id, version seen) of each file."""
    world = add_world(is_open=False)
    ids = [add_file(world, "recommended", rank=rank) for rank in range(1, files + 1)]
    envelope(world, "d49").amount = Money(EACH.cents * fitting + 999)
    db.session.commit()
    seen = db.session.execute(select(Application.id, Application.version).where(Application.id.in_(ids)))
    return world, [(id, version) for id, version in seen]


def award(actor_id: int, file_id: int, version: int) -> str:
    """What the person reads: "awarded", the sentence of a refusal, or the name of an error that nobody should see."""
    try:
        rulings.award(actor_id, file_id, version=version, amount=EACH)
    except Refused as refusal:
        return str(refusal)
    except Exception as error:  # the storm's very question: which ones come out
        return f"ERROR {type(error).__name__}: {error}"
    finally:
        db.session.remove()
    return "awarded"


def must_be_exact(world: World, answers: list[str], fitting: int) -> None:
    """As many awards as fit, a clear sentence for each of the others, and rows that say the same."""
    errors = [answer for answer in answers if answer.startswith("ERROR")]
    assert errors == []
    assert answers.count("awarded") == fitting
    refused = [answer for answer in answers if answer != "awarded"]
    assert all(answer.startswith("Il reste") and "n’y tiennent pas" in answer for answer in refused)
    found = db.session.get_one(Envelope, world.envelopes["d49"], populate_existing=True)
    charges = list(db.session.scalars(select(Charge).filter_by(envelope_id=found.id, released_at=None)))
    assert found.charged == Money.total(each.amount for each in charges) == Money(EACH.cents * fitting)
    assert len(list(db.session.scalars(select(Ruling).filter_by(is_in_force=True)))) == fitting
    states = list(db.session.scalars(select(Application.state)))
    assert states.count("awarded") == fitting
    assert states.count("recommended") == len(answers) - fitting
