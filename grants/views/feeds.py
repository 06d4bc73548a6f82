"""Calls for diaries and feed readers: iCalendar and Atom, revisited only when something changed."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from flask import Blueprint, Response, abort, current_app, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from grants.definitions.themes import themes_of
from grants.exports.calendars import Moment
from grants.exports.calendars import calendar as written_calendar
from grants.exports.feeds import Entry
from grants.exports.feeds import atom as written_feed
from grants.filters import date_time
from grants.models import Call
from grants.queries import calls
from grants.views.call_cards import RECORDED, CallCard, cards
from grants.views.call_filters import CallSearch
from grants.views.milestones import milestones
from grants.views.requires import public

bp = Blueprint("feeds", __name__)
FRESH = 15 * 60  # seconds during which a reader need not ask again
NOTHING_YET = datetime(2020, 1, 1, tzinfo=UTC)
BORN = 2020  # of the tag addresses (RFC 4151): the year since which this site's name is ours


@bp.get("/appels/atom.xml")
@public
def atom() -> ResponseReturnValue:
    """The calls that answer what the address asks, as the list does."""
    search = CallSearch.read(request.args)
    shown = [each for each in cards(calls.every()) if each.status != RECORDED and each.round and search.keeps(each)]
    changed = calls.changed_at([each.call for each in shown])
    updated = max(changed.values(), default=NOTHING_YET)
    page = whole("calls.index", **search.given())
    here = whole("feeds.atom", **search.given())
    entries = [entry(each, changed[each.call.id]) for each in shown]
    feed = written_feed(_("Guichet, appels à projets"), here, page, updated, entries)
    return revisited(feed, "application/atom+xml", updated)


def entry(card: CallCard, updated: datetime) -> Entry:
    """A call with the dates of the round that matters; the time left is not told: it would be wrong when read."""
    call, dates = card.call, milestones(card.call, card.round) if card.round else []
    told = " ; ".join(f"{each.title} : {date_time(each.at)}" for each in dates)
    return Entry(
        f"tag:{host()},{BORN}:appels/{call.key}", call.title, whole("calls.show", key=call.key),
        f"{call.summary} {told[:1].upper()}{told[1:]}.", dates[0].at if dates else updated, updated,
        themes_of(call.file),
    )  # fmt: skip


@bp.get("/appels/calendrier.ics")
@public
def calendar() -> ResponseReturnValue:
    """The dates of every call that the address asks for."""
    search = CallSearch.read(request.args)
    shown = [each.call for each in cards(calls.every()) if search.keeps(each)]
    return diary(_("Appels à projets"), whole("feeds.calendar", **search.given()), shown)


@bp.get("/appels/<key>/calendrier.ics")
@public
def calendar_of(key: str) -> ResponseReturnValue:
    """The dates of one call."""
    call = calls.by_key(key) or abort(404)
    return diary(call.short_title, whole("feeds.calendar_of", key=call.key), [call])


def diary(name: str, address: str, shown: Iterable[Call]) -> Response:
    dated = [each for each in shown if not each.is_recorded]
    changed = calls.changed_at(dated)
    moments = [each for call in dated for each in moments_of(call, changed[call.id])]
    updated = max(changed.values(), default=NOTHING_YET)
    return revisited(written_calendar(name, address, updated, moments), "text/calendar", updated)


def moments_of(call: Call, updated: datetime) -> Iterator[Moment]:
    for round in call.rounds:
        for each in milestones(call, round) if round.stages else []:
            yield Moment(
                f"{call.key}.{round.key}.{each.key}@{host()}", each.at, f"{call.short_title} : {each.title}",
                _("%(when)s, heure de Paris. %(words)s", when=date_time(each.at), words=each.words),
                whole("calls.show", key=call.key), updated, round.version,
            )  # fmt: skip


def revisited(content: bytes, kind: str, updated: datetime) -> Response:
    """The content, or « not modified » for a reader who has it."""
    answer = Response(content, mimetype=kind)
    answer.last_modified = updated
    answer.cache_control.public, answer.cache_control.max_age = True, FRESH
    answer.add_etag()
    answer.make_conditional(request)
    return answer


def host() -> str:
    return urlsplit(current_app.config["BASE_URL"]).hostname or "localhost"


def whole(endpoint: str, **parts: Any) -> str:
    """An address with the site's own public name, whoever asks."""
    return str(current_app.config["BASE_URL"]).rstrip("/") + url_for(endpoint, **parts)
