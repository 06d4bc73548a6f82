"""Notes between the members of a file: read on the file's own pages, by those who fill it in."""

from notifications.notices.notice import Notices

NOTICES: Notices = {"note.write": None}
