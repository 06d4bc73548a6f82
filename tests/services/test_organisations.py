"""Organisations through their services: numbers, people, account; each act journalled, the notices ready to leave."""

import pytest
from sqlalchemy import select

from grants import directories
from grants.database import db
from grants.models import (
    Appointment,
    BankAccount,
    InboxItem,
    Invitation,
    Joining,
    JournalEntry,
    MemberRole,
    Membership,
    Organisation,
    OrganisationName,
    OutboxItem,
    User,
)
from grants.services import invitations, joinings, memberships, organisations
from grants.values import clock
from notifications.relay import relay
from tests.world import add_organisation, add_world, version_of
from workflows.errors import NotAllowed, Refused, Stale
from workflows.roles import Role

SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
KNOWN, OTHER = "00090001900019", "00090002700012"
ACCOUNT = {"iban": "FR7630006000011234567890189", "holder": "L"}
IBAN, IBAN_2 = "FR7630006000011234567890189", "FR1420041010050500013M02606"


@pytest.fixture
def world(app):
    with app.app_context():
        yield add_world()


def seen(world) -> dict:
    return {"version": version_of(Organisation, world.organisation_id)}


def seat(world, name) -> Membership | None:
    db.session.rollback()
    here = select(Membership).filter_by(user_id=world[name], organisation_id=world.organisation_id, ended_at=None)
    return db.session.scalar(here)


def told(act) -> set[str]:
    """Who has read of this act at their counter, once the relay has passed; every mail could be written."""
    relay(lambda email: None)
    assert db.session.scalars(select(OutboxItem.act).filter_by(done_at=None)).all() == []
    here = select(User.email).join(InboxItem).join(OutboxItem, OutboxItem.id == InboxItem.outbox_item_id)
    return {email.partition("@")[0] for email in db.session.scalars(here.where(OutboxItem.act == act))}


def acts(world) -> list[str]:
    stream = f"organisation:{world.organisation_id}"
    return list(db.session.scalars(select(JournalEntry.act).filter_by(stream=stream).order_by(JournalEntry.seq)))


@SQLITE
def test_what_the_directory_knows_is_noted(world):
    made = organisations.create(world["outsider"], name="Lanternes", siret=KNOWN, answer=directories.ask(KNOWN))
    found = db.session.get_one(Organisation, made)
    assert found.verified_at is not None
    assert {each.name for each in found.names} == {"Lanternes", "Les Lanternes de Sainte-Brume"}


@SQLITE
def test_a_silent_directory_is_asked_again_by_the_clock(app, world):
    class Down:
        def find(self, number):
            raise OSError

    app.extensions["directory"] = Down()
    made = organisations.create(world["outsider"], name="Lanternes", siret=KNOWN, answer=directories.ask(KNOWN))
    assert db.session.get_one(Organisation, made).looked_up_at is None
    assert organisations.verify_waiting() == 0
    del app.extensions["directory"]
    assert organisations.verify_waiting() == 1
    assert db.session.get_one(Organisation, made).verified_at is not None
    assert organisations.verify_waiting() == 0


@SQLITE
def test_a_number_given_later_is_checked_and_is_unique(world):
    common = {"name": "Les Passerelles du Layon", "legal_nature": "association_1901"}
    organisations.edit(
        world["representative"], world.organisation_id, siret="000 900 027 00012", **common, **seen(world)
    )
    assert db.session.get_one(Organisation, world.organisation_id).siret == OTHER
    assert db.session.get_one(Organisation, world.organisation_id).verified_at is not None
    with pytest.raises(Refused, match="déjà une fiche"):
        organisations.create(world["outsider"], name="Copie", siret=OTHER)
    with pytest.raises(NotAllowed):
        organisations.edit(world["applicant"], world.organisation_id, **common, **seen(world))
    assert told("organisation.edit") == {"applicant", "representative"}


@SQLITE
def test_a_new_name_keeps_the_old_one_and_finds_the_files(world):
    from tests.world import add_file

    file_id = add_file(world)
    organisations.edit(world["representative"], world.organisation_id, name="Les Aqueducs", legal_nature="foundation",
                       **seen(world))  # fmt: skip
    assert "Les Aqueducs" in db.session.scalars(select(OrganisationName.name)).all()
    words = db.session.execute(db.text("SELECT word FROM search_word WHERE application_id = :id"), {"id": file_id})
    assert "aqueduc" in {row.word for row in words}


@SQLITE
def test_an_agent_of_the_file_may_ask_the_directory_and_another_may_not(world):
    from tests.world import add_file

    db.session.get_one(Organisation, world.organisation_id).siret = KNOWN
    db.session.commit()
    with pytest.raises(NotAllowed):
        organisations.verify(world["instructor"], world.organisation_id)
    add_file(world, "submitted", department="49")
    organisations.verify(world["instructor"], world.organisation_id)
    elsewhere = User(email="85@guichet.example", name="Ailleurs", created_at=clock.now())
    elsewhere.appointments = [Appointment(role=Role.INSTRUCTOR, department="85")]
    db.session.add(elsewhere)
    db.session.commit()
    with pytest.raises(NotAllowed):
        organisations.verify(elsewhere.id, world.organisation_id)


def test_an_invitation_serves_once_and_only_its_own_address(world):
    sent = invitations.send(
        world["representative"], world.organisation_id, email="OUTSIDER@guichet.example ", role="editor", **seen(world)
    )
    with pytest.raises(Refused, match="attend déjà"):
        invitations.send(world["representative"], world.organisation_id, email="outsider@guichet.example",
                         role="editor", **seen(world))  # fmt: skip
    with pytest.raises(NotAllowed):
        invitations.accept(world["auditor"], sent)
    invitations.accept(world["outsider"], sent)
    assert seat(world, "outsider").role is MemberRole.EDITOR
    with pytest.raises(Refused, match="plus valable"):
        invitations.accept(world["outsider"], sent)
    assert told("invitation.send") == {"outsider"}
    assert told("invitation.accept") == {"representative"}


@SQLITE
def test_who_has_no_account_gets_the_link_by_mail(world):
    sent = invitations.send(world["representative"], world.organisation_id, email="nouvelle@exemple.fr",
                            role="representative", **seen(world))  # fmt: skip
    mails = []
    relay(mails.append)
    assert [mail["To"] for mail in mails] == ["nouvelle@exemple.fr"]
    link = next(word for word in mails[0].get_body(("plain",)).get_content().split() if "/invitations/" in word)
    assert invitations.opened(link.rpartition("/")[2]) == sent
    assert invitations.opened("forged") is None


@SQLITE
@pytest.mark.parametrize("why", ["late", "revoked"])
def test_an_invitation_that_is_over_opens_nothing(world, why):
    sent = invitations.send(world["representative"], world.organisation_id, email="outsider@guichet.example",
                            role="editor", **seen(world))  # fmt: skip
    if why == "late":
        db.session.get_one(Invitation, sent).expires_at = clock.now()
        db.session.commit()
    else:
        invitations.revoke(world["representative"], sent, **seen(world))
    with pytest.raises(Refused, match="plus valable"):
        invitations.accept(world["outsider"], sent)
    assert seat(world, "outsider") is None


@SQLITE
def test_a_request_is_answered_by_a_representative(world):
    asked = joinings.ask(world["outsider"], world.organisation_id, said="Je suis la trésorière.")
    with pytest.raises(Refused, match="déjà partie"):
        joinings.ask(world["outsider"], world.organisation_id, said="Encore.")
    with pytest.raises(NotAllowed):
        joinings.accept(world["applicant"], asked, **seen(world))
    assert told("joining.ask") == {"representative"}
    joinings.accept(world["representative"], asked, **seen(world))
    assert seat(world, "outsider").role is MemberRole.EDITOR
    with pytest.raises(Refused, match="déjà répondu"):
        joinings.decline(world["representative"], asked, **seen(world))
    assert told("joining.accept") == {"outsider"}
    again = joinings.ask(world["auditor"], world.organisation_id, said="")
    joinings.decline(world["representative"], again, **seen(world))
    assert db.session.get_one(Joining, again).is_accepted is False
    assert told("joining.decline") == {"auditor"}


@SQLITE
def test_the_last_representative_hands_over_before_leaving(world):
    mine = seat(world, "representative").id
    with pytest.raises(Refused, match="passez d’abord la main"):
        memberships.leave(world["representative"], world.organisation_id, **seen(world))
    with pytest.raises(Refused, match="passez d’abord la main"):
        memberships.change_role(world["representative"], mine, role="editor", **seen(world))
    theirs = seat(world, "applicant").id
    memberships.hand_over(world["representative"], world.organisation_id, membership_id=theirs, **seen(world))
    assert seat(world, "applicant").role is MemberRole.REPRESENTATIVE
    assert seat(world, "representative").role is MemberRole.EDITOR
    memberships.leave(world["representative"], world.organisation_id, **seen(world))
    assert seat(world, "representative") is None
    assert told("membership.hand_over") >= {"applicant"}
    assert told("membership.leave") == {"applicant"}
    assert acts(world)[-2:] == ["membership.hand_over", "membership.leave"]


@SQLITE
def test_a_member_is_promoted_then_removed_and_an_old_page_is_stale(world):
    theirs, old = seat(world, "applicant").id, seen(world)
    memberships.change_role(world["representative"], theirs, role="representative", **old)
    with pytest.raises(Stale):
        memberships.remove(world["representative"], theirs, **old)
    memberships.remove(world["representative"], theirs, **seen(world))
    assert seat(world, "applicant") is None
    with pytest.raises(NotAllowed):
        memberships.leave(world["applicant"], world.organisation_id, **seen(world))
    assert told("membership.change_role") == told("membership.remove") == {"applicant"}


@SQLITE
def test_nobody_hands_over_to_another_organisation(world):
    add_organisation("Les Autres", world["outsider"], world["auditor"])
    theirs = db.session.scalars(select(Membership.id).filter_by(user_id=world["outsider"])).one()
    with pytest.raises(NotAllowed):
        memberships.hand_over(world["representative"], world.organisation_id, membership_id=theirs, **seen(world))


@SQLITE
def test_the_account_before_stays_in_the_history_and_members_are_told(world):
    representative = world["representative"]
    with pytest.raises(NotAllowed):
        organisations.change_bank_details(
            world["applicant"], world.organisation_id, iban=IBAN, holder="L", **seen(world)
        )
    for iban in (IBAN, IBAN_2):
        organisations.change_bank_details(representative, world.organisation_id, iban=iban, holder="L", **seen(world))
    with pytest.raises(Refused, match="déjà le compte"):
        organisations.change_bank_details(representative, world.organisation_id, iban=IBAN_2, holder="L", **seen(world))
    kept = db.session.execute(select(BankAccount.iban, BankAccount.ended_at).order_by(BankAccount.id)).all()
    assert [(row.iban, row.ended_at is None) for row in kept] == [(IBAN, False), (IBAN_2, True)]
    assert db.session.get_one(Organisation, world.organisation_id).iban == IBAN_2
    assert told("organisation.change_bank_details") == {"applicant", "representative"}
    data = [
        entry.data
        for entry in db.session.scalars(select(JournalEntry).filter_by(act="organisation.change_bank_details"))
    ]
    assert not any(IBAN in str(each) or IBAN_2 in str(each) for each in data)


@SQLITE
def test_who_pays_is_told_when_a_payment_is_on_its_way(world):
    from tests.support import money

    file_id = money.awarded(world, 5_000, rank=51)
    payment = money.planned(money.notified(world, file_id))[0]
    payment.state = "ordered"
    db.session.commit()
    organisations.change_bank_details(
        world["representative"], world.organisation_id, iban=IBAN, holder="L", **seen(world)
    )
    assert told("organisation.change_bank_details") == {"applicant", "representative", "grant_manager"}
    here = select(JournalEntry.act).filter_by(stream=f"application:{file_id}")
    assert "organisation.change_bank_details" in db.session.scalars(here).all()
