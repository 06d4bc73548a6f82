"""The accounts of a project's budget (CERFA 12156; the same grid serves the financial report, CERFA 15059)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Account:
    """One account: amounts are typed on its parts, or on itself when it has none."""

    code: str
    label: str
    parts: tuple["Account", ...] = ()

    def leaves(self) -> Iterator["Account"]:
        """Where amounts are typed."""
        yield from self.parts or (self,)


def account(code: str, label: str, **parts: str) -> Account:
    return Account(code, label, tuple(Account(part.removeprefix("n"), name) for part, name in parts.items()))


CHARGES = (
    account("60", "Achats", n601="Achats d’études et de prestations de services",
            n604="Achats de matières et de fournitures", n606="Autres fournitures"),
    account("61", "Services extérieurs", n613="Locations", n615="Entretien et réparation",
            n616="Assurance", n618="Documentation"),
    account("62", "Autres services extérieurs", n622="Rémunérations intermédiaires et honoraires",
            n623="Publicité, publications", n625="Déplacements, missions", n626="Services bancaires, autres"),
    account("63", "Impôts et taxes", n631="Impôts et taxes sur rémunération", n635="Autres impôts et taxes"),
    account("64", "Charges de personnel", n641="Rémunération des personnels", n645="Charges sociales",
            n647="Autres charges de personnel"),
    account("65", "Autres charges de gestion courante"),
    account("66", "Charges financières"),
    account("67", "Charges exceptionnelles"),
    account("68", "Dotations aux amortissements, provisions et engagements à réaliser"),
    account("69", "Impôt sur les bénéfices, participation des salariés"),
    account("indirect", "Charges indirectes réparties"),
)  # fmt: skip
IN_KIND_CHARGES = account("86", "Emplois des contributions volontaires en nature", n860="Secours en nature",
                          n861="Mise à disposition gratuite de biens et services", n862="Prestations",
                          n864="Personnel bénévole")  # fmt: skip
PUBLIC_ROWS = {
    "74_state": "État – autres services",
    "74_region": "Conseil régional",
    "74_department": "Conseil départemental",
    "74_intercommunality": "Intercommunalité",
    "74_commune": "Commune",
    "74_social_bodies": "Organismes sociaux (CAF, MSA, CPAM)",
    "74_europe": "Fonds européens",
    "74_employment": "Agence de services et de paiement (emplois aidés)",
    "74_other": "Autres établissements publics",
}
IN_KIND_INCOME = account("87", "Contributions volontaires en nature", n870="Bénévolat",
                         n871="Prestations en nature", n875="Dons en nature")  # fmt: skip


def income(funder_rows: Mapping[str, str]) -> tuple[Account, ...]:
    """The accounts of income; the call's own funders come first in account 74."""
    grants = {f"n{code}": label for code, label in {**funder_rows, **PUBLIC_ROWS}.items()}
    return (
        account("70", "Vente de produits finis, de marchandises, prestations de services"),
        account("73", "Dotations et produits de tarification"),
        account("74", "Subventions d’exploitation", **grants),
        account("75", "Autres produits de gestion courante", n756="Cotisations", n758="Dons manuels, mécénat",
                n750="Autres produits"),
        account("76", "Produits financiers"),
        account("77", "Produits exceptionnels"),
        account("78", "Reprises et ressources reportées", n780="Reprises sur amortissements et provisions",
                n789="Ressources non utilisées d’opérations antérieures"),
        account("79", "Transferts de charges"),
        account("own_funds", "Ressources propres affectées au projet"),
    )  # fmt: skip


@dataclass(frozen=True)
class Grid:
    """All accounts of one budget, with the rows of the funders of its call."""

    charges: tuple[Account, ...]
    income: tuple[Account, ...]
    in_kind: tuple[Account, Account] | tuple[()] = (IN_KIND_CHARGES, IN_KIND_INCOME)

    @property
    def accounts(self) -> tuple[Account, ...]:
        return (*self.charges, *self.income, *self.in_kind)

    def leaves(self) -> Iterator[Account]:
        for each in self.accounts:
            yield from each.leaves()

    def label(self, code: str) -> str:
        """The name of an account or of one of its parts; the code itself when unknown."""
        names = {each.code: each.label for top in self.accounts for each in (top, *top.parts)}
        return names.get(code, code)


def grid(funder_rows: Mapping[str, str] | None = None, *, in_kind: bool = True) -> Grid:
    """The grid of a call, whose funders each have a row: {"74_state_commissioner": "État – crédits commissaire"}."""
    pair = (IN_KIND_CHARGES, IN_KIND_INCOME) if in_kind else ()
    return Grid(CHARGES, income(funder_rows or {}), pair)
