"""The totals at which the law asks an organisation for more, told in plain words."""

from datetime import date

from flask_babel import gettext as _

from grants.analysis import aids
from grants.analysis.aids import Aid
from grants.definitions import rules
from grants.filters import euros
from grants.values.money import ZERO, Money


def told(given: list[Aid], today: date) -> list[dict[str, str]]:
    """What is reached and what is not, for `components/checks.html`; aids from elsewhere are not known here."""
    found = aids.totals(given, today.year)
    names = ("convention_threshold", "annual_accounts_threshold", "three_year_declaration_threshold")
    convention, accounts, declared = (rules.value(name, on=today) for name in names)
    return [
        of_one_funder(found.by_funder, convention, today.year),
        of_the_year(found.year, accounts, today.year),
        of_three_years(found.three_years, declared),
    ]


def of_one_funder(by_funder: dict[str, Money], limit: Money, year: int) -> dict[str, str]:
    funder, most = max(by_funder.items(), key=lambda each: each[1], default=("", ZERO))
    said = {"year": year, "limit": euros(limit, cents=False), "sum": euros(most), "funder": funder}
    if most > limit:
        return over(_("%(funder)s vous attribue %(sum)s en %(year)s : au-dessus de %(limit)s par an, une convention "
                      "est signée avec ce financeur.", **said))  # fmt: skip
    return under(_("Aucun financeur ne vous attribue plus de %(limit)s en %(year)s : une décision suffit, sans "
                   "convention.", **said))  # fmt: skip


def of_the_year(total: Money, limit: Money, year: int) -> dict[str, str]:
    said = {"year": year, "limit": euros(limit, cents=False), "sum": euros(total)}
    if total > limit:
        return over(_("%(sum)s d’aides en %(year)s : au-dessus de %(limit)s d’aides publiques par an, vos comptes "
                      "annuels sont contrôlés par un commissaire aux comptes et publiés.", **said))  # fmt: skip
    return under(_("%(sum)s d’aides connues ici en %(year)s. Si le total de vos aides publiques, celles d’ailleurs "
                   "comprises, dépasse %(limit)s, il vous faut un commissaire aux comptes.", **said))  # fmt: skip


def of_three_years(total: Money, limit: Money) -> dict[str, str]:
    said = {"limit": euros(limit, cents=False), "sum": euros(total)}
    if total > limit:
        return over(_("%(sum)s d’aides sur trois ans : au-dessus de %(limit)s, dites-le dans les attestations de votre "
                      "demande.", **said))  # fmt: skip
    return under(_("%(sum)s d’aides connues ici sur trois ans. Au-dessus de %(limit)s, celles d’ailleurs comprises, "
                   "dites-le dans les attestations de votre demande.", **said))  # fmt: skip


def over(sentence: str) -> dict[str, str]:
    return {"tone": "warn", "sentence": sentence}


def under(sentence: str) -> dict[str, str]:
    return {"tone": "ok", "sentence": sentence}
