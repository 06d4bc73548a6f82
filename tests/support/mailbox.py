"""A real SMTP server that keeps what it receives."""

from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from tests.support.processes import free_port, wait_until


class Mailbox:
    """The messages received, in order; with `is_down` it answers that it can't take any now."""

    def __init__(self) -> None:
        self.messages: list[EmailMessage] = []
        self.is_down = False

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802  # aiosmtpd's name
        if self.is_down:
            return "451 not now"
        message = message_from_bytes(envelope.content, policy=policy.default)
        message["X-Envelope-To"] = ", ".join(envelope.rcpt_tos)
        self.messages.append(message)
        return "250 kept"

    def wait_for(self, number: int, *, seconds: float = 60) -> list[EmailMessage]:
        """The messages, once there are that many."""
        wait_until(lambda: len(self.messages) >= number, seconds=seconds, what=f"{number} mails")
        return self.messages

    def to(self, address: str) -> list[EmailMessage]:
        return [message for message in self.messages if address in message["X-Envelope-To"]]


@pytest.fixture(scope="session")
def smtp_server() -> Iterator[tuple[str, Mailbox]]:
    mailbox = Mailbox()
    controller = Controller(mailbox, hostname="127.0.0.1", port=free_port())
    controller.start()
    yield f"smtp://127.0.0.1:{controller.port}", mailbox
    controller.stop()


@pytest.fixture
def smtp_url(smtp_server: tuple[str, Mailbox]) -> str:
    return smtp_server[0]


@pytest.fixture
def mailbox(smtp_url: str, smtp_server: tuple[str, Mailbox]) -> Mailbox:
    """An empty mailbox, to which the application of the test sends."""
    mailbox = smtp_server[1]
    mailbox.messages, mailbox.is_down = [], False
    return mailbox
