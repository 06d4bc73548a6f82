"""Bank accounts: IBAN (ISO 13616) and the key of the French RIB inside it."""

from stdnum import iban

from grants.values.identifiers import compact

# The RIB turns letters into digits by its own table, not the IBAN's.
RIB_DIGITS = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "12345678912345678923456789")
WITH_RIB = ("FR", "MC")


def is_iban(text: object) -> bool:
    """An account number whose check digits hold, French key included; spaces allowed."""
    number = compact(text)
    if not number.isalnum() or not number[2:4].isdecimal() or not 2 <= int(number[2:4]) <= 98:
        return False
    # Without the country modules: their lists of banks grow old.
    return iban.is_valid(number, check_country=False) and (not number.startswith(WITH_RIB) or has_rib_key(number))


def has_rib_key(number: str) -> bool:
    """Whether the last two digits of a French IBAN are the key of its bank, branch and account."""
    bank, branch, account, key = number[4:9], number[9:14], number[14:25], number[25:]
    weighed = 89 * int(bank) + 15 * int(branch) + 3 * int(account.translate(RIB_DIGITS))
    return 97 - weighed % 97 == int(key)


def spaced_iban(text: str) -> str:
    """An IBAN as banks print it, by groups of four."""
    number = compact(text)
    return " ".join(number[start : start + 4] for start in range(0, len(number), 4))


def masked_iban(text: str) -> str:
    """An IBAN of which only the country and the last three characters can be read."""
    number = compact(text)
    return f"{number[:2]}•• •••• {number[-3:]}" if number else ""
