"""Money that adds up."""

from collections.abc import Iterator
from decimal import Decimal

from grants.definitions.checks.names import named
from grants.definitions.mistakes import Path, Place
from grants.values.money import Money
from grants.values.numbers import decimal_of, money_of


def faults(call: Place) -> Iterator[tuple[Path, str]]:
    funders = call["funders"].item_keys()
    for envelope in call["envelopes"]:
        yield from named(envelope["funder"], funders, "un financeur de ce fichier")
    yield from _total(call)
    yield from _funders(call)
    yield from _instalments(call)


def _total(call: Place) -> Iterator[tuple[Path, str]]:
    total = money_of(call["envelope_total"]["amount"].text)
    amounts = [money_of(envelope["amount"].text) for envelope in call["envelopes"]]
    if total is not None and amounts and None not in amounts and Money.total(amounts) != total:
        yield call["envelopes"].path, f"attendu : {total} en tout (envelope_total) — somme lue : {Money.total(amounts)}"


def _funders(call: Place) -> Iterator[tuple[Path, str]]:
    funders = list(call["funders"])
    if funders and [funder["lead"].value for funder in funders].count(True) != 1:
        yield call["funders"].path, "attendu : un seul chef de file (lead: true)"
    shares = [decimal_of(funder["share"].text) for funder in funders if funder["share"]]
    if shares and (None in shares or sum(filter(None, shares)) != 1 or len(shares) != len(funders)):
        yield call["funders"].path, "attendu : des parts (share) dont la somme fait 1"
    if len(funders) > 1 and not call["joint"]:
        yield call["funders"].path, "attendu : une partie « joint », puisqu’il y a plusieurs financeurs"


def _instalments(call: Place) -> Iterator[tuple[Path, str]]:
    for instalment in call["instalments"]:
        yield from named(instalment["envelope"], call["envelopes"].item_keys(), "une enveloppe de ce fichier")
    alternatives: dict[str, list[Decimal | None]] = {}
    for instalment in call["instalments"]:
        case = str(instalment["applies_if"].value)
        alternatives.setdefault(case, []).append(decimal_of(instalment["share"].text))
    for case, shares in alternatives.items():
        if None not in shares and sum(filter(None, shares)) != 1:
            which = "" if case == "None" else f" pour le cas {case}"
            yield call["instalments"].path, f"attendu : des parts dont la somme fait 1{which}"
    yield from _tranches(call)


def _tranches(call: Place) -> Iterator[tuple[Path, str]]:
    """Where instalments name envelopes, each envelope holds exactly its part of the total."""
    total = money_of(call["envelope_total"]["amount"].text)
    parts: dict[str, Decimal] = {}
    for instalment in call["instalments"]:
        key, share = instalment["envelope"].text, decimal_of(instalment["share"].text)
        if key and share is not None:
            parts[key] = parts.get(key, Decimal(0)) + share
    for envelope in call["envelopes"]:
        amount = money_of(envelope["amount"].text)
        if parts and total and amount and total.share(parts.get(envelope["key"].text, Decimal(0))) != amount:
            yield envelope["amount"].path, "attendu : la part du total que les versements prennent ici"
