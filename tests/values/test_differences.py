"""Two texts, passage by passage: both can be read again from what is told, and it is short."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grants.values.differences import ADDED, MOST, REMOVED, SAME, between

TEXTS = st.text(alphabet="ab \n", max_size=30)


def read(passages, without: str) -> str:
    return "".join(each.text for each in passages if each.kind != without)


@given(TEXTS, TEXTS)
def test_both_texts_are_read_again_from_the_passages(before, after):
    found = between(before, after)
    assert (read(found, ADDED), read(found, REMOVED)) == (before, after)
    assert all(each.text for each in found)
    assert [each.kind for each in found if each.kind == SAME] == [each.kind for each in found] or before != after


@pytest.mark.parametrize(("before", "after", "told"), [
    ("un camion bleu", "un grand camion bleu", [(SAME, "un"), (ADDED, " grand"), (SAME, " camion bleu")]),
    ("a b c d", "a x y d", [(SAME, "a "), (REMOVED, "b c"), (ADDED, "x y"), (SAME, " d")]),
    ("", "neuf", [(ADDED, "neuf")]),
    ("parti", "", [(REMOVED, "parti")]),
    ("pareil", "pareil", [(SAME, "pareil")]),
])  # fmt: skip
def test_words_that_follow_each_other_are_one_passage(before, after, told):
    assert [(each.kind, each.text) for each in between(before, after)] == told


def test_very_long_texts_are_told_one_after_the_other():
    long = "mot " * MOST
    assert [each.kind for each in between(long, long + "fin")] == [REMOVED, ADDED]
