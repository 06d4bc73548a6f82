"""Identifiers whose check digits hold and that nobody has: no company, association or bank begins with these zeros."""

from stdnum import luhn

from grants.values.iban import RIB_DIGITS


def siret(rank: int) -> str:
    """A SIRET whose SIREN begins with 000, which INSEE gives to nobody."""
    siren = f"000{rank:05}"
    siren += luhn.calc_check_digit(siren)
    establishment = f"{siren}0001"
    return establishment + luhn.calc_check_digit(establishment)


def rna(rank: int) -> str:
    """An RNA number of the department 00, which does not exist."""
    return f"W00{rank:07}"


def iban(rank: int) -> str:
    """An account of the bank 00000, which does not exist; both keys hold."""
    account = f"{rank:011}"
    weighed = 3 * int(account.translate(RIB_DIGITS))
    digits = f"{0:010}{account}{97 - weighed % 97:02}"
    check = 98 - int(f"{digits}152700") % 97  # F and R are 15 and 27
    return f"FR{check:02}{digits}"
