"""Identifiers of organisations and of acts: SIREN, SIRET, RNA, commitment numbers (EJ)."""

import re

from stdnum import luhn

LA_POSTE = "356000000"  # its establishments break the Luhn rule by decision of INSEE
SIREN = re.compile(r"\d{9}", re.ASCII)
SIRET = re.compile(r"\d{14}", re.ASCII)
RNA = re.compile(r"W\d[A-Z\d]\d{7}", re.ASCII)
COMMITMENT = re.compile(r"\d{10}", re.ASCII)


def compact(text: object) -> str:
    """The text without any space, uppercase; empty when it is no text or holds a character outside ASCII."""
    if not isinstance(text, str):
        return ""
    joined = "".join(text.split())
    return joined.upper() if joined.isascii() else ""


def is_siren(text: object) -> bool:
    """Nine digits that satisfy Luhn; spaces allowed."""
    number = compact(text)
    return bool(SIREN.fullmatch(number)) and number.strip("0") != "" and luhn.is_valid(number)


def is_siret(text: object) -> bool:
    """Fourteen digits that satisfy Luhn, of which a valid SIREN; La Poste's own rule is known."""
    number = compact(text)
    if not SIRET.fullmatch(number) or not is_siren(number[:9]):
        return False
    if luhn.is_valid(number):
        return True
    return number.startswith(LA_POSTE) and sum(map(int, number)) % 5 == 0


def is_rna(text: object) -> bool:
    """W and nine characters (répertoire national des associations)."""
    return bool(RNA.fullmatch(compact(text)))


def is_commitment(text: object) -> bool:
    """Ten digits (engagement juridique, EJ)."""
    return bool(COMMITMENT.fullmatch(compact(text)))


def nic(siret: str) -> str:
    """The last five digits of a SIRET: which establishment of the organisation."""
    return compact(siret)[-5:]


def spaced_siret(siret: str) -> str:
    """A SIRET as people read it: "732 829 320 00074"."""
    number = compact(siret)
    return f"{number[:3]} {number[3:6]} {number[6:9]} {number[9:]}"
