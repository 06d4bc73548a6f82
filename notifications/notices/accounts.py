"""A person's own account: told to that person alone, by mail, at the address where the link must arrive."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from grants.models import AccountLink, LinkKind, User
from grants.services.accounts import links
from notifications.event import Event
from notifications.notices.notice import Notice, Notices

PAGES = {
    LinkKind.CONFIRM: "/inscription/confirmer/{token}",
    LinkKind.KNOWN: "/connexion",
    LinkKind.RESET: "/mot-de-passe/{token}",
    LinkKind.INVITE: "/mot-de-passe/{token}",
    LinkKind.CHANGE_EMAIL: "/adresse/{token}",
}


@dataclass(frozen=True)
class LinkNotice(Notice):
    """Its page is named by a link that serves once."""

    def link(self, event: Event) -> str:
        link: AccountLink = event.subject
        onward = f"?{urlencode({'next': event.data['onward']})}" if "onward" in event.data else ""
        return event.address(PAGES[link.kind].format(token=links.token(link)) + onward)


def to_the_address(event: Event) -> Sequence[User]:
    """Whoever reads that address; nobody when the way back was asked for an address without account."""
    link: AccountLink = event.subject
    if link.kind != LinkKind.CONFIRM and (link.user is None or not link.user.is_active):
        return []
    name = link.user.name if link.user else link.name or ""
    return [User(id=link.user_id or 0, email=link.sent_to, name=name)]  # not kept: an address may not be a person yet


def the_person(event: Event) -> Sequence[User]:
    user: User | None = event.subject if isinstance(event.subject, User) else event.subject.user
    return [user] if user and user.is_active else []


def by_link(act: str) -> list[Notice]:
    return [LinkNotice("person", to_the_address, act, "", inbox=False)]


def to_person(act: str) -> list[Notice]:
    return [Notice("person", the_person, act, "/compte/securite", inbox=False)]


NOTICES: Notices = {
    "account.confirm": by_link("account.confirm"),
    "account.known": by_link("account.known"),
    "account.reset": by_link("account.reset"),
    "account.invite": by_link("account.invite"),
    "account.change_email": by_link("account.change_email"),
    "account.new_device": to_person("account.new_device"),
    "account.changed": to_person("account.changed"),
}
