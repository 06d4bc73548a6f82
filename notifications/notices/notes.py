"""Notes: read on the file's own pages, by the members who fill it in, or by those who instruct it."""

from notifications.notices.notice import Notices

NOTICES: Notices = {"note.write": None, "desk_note.write": None}
