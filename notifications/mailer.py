"""Where e-mails go: an SMTP server, or a folder when there is none."""

import os
import smtplib
import ssl
from email.message import EmailMessage
from email.utils import format_datetime, formataddr
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self
from urllib.parse import unquote, urlsplit

from flask import current_app

from grants.config import VAR
from notifications.event import Event
from notifications.mails import Mail

PATIENCE = 10  # seconds for the server to answer


class Mailer(Protocol):
    """Sends; whatever it raises means that the message may not have left."""

    def send(self, message: EmailMessage) -> None: ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


class FolderMailer:
    """Keeps each message as `<folder>/<its Message-ID>.eml`: sent twice, it is there once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        return None

    def send(self, message: EmailMessage) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        name = str(message["Message-ID"]).strip("<>").replace("/", "_")
        arriving = self.folder / f".{name}.{os.getpid()}"
        arriving.write_bytes(message.as_bytes())
        arriving.rename(self.folder / f"{name}.eml")


class SmtpMailer:
    """One connection, opened at the first message, encrypted whenever the server can."""

    def __init__(self, url: str) -> None:
        self.url = urlsplit(url)
        self.connection: smtplib.SMTP | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        if self.connection:
            self.connection.close()
            self.connection = None

    def send(self, message: EmailMessage) -> None:
        self.connection = self.connection or self._open()
        try:
            self.connection.send_message(message)
        except smtplib.SMTPRecipientsRefused:
            raise
        except (smtplib.SMTPException, OSError):
            self.__exit__()  # what is left of it can't be trusted with the next message
            raise

    def _open(self) -> smtplib.SMTP:
        host, port = self.url.hostname or "localhost", self.url.port
        context = ssl.create_default_context()
        if self.url.scheme == "smtps":
            server: smtplib.SMTP = smtplib.SMTP_SSL(host, port or 465, timeout=PATIENCE, context=context)
        else:
            server = smtplib.SMTP(host, port or 25, timeout=PATIENCE)
            server.ehlo()
            if server.has_extn("starttls"):
                server.starttls(context=context)
        if self.url.username:
            server.login(unquote(self.url.username), unquote(self.url.password or ""))
        return server


def mailer(*, stays_here: bool = False) -> Mailer:
    """The mailer of `SMTP_URL`; the folder when it is unset, or when nothing may leave (a rehearsal)."""
    url = current_app.config.get("SMTP_URL")
    return SmtpMailer(url) if url and not stays_here else FolderMailer(folder())


def folder() -> Path:
    """Where mails are kept that do not leave."""
    return Path(current_app.config.get("MAIL_FOLDER") or VAR / "mail")


def message(event: Event, user_id: int, address: str, mail: Mail, unsubscribe: str | None = None) -> EmailMessage:
    """The e-mail of one person; sent again, it bears the same Message-ID and date."""
    host = urlsplit(current_app.config["BASE_URL"]).hostname or "localhost"
    email = EmailMessage()
    email["Message-ID"] = f"<{event.item.id}.{user_id}@{host}>"
    email["Date"] = format_datetime(event.item.queued_at)
    email["From"] = formataddr(("Guichet", f"ne-pas-repondre@{host}"))
    email["To"] = address
    email["Subject"] = mail.subject
    email["Auto-Submitted"] = "auto-generated"
    if unsubscribe:  # one press in the reader's own mail program ends it (RFC 8058)
        email["List-Unsubscribe"] = f"<{unsubscribe}>"
        email["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    email.set_content(mail.text)
    email.add_alternative(mail.html, subtype="html")
    return email
