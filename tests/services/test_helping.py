"""Mandates and advisers through their services: what they open, what they never open, and how it ends."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from grants.database import db
from grants.models import (
    Accreditation,
    Adviser,
    Answer,
    Application,
    InboxItem,
    JournalEntry,
    Mandate,
    Membership,
    Organisation,
    OutboxItem,
    Remark,
    Snapshot,
    User,
)
from grants.policies.held import holding
from grants.policies.roles import roles_on
from grants.services import accreditations, advisers, applications, mandates, pieces, remarks
from grants.values import clock
from notifications.relay import relay
from tests.support.answers import fill
from tests.support.helping import accredit, mandated, propose, reading, revoke, seen
from tests.support.instruction import add_person
from tests.world import add_file, add_organisation, add_world, version_of
from workflows.errors import NotAllowed, Refused
from workflows.roles import Role

SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def world(app):
    with app.app_context():
        yield add_world()


@pytest.fixture
def file_id(world):
    return applications.start(world["applicant"], world.round_id, organisation_id=world.organisation_id)


def held(world, name, file_id):
    """The roles on the file, found one by one and in SQL alike."""
    db.session.rollback()
    user, file = db.session.get_one(User, world[name]), db.session.get_one(Application, file_id)
    found = roles_on(user, file)
    for role in (Role.HELPER, Role.ADVISER):
        here = select(Application.id).where(Application.id == file_id, holding(user, role))
        assert (db.session.scalar(here) is not None) is (role in found)
    return found


def write(world, name, file_id, section="request", **values):
    return applications.edit(world[name], file_id, section, version=0, values=values or {"project_title": "Un jardin"})


def told(act):
    relay(lambda email: None)
    assert db.session.scalars(select(OutboxItem.act).filter_by(done_at=None)).all() == []
    here = select(User.email).join(InboxItem).join(OutboxItem, OutboxItem.id == InboxItem.outbox_item_id)
    return {email.partition("@")[0] for email in db.session.scalars(here.where(OutboxItem.act == act))}


def test_a_mandate_opens_one_file_to_its_helper_and_nothing_else(world, file_id):
    other_id = add_file(world, "draft", rank=90)
    accredit(world)
    made = propose(world, db.session.get_one(Application, file_id).number)
    assert held(world, "helper", file_id) == frozenset()
    assert told("mandate.propose") == {"representative"}
    mandates.accept(world["representative"], made, **seen(world))
    assert held(world, "helper", file_id) == {Role.HELPER}
    assert held(world, "helper", other_id) == frozenset()
    assert told("mandate.accept") == {"helper"}
    write(world, "helper", file_id)
    entry = db.session.scalars(select(JournalEntry).filter_by(act="application.edit")).one()
    assert entry.data["on_behalf_of"] == "Les Passerelles du Layon"


@SQLITE
def test_a_mandate_on_an_organisation_opens_all_its_files(world, file_id):
    db.session.execute(update(Organisation).values(rna="W443000123"))
    db.session.commit()
    accredit(world)
    made = propose(world, "W443000123")
    mandates.accept(world["representative"], made, **seen(world))
    assert held(world, "helper", file_id) == {Role.HELPER}
    assert held(world, "helper", add_file(world, "draft", rank=90)) == {Role.HELPER}
    begun = applications.start(world["helper"], world.round_id, organisation_id=world.organisation_id)
    entry = db.session.scalars(select(JournalEntry).filter_by(act="application.start", actor_id=world["helper"])).one()
    assert entry.data["on_behalf_of"] == "Les Passerelles du Layon"
    assert held(world, "helper", begun) == {Role.HELPER}
    world.organisation_id = add_organisation("Une autre", world["outsider"], world["communication"])
    assert held(world, "helper", add_file(world, "draft", rank=91)) == frozenset()
    with pytest.raises(NotAllowed):
        applications.start(world["helper"], world.round_id, organisation_id=world.organisation_id)
    assert told("mandate.propose") == {"representative"}


@SQLITE
@pytest.mark.parametrize("how", ["mandate", "accreditation", "account", "day", "refused"])
def test_whoever_loses_the_mandate_loses_all_at_once(world, file_id, how):
    made = mandated(world, file_id)
    if how == "mandate":
        mandates.end(world["representative"], made, **seen(world))
        assert told("mandate.end") == {"helper", "representative"}
    elif how == "accreditation":
        granted = db.session.scalars(select(Accreditation.id)).one()
        accreditations.end(world["administrator"], granted, version=version_of(Accreditation, granted))
        assert told("accreditation.end") == {"helper"}
    elif how == "account":
        db.session.execute(update(User).where(User.id == world["helper"]).values(is_enabled=False))
    elif how == "day":
        yesterday = clock.today() - timedelta(days=1)
        db.session.execute(update(Mandate).values(begins_on=yesterday, ends_on=yesterday))
    else:
        db.session.execute(update(Mandate).values(is_accepted=False))
    db.session.commit()
    assert held(world, "helper", file_id) == frozenset()
    with pytest.raises(NotAllowed):
        write(world, "helper", file_id)


@SQLITE
def test_only_the_accredited_propose_and_only_a_representative_answers(world, file_id):
    number = db.session.get_one(Application, file_id).number
    with pytest.raises(NotAllowed):
        propose(world, number, "outsider")
    with pytest.raises(NotAllowed):
        accreditations.grant(world["instructor"], who="outsider@guichet.example", house="x", reference="y")
    with pytest.raises(Refused):  # of the administration already
        accreditations.grant(world["administrator"], who="instructor@guichet.example", house="x", reference="y")
    accredit(world)
    made = propose(world, number)
    for name in ("helper", "applicant", "outsider", "administrator"):
        with pytest.raises(NotAllowed):
            mandates.accept(world[name], made, **seen(world))
    with pytest.raises(Refused):
        propose(world, number)  # once is enough
    with pytest.raises(Refused):
        propose(world, "CC-9999")
    mandates.decline(world["representative"], made, **seen(world))
    assert held(world, "helper", file_id) == frozenset()
    assert told("mandate.decline") == {"helper"}


def submit(world, name, file_id):
    return applications.submit(world[name], file_id, version=version_of(Application, file_id))


@SQLITE
@pytest.mark.parametrize(("asks", "allows"), [(False, False), (True, False), (False, True), (True, True)])
def test_a_helper_hands_in_only_when_it_was_asked_and_said(world, file_id, asks, allows):
    fill(world["applicant"], file_id)
    mandated(world, file_id, asks_submit=asks, allows_submit=allows)
    if not (asks and allows):
        with pytest.raises(Refused):
            submit(world, "helper", file_id)
        return
    submit(world, "helper", file_id)
    snapshot = db.session.scalars(select(Snapshot)).one()
    assert snapshot.content["signature"]["by"] == "mandate"
    entry = db.session.scalars(select(JournalEntry).filter_by(act="application.submit")).one()
    assert (entry.actor_id, entry.data["on_behalf_of"]) == (world["helper"], "Les Passerelles du Layon")


@SQLITE
def test_a_helper_neither_gives_up_nor_writes_bank_details_nor_takes_from_other_files(world, file_id):
    mandated(world, file_id)
    seen_file = {"version": version_of(Application, file_id)}
    for act in (applications.discard, applications.withdraw):
        with pytest.raises(NotAllowed):
            act(world["helper"], file_id, **seen_file)
    with pytest.raises(NotAllowed):
        applications.start_from(world["helper"], file_id, earlier_id=add_file(world, "draft", rank=90))
    with pytest.raises(NotAllowed):
        pieces.reuse(world["helper"], file_id, "bank_details", piece_id=1)
    write(world, "helper", file_id, "organisation", iban="FR7630006000011234567890189", legal_name="Les Passerelles")
    assert db.session.scalars(select(Answer.values)).all() == [{"legal_name": "Les Passerelles"}]


def test_an_adviser_reads_and_says_and_does_nothing_else(world, file_id):
    reading(world, file_id)
    assert held(world, "reader", file_id) == {Role.ADVISER}
    assert told("adviser.invite") == {"reader"}
    assert told("adviser.accept") == {"applicant"}
    remarks.write(world["reader"], file_id, section_key="request", body="Dites combien de personnes.")
    remarks.write(world["applicant"], file_id, section_key="request", body="C’est fait.")
    assert told("remark.write") == {"applicant", "representative", "reader"}
    journal = db.session.scalars(select(JournalEntry.act)).all()
    assert not [act for act in journal if act.startswith("remark")]
    with pytest.raises(NotAllowed):
        write(world, "reader", file_id)
    with pytest.raises(NotAllowed):
        submit(world, "reader", file_id)
    for name in ("instructor", "outsider", "auditor"):
        with pytest.raises(NotAllowed):
            remarks.write(world[name], file_id, section_key="request", body="x")


@SQLITE
@pytest.mark.parametrize("how", ["revoked", "day", "deposit", "discarded"])
def test_an_invitation_ends(world, file_id, how):
    fill(world["applicant"], file_id)
    made = reading(world, file_id)
    if how == "revoked":
        revoke(world, made)
        assert told("adviser.revoke") == {"reader"}
    elif how == "day":
        db.session.execute(update(Adviser).values(ends_on=clock.today() - timedelta(days=1)))
        db.session.commit()
    elif how == "deposit":
        submit(world, "representative", file_id)
    else:
        applications.discard(world["applicant"], file_id, version=version_of(Application, file_id))
    assert held(world, "reader", file_id) == frozenset()
    with pytest.raises((NotAllowed, Refused)):
        remarks.write(world["reader"], file_id, section_key="request", body="x")


@SQLITE
def test_an_invitation_serves_only_its_address_and_nobody_of_the_administration(world, file_id):
    made = reading(world, file_id)
    with pytest.raises(NotAllowed):
        advisers.accept(world["outsider"], made)
    seen_file = {"version": version_of(Application, file_id)}
    ends_on = clock.today() + timedelta(days=2)
    for address in ("reader@guichet.example", "representative@guichet.example"):
        with pytest.raises(Refused):
            advisers.invite(world["applicant"], file_id, email=address, ends_on=ends_on, **seen_file)
    staff = advisers.invite(
        world["applicant"], file_id, email="Instructor@guichet.example", ends_on=ends_on, **seen_file
    )
    with pytest.raises(Refused):
        advisers.accept(world["instructor"], staff)


@SQLITE
def test_what_was_said_goes_with_the_draft(world, file_id):
    reading(world, file_id)
    remarks.write(world["reader"], file_id, section_key="request", body="Trop vague.")
    applications.discard(world["applicant"], file_id, version=version_of(Application, file_id))
    db.session.execute(update(Application).values(discarded_at=clock.now() - timedelta(days=15)))
    db.session.commit()
    applications.erase(world["clock"], file_id)
    assert db.session.scalars(select(Remark)).all() == db.session.scalars(select(Adviser)).all() == []


@SQLITE
def test_members_of_an_accredited_body_help_while_they_are_of_it(world, file_id):
    person = add_person("federal")
    world.people["federal"] = person
    body = add_organisation("La Fédération", person, world["outsider"])
    db.session.get_one(Organisation, body).rna = "W443000999"
    db.session.commit()
    accreditations.grant(world["administrator"], who="W443000999", house="La Fédération", reference="DEC-1")
    assert told("accreditation.grant") == {"federal", "outsider"}
    made = propose(world, db.session.get_one(Application, file_id).number, "federal")
    mandates.accept(world["representative"], made, **seen(world))
    assert held(world, "federal", file_id) == {Role.HELPER}
    db.session.execute(update(Membership).where(Membership.user_id == person).values(ended_at=clock.now()))
    db.session.commit()
    assert held(world, "federal", file_id) == frozenset()
