"""Where to go after signing in: only ever inside this site."""

from urllib.parse import urlsplit

from flask import url_for

from grants.models import User
from grants.views.navigation import roles_held


def first_page(user: User) -> str:
    """What awaits the staff; the applicant's own files."""
    return url_for("home.expected" if roles_held(user) else "applications.index")


def safe_address(address: str | None) -> str | None:
    """The address when it is a path of this site; None otherwise, "//elsewhere" and "/\\\\elsewhere" included."""
    if not address or not address.startswith("/") or address.startswith(("//", "/\\")):
        return None
    parts = urlsplit(address)
    return address if not parts.scheme and not parts.netloc and "\\" not in address else None
