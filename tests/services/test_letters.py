"""Letters signed by hand or electronically; decisions that leave only then; credits held for appeals."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from grants import storage
from grants.arriving import Arrived
from grants.database import db
from grants.examining.signatures import Signed
from grants.jobs.letters import render_waiting
from grants.models import Appeal, Application, CallDefinition, Delegation, Letter, Round, Scan
from grants.models.call import PARSED
from grants.services import appeals, letters, rounds, rulings
from grants.values import clock
from tests.support.money import EUROS, left, publish, seen
from tests.world import World, add_file, add_world
from workflows.errors import NotAllowed, Refused

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def world(app: Flask):
    """A call whose letters leave signed."""
    with app.app_context():
        made = add_world(is_open=False)
        definition = db.session.scalars(select(CallDefinition)).one()
        PARSED.pop(definition.digest, None)
        definition.content = definition.content | {"letters_signed": True}
        definition.digest = "5" * 64
        db.session.commit()
        yield made
        PARSED.pop("5" * 64, None)


def decided(world: World, count: int = 1) -> list[int]:
    files = [add_file(world, "recommended", rank=rank) for rank in range(1, count + 1)]
    for each in files:
        rulings.award(world["authority"], each, amount=EUROS(18_000), **seen(Application, each))
    round = db.session.get_one(Round, world.round_id)
    round.state, round.announced_at = "decided", clock.now() - timedelta(hours=1)
    db.session.commit()
    return files


def letter_of(file_id: int) -> Letter:
    db.session.rollback()
    wanted = select(Letter).filter_by(application_id=file_id, superseded_at=None).order_by(Letter.id.desc())
    return db.session.scalars(wanted.limit(1)).one()


def scan(text: str = "scan") -> Arrived:
    kept = storage.put(f"%PDF-1.7 {text}".encode())
    return Arrived("lettre.pdf", kept.digest, kept.size, "application/pdf", [], Scan.NONE)


def sign(world: World, file_id: int, by: str = "instructor", **more: object) -> None:
    letter = letter_of(file_id)
    given = {"signed_on": clock.today(), "is_confirmed": True, "document": scan(letter.reference)} | more
    letters.sign(world[by], letter.id, **seen(Letter, letter.id), **given)


def tell(world: World) -> None:
    rounds.publish(world["commissioner"], world.round_id, **seen(Round, world.round_id))


def test_nothing_leaves_before_every_letter_is_signed_and_the_page_says_which(world):
    first, second = decided(world, 2)
    sign(world, first)
    with pytest.raises(Refused, match=f"attendent leur signature : 1 .{letter_of(second).reference}"):
        tell(world)
    assert db.session.get_one(Application, first).released_at is None
    sign(world, second)
    tell(world)
    assert letter_of(second).released_at is not None
    assert letter_of(second).signature["way"] == "ink"


def test_a_promotion_after_the_publication_waits_for_its_signature(world):
    file_id = add_file(world, "reserve_recommended")
    rulings.reserve(world["authority"], file_id, rank=1, reason="x", **seen(Application, file_id))
    sign(world, file_id)
    db.session.get_one(Round, world.round_id).state = "published"
    publish(file_id)
    rulings.promote(world["authority"], file_id, amount=EUROS(18_000), **seen(Application, file_id))
    assert letter_of(file_id).released_at is None
    assert not db.session.get_one(Application, file_id).is_published
    sign(world, file_id)
    assert letter_of(file_id).released_at is not None
    assert db.session.get_one(Application, file_id).is_published


def test_a_signature_outside_the_delegation_is_refused(world):
    (file_id,) = decided(world)
    for day, said in ((1, "dans l’avenir"), (-1, "avant celle de la lettre")):
        with pytest.raises(Refused, match=said):
            sign(world, file_id, signed_on=clock.today() + timedelta(days=day))
    held = db.session.scalars(select(Delegation).filter_by(user_id=world["authority"])).one()
    held.valid_until = clock.today() - timedelta(days=1)
    db.session.commit()
    with pytest.raises(Refused, match="n’était pas en vigueur"):
        sign(world, file_id)


@pytest.mark.parametrize(
    ("signer", "is_verified", "is_confirmed", "passes"),
    [
        ("AUTHORITY Fictif", True, False, True),
        ("Somebody Else", True, False, False),
        ("Authority Fictif", False, False, False),
        ("Somebody Else", False, True, True),
    ],
)
def test_who_signed_is_proved_by_an_authority_or_confirmed_by_a_person(
    world, signer, is_verified, is_confirmed, passes
):
    (file_id,) = decided(world)
    seen_ = Signed(signer, "AC fictive", clock.now(), False, is_verified)
    if passes:
        sign(world, file_id, seen=seen_, is_confirmed=is_confirmed)
        assert letter_of(file_id).signature["signer"] == signer
        return
    with pytest.raises(Refused, match="Rien ne prouve qui a signé"):
        sign(world, file_id, seen=seen_, is_confirmed=is_confirmed)


def test_a_letter_that_left_changes_no_more_and_strangers_sign_nothing(world):
    (file_id,) = decided(world)
    with pytest.raises(NotAllowed):
        sign(world, file_id, by="applicant")
    sign(world, file_id)
    tell(world)
    with pytest.raises(Refused, match="déjà partie"):
        sign(world, file_id)


def test_a_letter_that_can_not_be_made_is_told_and_made_again_when_asked(world):
    bad, good = decided(world, 2)
    letter = letter_of(bad)
    letter.template_key = "inconnue"
    db.session.commit()
    render_waiting()
    assert (letter_of(bad).status, letter_of(good).status) == ("failed", "rendered")
    assert "mise en page a échoué" in letter_of(bad).failure
    letter = letter_of(bad)
    letter.template_key = "notification_attribution"
    db.session.commit()
    rounds.render_letters(world["instructor"], world.round_id, **seen(Round, world.round_id))
    render_waiting()
    assert letter_of(bad).status == "rendered"
    with pytest.raises(Refused, match="Aucune lettre"):
        rounds.render_letters(world["instructor"], world.round_id, **seen(Round, world.round_id))


def appealed(world: World) -> tuple[int, int]:
    file_id = add_file(world, "recommended")
    rulings.refuse(world["authority"], file_id, reason="besoin non démontré", **seen(Application, file_id))
    publish(file_id)
    return file_id, appeals.file(world["applicant"], file_id, grounds="Si.", **seen(Application, file_id))


def hold(world: World, appeal_id: int, euros: int = 18_000) -> None:
    given = {"envelope_id": world.envelopes["d49"], "amount": EUROS(euros)}
    appeals.hold(world["authority"], appeal_id, **given, **seen(Appeal, appeal_id))


def test_credits_held_for_an_appeal_serve_nobody_else(world):
    _, appeal_id = appealed(world)
    whole = left(world.envelopes["d49"])
    hold(world, appeal_id, 18_000)
    assert left(world.envelopes["d49"]) == whole - EUROS(18_000)
    rest = (whole - EUROS(18_000)).cents // 100
    other = add_file(world, "recommended", rank=2, requested_amount=EUROS(rest + 1))
    with pytest.raises(Refused, match="réservés pendant des recours"):
        rulings.award(world["prefect"], other, amount=EUROS(rest + 1), **seen(Application, other))


def test_a_rejected_appeal_gives_the_credits_back(world):
    _, appeal_id = appealed(world)
    whole = left(world.envelopes["d49"])
    hold(world, appeal_id)
    appeals.reject(world["authority"], appeal_id, answer="Non.", **seen(Appeal, appeal_id))
    assert left(world.envelopes["d49"]) == whole


def test_an_accepted_appeal_keeps_them_for_the_new_ruling(world):
    file_id, appeal_id = appealed(world)
    whole = left(world.envelopes["d49"])
    hold(world, appeal_id)
    appeals.accept(world["authority"], appeal_id, answer="Oui.", **seen(Appeal, appeal_id))
    assert left(world.envelopes["d49"]) == whole - EUROS(18_000)
    file = db.session.get_one(Application, file_id)
    file.state = "recommended"
    db.session.commit()
    rulings.award(world["prefect"], file_id, amount=EUROS(18_000), **seen(Application, file_id))
    assert left(world.envelopes["d49"]) == whole - EUROS(18_000)


def test_they_are_released_by_hand_too(world):
    _, appeal_id = appealed(world)
    whole = left(world.envelopes["d49"])
    hold(world, appeal_id)
    appeals.release(world["authority"], appeal_id, **seen(Appeal, appeal_id))
    assert left(world.envelopes["d49"]) == whole
    with pytest.raises(Refused, match="Aucun crédit"):
        appeals.release(world["authority"], appeal_id, **seen(Appeal, appeal_id))
