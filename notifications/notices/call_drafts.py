"""A call in construction concerns nobody but those who build it; a draft reads on its own page that it may change."""

from notifications.notices.notice import Notices

NOTICES: Notices = {
    "call_draft.edit": None,
    "call_draft.discard": None,
    "call_draft.publish": None,
    "application.renew_form": None,
}
