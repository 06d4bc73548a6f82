"""How values are written."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from markupsafe import Markup

from grants import filters
from grants.typography import between_tags, tied
from grants.values import clock
from grants.values.money import Money
from tests.look.conftest import look_app

NOW = datetime(2026, 12, 15, 10, 0, tzinfo=UTC)  # 11:00 in Paris


@pytest.fixture(autouse=True)
def page() -> Iterator[None]:
    with look_app("neutral").test_request_context(), clock.stopped_at(NOW):
        yield


def test_amounts() -> None:
    assert filters.euros(Money.of("12345.6")) == "12\u202f345,60\u00a0€"
    assert filters.euros(Decimal("-1234.5")) == "−1\u202f234,50\u00a0€"
    assert filters.euros(Money.of(24000), cents=False) == "24\u202f000\u00a0€"
    assert filters.euros(Money.of("0.50"), cents=False) == "0,50\u00a0€"
    assert filters.euros(None) == "montant inconnu"


def test_amounts_in_english() -> None:
    with look_app("neutral").test_request_context("/?lang=en"):
        assert filters.euros(Money.of("12345.6")) == "€12,345.60"
        assert filters.euros(Money.of(12345), cents=False) == "€12,345"
        assert filters.date_long(date(2026, 2, 1)) == "1 February 2026"


def test_numbers() -> None:
    assert filters.number(1234567) == "1\u202f234\u202f567"
    assert filters.number(Decimal("3.14159"), 2) == "3,14"
    assert filters.percent(Decimal("0.391837")) == "39,18\u00a0%"
    assert filters.percent(Decimal("0.8"), 0) == "80\u00a0%"
    assert filters.percent(Decimal("-0.5755")) == "−57,55\u00a0%"


def test_days() -> None:
    assert filters.date_long(date(2027, 2, 1)) == "1er février 2027"
    assert filters.date_long(date(2026, 11, 12), weekday=True) == "jeudi 12 novembre 2026"
    assert filters.date_long(date(2026, 11, 1), weekday=True) == "dimanche 1er novembre 2026"
    assert filters.date_short(date(2026, 11, 12)) == "12 nov. 2026"
    assert filters.date_long(None) == "date inconnue"


def test_moments_are_those_of_paris() -> None:
    late = datetime(2026, 7, 10, 22, 30, tzinfo=UTC)
    assert filters.date_time(late) == "11 juillet 2026 à 0\u00a0h\u00a030"
    assert filters.stamp(late) == "11 juil. 2026, 00:30"


@pytest.mark.parametrize(
    ("when", "words"),
    [
        (NOW - timedelta(days=1), "il y a 1 jour"),
        (NOW - timedelta(days=3), "il y a 3 jours"),
        (NOW - timedelta(minutes=25), "il y a 25\u00a0min"),
        (NOW + timedelta(hours=7), "avant 18:00"),
        (date(2026, 12, 15), "aujourd’hui"),
        (date(2026, 12, 16), "demain"),
        (date(2026, 12, 17), "jeu. 17 déc."),
        (date(2027, 1, 6), "6 janv. 2027"),
        (None, "sans échéance"),
    ],
)
def test_due(when: datetime | date | None, words: str) -> None:
    assert filters.due(when) == words


def test_time_left_and_since() -> None:
    assert filters.left(NOW + timedelta(hours=3, minutes=18)) == "3\u00a0h\u00a018\u00a0min"
    assert filters.left(NOW + timedelta(days=66)) == "66\u00a0jours"
    assert filters.left(NOW - timedelta(days=1)) == "0\u00a0min"
    assert filters.since(NOW - timedelta(days=5)) == "depuis 5 jours"
    assert filters.since(NOW) == "depuis aujourd’hui"


def test_plural_begins_at_two() -> None:
    assert filters.plural(0, "dossier") == "0\u00a0dossier"
    assert filters.plural(1, "dossier") == "1\u00a0dossier"
    assert filters.plural(2, "avis", "avis") == "2\u00a0avis"
    assert filters.plural(1200, "dossier") == "1\u202f200\u00a0dossiers"


def test_spaces_are_tied_outside_tags_only() -> None:
    assert tied("« Oui » : 12 000 € ?") == "«\u00a0Oui\u00a0»\u00a0: 12\u202f000\u00a0€\u202f?"
    svg = Markup('<svg viewBox="0 0 100 100">Total : 1 000</svg>')
    assert tied(svg) == Markup('<svg viewBox="0 0 100 100">Total\u00a0: 1\u202f000</svg>')
    assert between_tags('a : b" viewBox="0 0 100 100">c : d', is_inside=True).startswith(
        'a : b" viewBox="0 0 100 100">c\u00a0'
    )
