"""What services are asked, and what they answer; whoever answers by a link is written to at their address."""

from collections.abc import Sequence
from dataclasses import dataclass

from grants.models import Opinion, User
from grants.queries import opinion_links as links
from notifications.event import Event
from notifications.notices.notice import Notice, Notices, to_staff
from notifications.parts import part
from notifications.recipients import instructors, service_asked
from workflows.states import OpinionState


@dataclass(frozen=True)
class ExpertNotice(Notice):
    """Its page is named by the link of the moment; a link that has died leads to nothing."""

    def link(self, event: Event) -> str:
        return event.address(f"/avis/{links.token_of(part(event, Opinion))}")


def expert(event: Event) -> Sequence[User]:
    """The address alone, as long as it has something to answer and no link of interest is told."""
    opinion = part(event, Opinion)
    if not opinion.email or links.is_recused(opinion):
        return []
    if event.item.act != "opinion.revoke" and opinion.state != OpinionState.ASKED:
        return []
    return [User(id=-opinion.id, email=opinion.email, name=opinion.service_label)]  # not kept: a name on a mail


def to_expert(mail: str) -> Notice:
    return ExpertNotice("expert", expert, mail, "", inbox=False)


NOTICES: Notices = {
    "opinion.ask": [to_staff(service_asked, "opinion.ask", email=True), to_expert("opinion.ask")],
    "opinion.renew": [to_staff(service_asked, "opinion.renew", email=True), to_expert("opinion.renew")],
    "opinion.give": [to_staff(instructors, "opinion.give")],
    "opinion.change": [to_staff(instructors, "opinion.change", email=True)],
    "opinion.decline": [to_staff(instructors, "opinion.decline", email=True)],
    "opinion.revoke": [
        to_staff(service_asked, "opinion.revoke", path="/instruction", email=True),
        Notice("expert", expert, "opinion.revoke.expert", "/", inbox=False),
    ],
    "opinion.remind": [to_staff(service_asked, "opinion.remind", email=True), to_expert("opinion.remind")],
    "opinion.remind_late": [
        to_staff(service_asked, "opinion.remind_late", email=True),
        to_expert("opinion.remind_late"),
    ],
}
