"""An expert answers by the link of a mail: the page shows what the question needs, and nothing else answers to it."""

import re
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from grants.database import db
from grants.models import Application, JournalEntry, Opinion, OpinionReply, OutboxItem, Piece, Recusal
from grants.queries import opinion_links as links
from grants.services import opinions
from grants.values import clock
from notifications.relay import relay
from tests.support.instruction import add_complete_file, add_person
from tests.support.web import sign_in
from tests.world import World, add_world, version_of
from workflows.errors import Refused

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
EMAIL = "expert@mairie.example"
RIGHT = {"answer": "favourable", "reason": ""}


@pytest.fixture
def site(app: Flask):
    app.config["WTF_CSRF_ENABLED"] = False
    return app


@pytest.fixture
def world(site: Flask):
    with site.app_context():
        yield add_world(is_open=False)


def ask(world: World, file_id: int, *, email: str = EMAIL, days: int = 5, **more: object) -> int:
    return opinions.ask(
        world["instructor"], file_id, version=version_of(Application, file_id), service="mairie", email=email,
        service_label="Mairie de Cholet", question="Ce projet est-il utile à la ville ?",
        due_on=clock.today() + timedelta(days=days), **more,
    )  # fmt: skip


def token_of(opinion_id: int) -> str:
    db.session.rollback()
    return links.token_of(db.session.get_one(Opinion, opinion_id))


def page(site: Flask, token: str, rest: str = ""):
    db.session.remove()
    return site.test_client().get(f"/avis/{token}{rest}")


def plain(answer) -> str:
    """The text of a page, with plain spaces."""
    return answer.text.replace("\u202f", " ").replace("\xa0", " ").replace("&#39;", "’")


def answer(site: Flask, opinion_id: int, token: str, **typed: str):
    version = version_of(Opinion, opinion_id)
    db.session.remove()
    return site.test_client().post(f"/avis/{token}", data={"version": str(version)} | typed)


def test_the_mail_carries_the_link_and_the_database_its_digest_alone(site: Flask, world: World) -> None:
    opinion_id, sent = ask(world, add_complete_file(world, "under_review")), []
    token = token_of(opinion_id)
    relay(sent.append)
    mails = [each for each in sent if each["To"] == EMAIL]
    assert len(mails) == 1
    assert f"/avis/{token}" in mails[0].get_body(("plain",)).get_content()
    opinion = db.session.get_one(Opinion, opinion_id)
    assert opinion.link_digest == links.digest(token)
    kept = [
        str(vars(each)) for model in (OutboxItem, JournalEntry, Opinion) for each in db.session.scalars(select(model))
    ]
    assert not [each for each in kept if token in each]


def test_the_page_shows_what_the_question_needs_and_nothing_else(site: Flask, world: World) -> None:
    file_id = add_complete_file(world, "under_review")
    file = db.session.get_one(Application, file_id)
    form = file.file.form_of(file.stage_key)
    section = next(each for each in form.sections if any(q.key == "themes" for q in each.questions))
    token = token_of(ask(world, file_id, sections=[f"{form.key}-{section.key}"]))
    text = plain(page(site, token))
    assert "Ce projet est-il utile à la ville ?" in text
    assert "Une épicerie solidaire sur la route" in text
    others = [each.title for each in form.sections if each.key != section.key]
    assert not [title for title in others if f">{title}<" in text]
    for secret in ("bank_details", "applicant@", "representative@", "instructor@", "FR76", "Instructor Fictif"):
        assert secret not in text
    answered = page(site, token)
    assert answered.headers["Referrer-Policy"] == "same-origin", "no other site learns the address"
    assert "no-store" in answered.headers["Cache-Control"]


def test_only_the_pieces_chosen_open_and_never_the_bank_details(site: Flask, world: World) -> None:
    file_id = add_complete_file(world, "under_review")
    token = token_of(ask(world, file_id))
    bank = db.session.scalars(select(Piece.id).filter_by(application_id=file_id)).one()
    assert page(site, token, f"/pieces/{bank}").status_code == 404
    with pytest.raises(Refused, match="ne peut pas être montrée"):
        ask(world, add_complete_file(world, "under_review", rank=2), pieces=["bank_details"])


def filled(rule: str, token: str, number: str) -> str:
    """The address with the file's number where it is asked, one wherever a figure is, the token anywhere else."""
    address = re.sub(r"<int:\w+>", "1", rule.replace("<number>", number))
    return re.sub(r"<[^>]+>", token, address)


def test_the_token_opens_no_other_page(site: Flask, world: World) -> None:
    """Neither by itself nor in the place of anything that an address names."""
    file_id = add_complete_file(world, "under_review")
    number = db.session.get_one(Application, file_id).number
    token = token_of(ask(world, file_id))
    client, opened = site.test_client(), []
    client.get(f"/avis/{token}")
    for rule in site.url_map.iter_rules():
        if "GET" in rule.methods and not rule.endpoint.startswith(("experts.", "static", "bootstrap.")):
            for file in (token, number):
                got = client.get(filled(rule.rule, token, file))
                if got.status_code == 200 and (number in plain(got) or "épicerie solidaire" in plain(got)):
                    opened.append(got.request.path)
    assert opened == []


def test_an_answer_is_given_changed_in_time_and_kept_with_those_before(site: Flask, world: World) -> None:
    opinion_id = ask(world, add_complete_file(world, "under_review"))
    token = token_of(opinion_id)
    refused = answer(site, opinion_id, token, answer="unfavourable", reason="")
    assert refused.status_code == 422
    assert "Dites pourquoi" in plain(refused)
    assert answer(site, opinion_id, token, **RIGHT).status_code == 303
    assert answer(site, opinion_id, token, answer="with_reservations", reason="Sans local.").status_code == 303
    opinion = db.session.get_one(Opinion, opinion_id)
    assert (opinion.state, opinion.answer, opinion.reason, opinion.answered_by_id) == (
        "given", "with_reservations", "Sans local.", None)  # fmt: skip
    replies = db.session.scalars(select(OpinionReply.answer).order_by(OpinionReply.id)).all()
    assert replies == ["favourable", "with_reservations"]
    with clock.stopped_at(clock.now() + timedelta(days=6)):
        late = answer(site, opinion_id, token, answer="unfavourable", reason="Non.")
        assert late.status_code == 422
        assert "date donnée pour répondre est passée" in plain(late)
        assert page(site, token).status_code == 200, "it may still be read"


def test_a_first_answer_that_is_late_still_counts_until_the_committee(site: Flask, world: World) -> None:
    opinion_id = ask(world, add_complete_file(world, "under_review"))
    token = token_of(opinion_id)
    with clock.stopped_at(clock.now() + timedelta(days=10)):
        assert "La date est passée" in plain(page(site, token))
        assert answer(site, opinion_id, token, **RIGHT).status_code == 303


def kill(world: World, opinion_id: int, why: str) -> None:
    opinion = db.session.get_one(Opinion, opinion_id)
    version = version_of(Opinion, opinion_id)
    if why == "revoked":
        opinions.revoke(world["instructor"], opinion_id, version=version)
    elif why == "renewed":
        opinions.renew(world["instructor"], opinion_id, version=version, due_on=clock.today() + timedelta(days=9))
    elif why == "committee":
        opinion.application.state = "recommended"
    elif why == "recused":
        db.session.add(Recusal(application_id=opinion.application_id, user_id=add_person("linked"), reason="x",
                               declared_at=clock.now()))  # fmt: skip
    db.session.commit()


def test_a_dead_link_says_nothing_of_the_file(site: Flask, world: World) -> None:
    for rank, why in enumerate(("revoked", "renewed", "expired", "committee", "recused"), 1):
        email = "linked@guichet.example" if why == "recused" else EMAIL
        opinion_id = ask(world, add_complete_file(world, "under_review", rank=rank), email=email)
        token = token_of(opinion_id)
        assert page(site, token).status_code == 200
        kill(world, opinion_id, why)
        later = timedelta(days=6) + links.LASTS if why == "expired" else timedelta(0)
        with clock.stopped_at(clock.now() + later):
            for rest in ("", "/decliner", "/lettre", "/pieces/1"):
                gone = page(site, token, rest)
                assert gone.status_code == 410, why
                assert "épicerie" not in plain(gone)
                assert "utile à la ville" not in plain(gone)
            assert answer(site, opinion_id, token, **RIGHT).status_code == 410
        if why == "renewed":
            assert page(site, token_of(opinion_id)).status_code == 200


def test_a_forged_link_is_unknown(site: Flask, world: World) -> None:
    ask(world, add_complete_file(world, "under_review"))
    assert {page(site, token).status_code for token in ("x", "WzEsMV0.bad", "MQ.none", "WzEsMV0")} == {404}


def test_one_says_that_one_cannot_answer(site: Flask, world: World) -> None:
    opinion_id = ask(world, add_complete_file(world, "under_review"))
    token, version = token_of(opinion_id), version_of(Opinion, opinion_id)
    db.session.remove()
    typed = {"version": str(version), "reason": "Je connais la présidente."}
    assert site.test_client().post(f"/avis/{token}/decliner", data=typed).status_code == 303
    opinion = db.session.get_one(Opinion, opinion_id)
    assert (opinion.state, opinion.reason) == ("declined", "Je connais la présidente.")
    assert "Vous avez dit que vous ne répondrez pas" in plain(page(site, token))


def test_nobody_linked_to_the_file_is_asked(world: World) -> None:
    with pytest.raises(Refused, match="liée à l’organisme"):
        ask(world, add_complete_file(world, "under_review"), email="Applicant@guichet.example")


def test_the_letter_is_made_when_it_is_read_and_carries_the_link(site: Flask, world: World) -> None:
    token = token_of(ask(world, add_complete_file(world, "under_review")))
    letter = page(site, token, "/lettre")
    assert letter.mimetype == "application/pdf"
    assert letter.data.startswith(b"%PDF")


def test_reminders_come_before_and_after_the_day_then_stop(site: Flask, world: World) -> None:
    from grants.services import reminders

    ask(world, add_complete_file(world, "under_review"), days=10)
    begun, told = clock.now(), []
    for day in range(30):
        with clock.stopped_at(begun + timedelta(days=day)):
            reminders.ask_all()
            sent = []
            relay(sent.append)
            told += [(day, each["Subject"].rpartition(" – ")[2]) for each in sent if each["To"] == EMAIL]
    assert [words for _, words in told] == ["votre avis est demandé", "votre avis, rappel", "votre avis manque",
                                            "votre avis manque"]  # fmt: skip
    assert [day for day, _ in told][1] < 10 < [day for day, _ in told][2]


def test_the_expert_is_told_of_another_day_and_of_the_end(site: Flask, world: World) -> None:
    opinion_id, sent = ask(world, add_complete_file(world, "under_review")), []
    kill(world, opinion_id, "renewed")
    kill(world, opinion_id, "revoked")
    relay(sent.append)
    mine = [each["Subject"].rpartition(" – ")[2] for each in sent if each["To"] == EMAIL]
    assert mine == ["avis plus attendu"], "what was taken back since is not asked any more"


def test_the_file_page_says_how_far_the_opinions_are(site: Flask, world: World) -> None:
    file_id = add_complete_file(world, "under_review")
    opinion_id = ask(world, file_id)
    answer(site, opinion_id, token_of(opinion_id), **RIGHT)
    opinions.ask(world["instructor"], file_id, version=version_of(Application, file_id), service="ars",
                 service_label="ARS", question="Avis ?", due_on=clock.today() + timedelta(days=1))  # fmt: skip
    number = db.session.get_one(Application, file_id).number
    with clock.stopped_at(clock.now() + timedelta(days=3)):
        db.session.remove()
        text = plain(sign_in(site, world["instructor"]).get(f"/instruction/{number}"))
    assert "Avis rendus ou déclinés : 1 sur 2. En retard : 1." in text
