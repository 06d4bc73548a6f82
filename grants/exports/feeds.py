"""Calls as an Atom feed (RFC 4287)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from feedgen.feed import FeedGenerator


@dataclass(frozen=True)
class Entry:
    """One call; `id` never changes, `updated` is when it last did."""

    id: str
    title: str
    address: str
    summary: str
    published: datetime
    updated: datetime
    themes: dict[str, str]


def atom(title: str, address: str, page: str, updated: datetime, entries: Iterable[Entry]) -> bytes:
    """The feed at `address`, the last changed first; `page` is what people read."""
    feed = FeedGenerator()
    feed.id(address)
    feed.title(title)
    feed.author({"name": "Guichet"})
    feed.language("fr")
    feed.link(href=address, rel="self", type="application/atom+xml")
    feed.link(href=page, rel="alternate", type="text/html")
    feed.updated(updated)
    feed.generator("Guichet")
    for each in sorted(entries, key=lambda entry: (entry.updated, entry.id), reverse=True):
        add(feed, each)
    return bytes(feed.atom_str(pretty=True))


def add(feed: FeedGenerator, entry: Entry) -> None:
    made = feed.add_entry(order="append")
    made.id(entry.id)
    made.title(entry.title)
    made.link(href=entry.address, rel="alternate", type="text/html")
    made.summary(entry.summary)
    made.published(entry.published)
    made.updated(entry.updated)
    for key, label in entry.themes.items():
        made.category({"term": key, "label": label})
