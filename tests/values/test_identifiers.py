import pytest

from grants.values.identifiers import is_commitment, is_rna, is_siren, is_siret, nic, spaced_siret


@pytest.mark.parametrize(
    "typed",
    ["73282932000074", "20003452800014", "35600000000048", "35600000009075", "35600000049837", "732 829 320 00074",
     "732\u202f829\xa0320 00074"],
)  # fmt: skip
def test_knows_a_siret(typed):
    assert is_siret(typed)


@pytest.mark.parametrize(
    "typed",
    ["73282932000075", "20003452800041", "35600000049838", "12345678900007", "00000000000000", "", "7328293200007",
     "٧٣٢٨٢٩٣٢٠٠٠٠٧٤", "732829320 0007４", 73282932000074, None, b"73282932000074", ["73282932000074"]],
)  # fmt: skip
def test_refuses_what_is_no_siret(typed):
    assert not is_siret(typed)


def test_knows_a_siren():
    assert is_siren("732 829 320")
    assert is_siren("356000000")
    assert not is_siren("123456789")
    assert not is_siren("000000000")


@pytest.mark.parametrize("typed", ["W443000123", "W2A1001234", "W9R1001234", " w443 000123 "])
def test_knows_an_rna_number(typed):
    assert is_rna(typed)


@pytest.mark.parametrize("typed", ["443000123", "W44300012", "W44A000123", "W4430001234", "", "W4ı3000123", None])
def test_refuses_what_is_no_rna_number(typed):
    assert not is_rna(typed)


def test_cuts_and_spaces_a_siret():
    assert nic("732 829 320 00074") == "00074"
    assert spaced_siret("73282932000074") == "732 829 320 00074"
    assert is_commitment("2102368447")
    assert not is_commitment("210236844")
