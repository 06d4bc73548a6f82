"""Where mails go."""

import smtplib
from email.message import EmailMessage

import pytest

from notifications.mailer import FolderMailer, SmtpMailer
from tests.support.processes import free_port


def mail():
    message = EmailMessage()
    message["Message-ID"], message["To"], message["From"] = "<1.2@exemple.fr>", "a@exemple.fr", "b@exemple.fr"
    message["Subject"] = "Dossier déposé"
    message.set_content("Bonjour « vous »")
    return message


def test_a_mail_kept_twice_is_there_once(tmp_path):
    with FolderMailer(tmp_path / "mail") as post:
        post.send(mail())
        post.send(mail())
    kept = list((tmp_path / "mail").iterdir())
    assert [path.name for path in kept] == ["1.2@exemple.fr.eml"]
    assert b"Message-ID: <1.2@exemple.fr>" in kept[0].read_bytes()


def test_one_connection_serves_several_mails_and_a_broken_one_is_replaced(mailbox, smtp_url):
    with SmtpMailer(smtp_url) as post:
        post.send(mail())
        first = post.connection
        post.send(mail())
        assert post.connection is first
        mailbox.is_down = True
        with pytest.raises(smtplib.SMTPException):
            post.send(mail())
        mailbox.is_down = False
        post.send(mail())
    assert len(mailbox.messages) == 3
    assert mailbox.messages[0]["Subject"] == "Dossier déposé"


def test_a_server_that_is_away_is_told():
    post = SmtpMailer(f"smtp://127.0.0.1:{free_port()}")
    with pytest.raises(OSError, match="refused"):
        post.send(mail())
