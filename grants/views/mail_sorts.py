"""The sorts of mails that one may do without: they ask for nothing, and stand in one's account anyway."""

from flask_babel import lazy_gettext as _

from grants.definitions.mail import keys, mail
from grants.models import User
from notifications.notices import NOTICES

LABELS = {
    "round": _("Ouverture, clôture et publication des campagnes"), "application": _("Dépôts et suites des dossiers"),
    "opinion": _("Avis des services"), "review": _("Notations"), "meeting": _("Comités"),
    "ruling": _("Décisions"), "label": _("Labels"), "payment": _("Versements"), "evaluation": _("Évaluations"),
    "message": _("Messages"),
}  # fmt: skip


def sorts_for(user: User) -> list[tuple[str, str]]:
    """By key and words; only the staff receive such mails."""
    if not user.is_staff:
        return []
    muted = {key.partition(".")[0] for key in keys() if mail(key).can_mute and key in sent()}
    return [(key, str(words)) for key, words in LABELS.items() if key in muted]


def sent() -> set[str]:
    """The mails that leave at all, and not only stand in an account."""
    return {notice.mail for notices in NOTICES.values() for notice in notices or () if notice.email}
