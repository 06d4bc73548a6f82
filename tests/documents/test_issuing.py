"""Letters issued from real rows: every act that has a letter finds its words."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from grants.database import db
from grants.documents.letters import pdf_of
from grants.models import Application, Letter, User
from grants.services import letters
from grants.services.command import Act, transaction
from grants.values import clock
from grants.values.money import Money
from tests import world as whole
from tests.documents.lived import add_lived_file
from tests.documents.test_letters import faults, pages_of
from tests.notifications.conftest import bare, small_url  # noqa: F401  # fixtures
from workflows.errors import Refused

HEARD = datetime(2022, 2, 1, 9, tzinfo=UTC)
GIVEN = {"application.hear": {
             "date_heure_audition": HEARD, "lieu_audition": "Préfecture", "duree_minutes": 15,
             "date_limite_reponse": date(2022, 1, 28),
         },
         "application.request_completion": {"demandes": [{"libelle": "Budget", "motif": "ligne 64 à revoir"}]},
         "agreement.terminate": {
             "motif_fin": "manquement", "motifs": [{"libelle": "aucun compte rendu"}], "observations_recues": True,
             "date_contradictoire": date(2022, 2, 1), "date_effet": date(2022, 3, 15), "montant_annule": Money(0),
         }}  # fmt: skip


def ask_without_saying_what(instructor_id, file_id):
    with transaction():
        act = Act(db.session.get_one(User, instructor_id), clock.now(), clock.now())
        file = db.session.get_one(Application, file_id)
        letters.write(act, "application.request_completion", file, file)


@pytest.fixture
def world(bare):  # noqa: F811
    return whole.add_world()


@pytest.fixture
def rows(world):
    return add_lived_file(world)


def subject_of(name, rows):
    noun = "amendment" if name == "agreement.amend" else name.partition(".")[0]
    return db.session.get_one(*rows[noun])


@pytest.mark.parametrize("small_url", ["sqlite"], indirect=True)
def test_every_act_with_a_letter_finds_its_words(world, rows):
    for name in [*letters.DEFAULTS, "agreement.draft"]:
        noun = name.partition(".")[0]
        given = GIVEN.get(name, {})
        if name == "label.withdraw":
            given = {"motifs": [{"libelle": "permanence fermée"}]}
        with transaction():
            actor = world["instructor" if noun in ("application", "opinion") else "authority"]
            act = Act(db.session.get_one(User, actor), clock.now(), clock.now())
            file = None if noun == "meeting" else db.session.get_one(*rows["application"])
            letters.write(act, name, subject_of(name, rows), file, **given)
    issued = db.session.scalars(select(Letter).order_by(Letter.id)).all()
    assert len({letter.reference for letter in issued}) == len(letters.DEFAULTS) + 1
    for letter in issued:
        pdf = pdf_of(letter)
        assert faults(pdf) == [], letter.act
        assert letter.reference in pages_of(pdf)[0]
    waiting = {letter.act for letter in issued if letter.released_at is None}
    assert waiting == {"ruling.award", "ruling.promote", "ruling.reserve", "ruling.refuse", "ruling.take_no_action",
                       "label.grant"}  # fmt: skip


def test_a_letter_that_lacks_its_reasons_stops_the_act(world):
    file_id = whole.add_file(world, "submitted")
    with pytest.raises(Refused, match="demandes"):
        ask_without_saying_what(world["instructor"], file_id)
    assert db.session.scalar(select(Letter.id)) is None


def test_at_the_publication_what_waited_may_be_read(world, rows):
    act = Act(db.session.get_one(User, world["authority"]), clock.now(), clock.now())
    with transaction():
        file = db.session.get_one(*rows["application"])
        letters.write(act, "ruling.award", db.session.get_one(*rows["ruling"]), file)
    with transaction():
        letters.release(act, db.session.get_one(*rows["application"]))
        letters.supersede(act, db.session.get_one(*rows["application"]), "ruling.award")
    letter = db.session.scalars(select(Letter)).one()
    assert letter.released_at
    assert letter.superseded_at
