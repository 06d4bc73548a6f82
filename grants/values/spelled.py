"""Whole numbers spelled in French, for the amounts of legal acts."""

UNITS = [
    "zéro",
    "un",
    "deux",
    "trois",
    "quatre",
    "cinq",
    "six",
    "sept",
    "huit",
    "neuf",
    "dix",
    "onze",
    "douze",
    "treize",
]
UNITS += ["quatorze", "quinze", "seize", "dix-sept", "dix-huit", "dix-neuf"]
TENS = {
    2: "vingt",
    3: "trente",
    4: "quarante",
    5: "cinquante",
    6: "soixante",
    8: "quatre-vingt",
}


def spell(number: int) -> str:
    """0 ≤ number < 1 000 000 000 000: 80 → quatre-vingts, 21 000 → vingt et un mille."""
    if number == 0:
        return UNITS[0]
    billions, rest = divmod(number, 10**9)
    millions, rest = divmod(rest, 10**6)
    thousands, units = divmod(rest, 1000)
    parts = [
        _named(billions, "milliard"),
        _named(millions, "million"),
        _thousands(thousands),
    ]
    return " ".join(filter(None, [*parts, _hundreds(units) if units else ""]))


def _named(count: int, noun: str) -> str:
    return f"{_hundreds(count)} {noun}{'s' if count > 1 else ''}" if count else ""


def _thousands(count: int) -> str:
    # Before "mille", an adjective of number, "cent" and "vingt" take no s.
    return {0: "", 1: "mille"}.get(count) or (f"{_hundreds(count, ends=False)} mille" if count else "")


def _hundreds(number: int, *, ends: bool = True) -> str:
    hundreds, rest = divmod(number, 100)
    if not hundreds:
        return _tens(rest, ends=ends)
    head = "cent" if hundreds == 1 else f"{UNITS[hundreds]} cent{'s' if ends and not rest else ''}"
    return f"{head} {_tens(rest, ends=ends)}" if rest else head


def _tens(number: int, *, ends: bool) -> str:
    if number < 20:
        return UNITS[number]
    tens, unit = divmod(number, 10)
    if tens in (7, 9):
        tens, unit = tens - 1, unit + 10
    if not unit:
        return TENS[tens] + ("s" if tens == 8 and ends else "")
    joint = " et " if unit in (1, 11) and tens != 8 else "-"
    return f"{TENS[tens]}{joint}{UNITS[unit]}"
