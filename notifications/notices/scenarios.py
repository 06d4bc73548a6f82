"""A scenario decides nothing: nobody is written to; whoever shares one says so by word of mouth."""

from notifications.notices.notice import Notices

NOTICES: Notices = {
    "scenario.begin": None,
    "scenario.edit": None,
    "scenario.copy": None,
    "scenario.rename": None,
    "scenario.share": None,
    "scenario.discard": None,
    "scenario.propose": None,
    "scenario.explain": None,
}
