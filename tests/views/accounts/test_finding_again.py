"""A lost password, a link that is dead, tries that wait."""

import pytest

from grants.values import clock
from tests.views.accounts.people import GOOD, MINUTE, OTHER, add, enter, is_in, row, text


def test_a_forgotten_password_is_replaced_once_and_closes_every_session(site, mails):
    id, client = add(site), site.test_client()
    assert enter(client).status_code == 303
    page = site.test_client().post("/mot-de-passe-oublie", data={"email": "Ana@exemple.fr"}, follow_redirects=True)
    other = site.test_client().post("/mot-de-passe-oublie", data={"email": "bob@exemple.fr"}, follow_redirects=True)
    assert text(page).lower() == text(other).replace("bob@", "ana@").lower()
    [(to, _subject, path)] = mails()
    assert to.lower() == "ana@exemple.fr"
    lost = site.test_client()
    assert lost.post(path, data={"new_password": OTHER}).status_code == 303
    assert not is_in(client)
    assert enter(site.test_client()).status_code == 422
    assert enter(site.test_client(), password=OTHER).status_code == 303
    assert lost.post(path, data={"new_password": GOOD}).status_code == 409
    assert row(site, id).session_epoch == 1


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_link_is_dead_after_its_time_or_when_it_is_made_up(site, mails):
    add(site)
    site.test_client().post("/mot-de-passe-oublie", data={"email": "ana@exemple.fr"})
    path = mails()[0][2]
    with clock.stopped_at(clock.now() + 61 * MINUTE):
        assert site.test_client().get(path).status_code == 404
    assert site.test_client().get(path[:-3] + "xyz").status_code == 404
    assert site.test_client().get(path).status_code == 200


def test_tries_wait_longer_and_longer_whoever_has_an_account(site, mails):
    add(site)
    now = clock.now()
    with clock.stopped_at(now):
        known = [enter(site.test_client(), password=f"faux {n}") for n in range(6)]
        unknown = [enter(site.test_client(), "bob@exemple.fr", f"faux {n}") for n in range(6)]
        right = enter(site.test_client())
    assert {answer.status_code for answer in (*known, *unknown, right)} == {422}
    assert text(right) == text(known[0]) == text(unknown[5]).replace("bob@", "ana@")
    with clock.stopped_at(now + MINUTE):
        assert enter(site.test_client()).status_code == 303, "after the wait, the right password enters"


def test_the_owner_of_a_blocked_account_enters_by_the_mail(site, mails):
    add(site)
    for n in range(8):
        enter(site.test_client(), password=f"faux {n}")
    assert enter(site.test_client()).status_code == 422
    site.test_client().post("/mot-de-passe-oublie", data={"email": "ana@exemple.fr"})
    site.test_client().post(mails()[0][2], data={"new_password": OTHER})
    assert enter(site.test_client(), password=OTHER).status_code == 303
