"""The servers that the tests stand on are real and quick."""

import smtplib
from email.message import EmailMessage

import psycopg
from redis import Redis


def test_postgresql_has_the_extensions_of_search(postgresql_server):
    with psycopg.connect(postgresql_server.format("postgres")) as connection:
        connection.execute("CREATE EXTENSION unaccent")
        connection.execute("CREATE EXTENSION pg_trgm")
        row = connection.execute(
            "SELECT lower('ÉTÉ'), unaccent('été'), current_setting('server_version_num')"
        ).fetchone()
    assert row[:2] == ("été", "ete")
    assert row[2].startswith("18")


def test_valkey_is_empty_and_real(valkey):
    with Redis.from_url(valkey) as server:
        assert server.dbsize() == 0
        assert server.info("server")["server_name"] == "valkey"


def test_mailbox_keeps_what_is_sent(mailbox, smtp_url):
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "guichet@exemple.fr", "a@exemple.fr", "Dépôt"
    message.set_content("Bonjour")
    with smtplib.SMTP(*smtp_url.removeprefix("smtp://").split(":")) as server:
        server.send_message(message)
    assert [each["Subject"] for each in mailbox.wait_for(1)] == ["Dépôt"]
    assert mailbox.to("a@exemple.fr")


def test_axe_finds_a_picture_without_words(page, phone, axe):
    page.set_content('<html lang="fr"><title>Essai</title><main><h1>Essai</h1><img src="data:,"></main></html>')
    assert [line.partition(":")[0] for line in axe(page)] == ["image-alt"]
    assert phone.evaluate("window.innerWidth") == 360
