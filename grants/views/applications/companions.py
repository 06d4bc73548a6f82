"""Who else is on a file at this moment, in sentences: on the page itself, then asked again by its script."""

from datetime import timedelta
from typing import Any

from flask_babel import gettext as _
from flask_login import current_user

from grants import presence
from grants.filters import hour
from grants.models import Application
from grants.queries import mandates, portal

WITHOUT_NEWS = timedelta(minutes=5)  # a page without script says nothing more once it is opened


def companions(application: Application, section: str, *, lasts: timedelta = presence.HERE) -> list[dict[str, Any]]:
    """Say that I am on this section's page; the others who are on the file. The names are read only when some are."""
    titles = {each.key: each.title for each in application.file.form_of(application.stage_key).sections}
    here = presence.tell(application.id, current_user.id, section if section in titles else "", lasts=lasts)
    names = names_on(application) if here else {}
    return [
        {"words": told(names[each.user_id], each, titles), "section": each.section}
        for each in here
        if each.user_id in names
    ]


def names_on(application: Application) -> dict[int, str]:
    """Those who may write in it: the members, the helpers."""
    names = {each.user_id: each.user.name for each in portal.members(portal.carriers(application))}
    return names | {each.helper_id: each.helper.name for each in mandates.helpers_on(application)}


def told(name: str, here: presence.Present, titles: dict[str, str]) -> str:
    if here.section not in titles:
        return str(_("%(name)s est sur ce dossier depuis %(hour)s.", name=name, hour=hour(here.since)))
    return str(
        _("%(name)s est dans « %(section)s » depuis %(hour)s.", name=name, section=titles[here.section],
          hour=hour(here.since))
    )  # fmt: skip
