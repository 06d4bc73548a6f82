"""Where a page of a list begins: an instant and an id, as an address carries them."""

from datetime import datetime

Cursor = tuple[datetime, int]


def written(when: datetime, id: int) -> str:
    return f"{when.isoformat()}~{id}"


def read(text: str) -> Cursor | None:
    """What `written` wrote; None when it says nothing sensible."""
    when, _tilde, id = text.partition("~")
    if not (id.isascii() and id.isdecimal() and len(id) <= 18):
        return None
    try:
        found = datetime.fromisoformat(when)
    except ValueError:
        return None
    return (found, int(id)) if found.tzinfo else None
