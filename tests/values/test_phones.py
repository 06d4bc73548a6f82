import pytest

from grants.values import phones


@pytest.mark.parametrize(("typed", "stored", "shown"), [
    ("02 40 12 34 56", "+33240123456", "02 40 12 34 56"),
    ("0033 2.40.12.34.56", "+33240123456", "02 40 12 34 56"),
    ("+33 (0)6 12 34 56 78", "+33612345678", "06 12 34 56 78"),
    ("0692 12 34 56", "+262692123456", "+262 692 12 34 56"),
    ("0639 69 12 34", "+262639691234", "+262 639 69 12 34"),
    ("0590 82 12 34", "+590590821234", "+590 590 82 12 34"),
    ("0696 20 12 34", "+596696201234", "+596 696 20 12 34"),
    ("0694 20 12 34", "+594694201234", "+594 694 20 12 34"),
])  # fmt: skip
def test_a_number_of_france_and_overseas_is_kept_as_the_world_writes_it(typed: str, stored: str, shown: str) -> None:
    assert phones.stored(typed) == stored
    assert phones.spaced(stored) == shown
    assert phones.stored(shown) == stored, "what is shown can be sent back"


@pytest.mark.parametrize("typed", [
    "", "12", "3646", "02 40 12 34", "02 40 12 34 56 poste 4", "06 12 34 56 78 / 07", "9" * 300, "=1+1", None,
    240123456, "W443000123", "02 40 12 34 56 ext. 4", "0800 FLOWERS",
])  # fmt: skip
def test_what_is_no_number_is_refused(typed: object) -> None:
    assert phones.stored(typed) is None
    assert phones.spaced(str(typed)) == str(typed), "shown as it was typed"
