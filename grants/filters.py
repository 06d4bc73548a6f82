"""How values are written on a page: amounts, numbers, dates, delays."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from babel.dates import format_date, format_datetime
from babel.numbers import format_currency, format_decimal, format_percent
from flask import Flask, request
from flask_babel import get_locale

from grants import fields
from grants.languages import gettext, ngettext
from grants.typography import tied
from grants.values import clock
from grants.values.clock import PARIS

WIDE = "\u00a0"


def locale() -> str:
    """The page's language, as Babel names it; French outside a request."""
    return str(get_locale() or "fr")


def euros(value: Any, cents: bool = True) -> str:
    """An amount (Money, or a number of euros) as 12 345,00 € on one line; None is said, not guessed."""
    if value is None:
        return gettext("montant inconnu")
    amount = Decimal(value.cents) / 100 if hasattr(value, "cents") else Decimal(str(value))
    digits = 2 if cents or amount % 1 else 0
    if locale() == "fr":  # written by hand: a list shows a hundred amounts, and Babel takes its time for each
        return with_minus(f"{amount:,.{digits}f}".replace(",", "\u202f").replace(".", ",") + "\u00a0€")
    pattern = "¤#,##0" + ".00" * (digits == 2)
    return with_minus(format_currency(amount, "EUR", pattern, locale=locale(), currency_digits=False))


def number(value: Any, digits: int | None = None) -> str:
    """A number with its thousands apart; `digits` decimals when given."""
    return number_written(value, digits, locale())


@lru_cache(maxsize=4096)  # a ranking tells the same marks again and again
def number_written(value: Any, digits: int | None, language: str) -> str:
    pattern = None if digits is None else "#,##0" + ("." + "0" * digits if digits else "")
    return with_minus(format_decimal(value, pattern, locale=language))


def percent(value: Any, digits: int = 2) -> str:
    """A ratio (0.3918) as 39,18 %."""
    pattern = "#,##0" + ("." + "0" * digits if digits else "") + ("%" if locale() == "en" else f"{WIDE}%")
    return with_minus(format_percent(value, pattern, locale=locale()))


def size(value: int) -> str:
    """Bytes as people count them: 84 Ko, 12,5 Mo."""
    unit = "B" if locale() == "en" else "o"
    if value < 1024 * 1024:
        return f"{number(max(1, round(value / 1024)))}{WIDE}K{unit}"
    return f"{number(value / (1024 * 1024), 1).removesuffix(',0')}{WIDE}M{unit}"


def with_minus(text: str) -> str:
    """The typographic minus, which is as wide as a digit."""
    return text.replace("-", "−")


def in_paris(moment: datetime) -> datetime:
    """The wall clock in Paris; a naive moment is UTC."""
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(PARIS)


def day(value: date | datetime) -> date:
    """The day in Paris."""
    return in_paris(value).date() if isinstance(value, datetime) else value


def written(value: date | datetime, french: str, english: str) -> str:
    """A day by a pattern, the first of a month as 1er in French."""
    return day_written(day(value), english, "en") if locale() == "en" else day_written(day(value), french, "fr")


@lru_cache(maxsize=4096)  # a list tells the same few days again and again, and Babel takes its time for each
def day_written(when: date, pattern: str, language: str) -> str:
    if language == "fr" and when.day == 1:
        pattern = pattern.replace(" d ", " d'er' ") if "EEE" in pattern else pattern.replace("d", "d'er'", 1)
    return format_date(when, pattern, locale=language)


def date_long(value: date | datetime | None, weekday: bool = False) -> str:
    """12 novembre 2026, or jeudi 12 novembre 2026."""
    if value is None:
        return gettext("date inconnue")
    start = "EEEE " if weekday else ""
    return written(value, f"{start}d MMMM y", f"{start}d MMMM y")


def date_short(value: date | datetime | None) -> str:
    """12 nov. 2026."""
    return gettext("date inconnue") if value is None else written(value, "d MMM y", "d MMM y")


def hour(moment: datetime) -> str:
    """The time of day in Paris, 23 h 59."""
    return format_datetime(
        in_paris(moment),
        "HH:mm" if locale() == "en" else f"H'{WIDE}h{WIDE}'mm",
        locale=locale(),
    )


def date_time(moment: datetime | None) -> str:
    """12 novembre 2026 à 22 h 07, in Paris."""
    if moment is None:
        return gettext("date inconnue")
    return gettext("%(day)s à %(hour)s", day=date_long(moment), hour=hour(moment))


def stamp(moment: datetime) -> str:
    """12 nov. 2026, 22:07: for timelines and tables."""
    return f"{date_short(moment)}, {in_paris(moment):%H:%M}"


def due(value: date | datetime | None) -> str:
    """When it is due as a person says it: il y a 1 jour, avant 18:00, demain, jeu. 17 déc."""
    if value is None:
        return gettext("sans échéance")
    now = clock.now()
    days = (day(value) - day(now)).days
    if days < 0 or (isinstance(value, datetime) and value <= now):
        return ago(value, now)
    if days == 0:
        return (
            gettext("avant %(hour)s", hour=f"{in_paris(value):%H:%M}")
            if isinstance(value, datetime)
            else gettext("aujourd’hui")
        )
    if days == 1:
        return gettext("demain")
    same_year = day(value).year == day(now).year
    return written(
        value,
        "EEE d MMM" if same_year else "d MMM y",
        "EEE d MMM" if same_year else "d MMM y",
    )


def ago(value: date | datetime, now: datetime) -> str:
    """How long ago, in years or months when it is long, else days, else hours, else minutes."""
    days = (day(now) - day(value)).days
    if days >= 730:
        return ngettext("il y a %(num)s an", "il y a %(num)s ans", days // 365)
    if days >= 92:
        return ngettext("il y a %(num)s mois", "il y a %(num)s mois", days // 30)
    if days or not isinstance(value, datetime):
        return ngettext("il y a %(num)s jour", "il y a %(num)s jours", days)
    minutes = int((now - value).total_seconds() // 60)
    return gettext("il y a %(time)s", time=span(timedelta(minutes=max(minutes, 1))))


def since(value: date | datetime) -> str:
    """depuis 5 jours, depuis hier, depuis aujourd’hui."""
    days = (day(clock.now()) - day(value)).days
    if days <= 1:
        return gettext("depuis hier") if days == 1 else gettext("depuis aujourd’hui")
    return ngettext("depuis %(num)s jour", "depuis %(num)s jours", days)


def left(moment: datetime) -> str:
    """The time left by the server's clock: 3 h 18 min, 66 jours."""
    return span(max(moment - clock.now(), timedelta(0)))


def is_past(moment: datetime) -> bool:
    """Whether the server's clock has reached it."""
    return clock.now() >= moment


def epoch(moment: datetime | None = None) -> int:
    """An instant (none: now, by the server's clock) in milliseconds, as scripts count."""
    return int((moment or clock.now()).timestamp() * 1000)


def saved(moment: datetime, by: str = "") -> str:
    """Enregistré à 21 h 43 par Amina Kerdal; with its day when that is not today."""
    is_today = day(moment) == day(clock.now())
    words = gettext("Enregistré à %(hour)s", hour=hour(moment)) if is_today else gettext(
        "Enregistré le %(day)s à %(hour)s", day=date_short(moment), hour=hour(moment)
    )  # fmt: skip
    return gettext("%(saved)s par %(name)s", saved=words, name=by) if by else words


def span(length: timedelta) -> str:
    """A length of time in its two largest useful units."""
    minutes = int(length.total_seconds() // 60)
    if minutes >= 2880:
        return ngettext("%(num)s jour", "%(num)s jours", minutes // 1440).replace(" ", WIDE)
    hours, rest = divmod(minutes, 60)
    return f"{hours} h {rest:02d} min".replace(" ", WIDE) if hours else f"{minutes}{WIDE}min"


def plural(count: int, one: str, many: str | None = None) -> str:
    """11 dossiers, 1 dossier, 0 dossier: in French the plural begins at two."""
    word = one if abs(count) < 2 else many or f"{one}s"
    return f"{number(count)}{WIDE}{word}"


def same_page() -> str:
    """The address of this page, ready for one more parameter."""
    kept = [(name, value) for name, value in request.args.items(multi=True) if name != "lang"]
    return f"?{urlencode(kept)}&" if kept else "?"


def init_app(app: Flask) -> None:
    """Give templates every function of this page under its own name."""
    named = [
        euros,
        number,
        percent,
        size,
        date_long,
        date_short,
        date_time,
        stamp,
        hour,
        due,
        since,
        left,
        is_past,
        epoch,
        saved,
        plural,
        tied,
    ]
    app.jinja_env.filters.update({each.__name__: each for each in named})
    app.jinja_env.globals["server_now"] = epoch
    app.jinja_env.globals["same_page"] = same_page
    fields.init_app(app)
