"""A notice: to whom, in which words, by which ways, leading where."""

from dataclasses import dataclass

from grants.queries import outcomes
from notifications.event import Event
from notifications.recipients import Recipients

ANSWERS = {"ruling.publish", "application.decline_letter", "application.declare_ineligible"}  # they may say no


@dataclass(frozen=True)
class Notice:
    """One audience of one act; `mail` is a file of content/mails, which also words the inbox."""

    audience: str
    recipients: Recipients
    mail: str
    path: str
    inbox: bool = True
    email: bool = True

    @property
    def noun(self) -> str:
        """What its mail is about: people choose by it which mails they want."""
        return self.mail.partition(".")[0]

    def link(self, event: Event) -> str:
        """The page where the person acts or reads."""
        file = event.application.number if event.application else ""
        call = event.call.key if event.call else ""
        subject = f"{event.item.subject_id}"
        return event.address(self.path.format(number=file, call=call, subject=subject) + self.page(event))

    def page(self, event: Event) -> str:
        """An answer that says no leads to what explains it."""
        says_no = self.mail in ANSWERS and event.application is not None and outcomes.is_told(event.application)
        return "/comprendre" if says_no else ""


Notices = dict[str, list[Notice] | None]

FILE, DESK = "/dossiers/{number}", "/instruction/{number}"


def to_applicant(recipients: Recipients, act: str, *, page: str = "", email: bool = True) -> Notice:
    """To the organisation's people, on their page of the file."""
    return Notice("applicant", recipients, act, FILE + page, email=email)


def to_staff(recipients: Recipients, mail: str, *, path: str = DESK, email: bool = False) -> Notice:
    """To the administration's people: at their counter, by e-mail too when they are asked for something."""
    return Notice("staff", recipients, mail, path, email=email)
