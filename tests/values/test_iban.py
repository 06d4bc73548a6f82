import pytest

from grants.values.iban import is_iban, masked_iban, spaced_iban


@pytest.mark.parametrize(
    "typed",
    ["FR7630006000011234567890189", "FR1420041010050500013M02606", "fr76 3000 6000 0112 3456 7890 189",
     "DE89370400440532013000", "BE68539007547034"],
)  # fmt: skip
def test_knows_an_account(typed):
    assert is_iban(typed)


@pytest.mark.parametrize(
    "typed",
    ["FR7630006000011234567890188", "FR2830006000011234567890180", "FR763000600001123456789018", "", "FR76", None, 3,
     "FR76-3000-6000-0112-3456-7890-189", "XX7630006000011234567890189", "FR٧٦30006000011234567890189"],
)  # fmt: skip
def test_refuses_what_is_no_account(typed):
    assert not is_iban(typed)


def test_writes_an_account():
    assert spaced_iban("FR7630006000011234567890189") == "FR76 3000 6000 0112 3456 7890 189"
    assert masked_iban("FR7630006000011234567890189") == "FR•• •••• 189"
    assert masked_iban("") == ""
