"""Two people on one page, answer by answer."""

from grants.definitions.merging import mark, mine_and_clashes


def test_what_nobody_else_changed_is_mine_what_i_did_not_change_is_theirs():
    seen = {"a": mark("1"), "b": mark("2"), "c": mark("3")}
    current = {"a": "1", "b": "theirs", "c": "theirs"}
    assert mine_and_clashes({"a": "mine", "b": "2", "c": "mine"}, current, seen) == ({"a": "mine"}, ["c"])


def test_what_is_empty_is_the_same_however_it_is_written():
    assert {mark(each) for each in (None, "", " ", [], {}, False, {"lines": {}})} == {"0"}


def test_what_the_page_proposed_and_nobody_saved_is_kept():
    assert mine_and_clashes({"a": "known"}, {}, {"a": mark("known")}) == ({"a": "known"}, [])
