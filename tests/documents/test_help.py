"""Contextual help and the glossary."""

import csv

import pytest

from grants.definitions.prose import CONTENT, read

HELP = sorted((CONTENT / "help").glob("*.md"))


@pytest.mark.parametrize("path", HELP, ids=[path.stem for path in HELP])
def test_help_is_short_and_says_where_it_is_shown(path):
    head, body = read(path)
    assert head["key"] == path.stem
    assert head["shown_at"]
    assert len(body.split()) <= 150


def test_the_glossary_says_each_term_once():
    with (CONTENT / "glossary.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert all(all(row.values()) for row in rows)
    assert len({row["term"] for row in rows}) == len(rows) >= 104
