"""Open data of subsidies: SCDL « subventions » 2.1.1, one row a beneficiary (décret 2017-779)."""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache
from textwrap import shorten
from typing import Any

from grants.analysis.figures import rounded
from grants.config import ROOT
from grants.definitions.grantor import Grantor, grantor
from grants.exports import cells
from grants.models import Agreement, Application, Organisation
from grants.queries import open_data
from grants.values.clock import day_of
from workflows.errors import Refused
from workflows.states import PaymentState

SCHEMA = ROOT / "data" / "scdl-subventions-2.1.1.json"
RNA = re.compile(r"W\d{9}", re.ASCII)
SMALLEST = Decimal("0.01")
LONGEST = 256
INVENTED = "Le SIRET de l’attribuant est inventé : donnez le vôtre dans data/attribuant.yaml avant de publier."
FORMATS = {"csv": cells.as_csv, "json": cells.as_json}

Row = dict[str, Any]


@dataclass
class OpenData:
    """The rows of a year, and a sentence for each beneficiary that can't be published, with the reason."""

    rows: list[Row] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)

    def written(self, format: str = "csv") -> bytes:
        return FORMATS[format](columns(), self.rows)


@cache
def columns() -> tuple[str, ...]:
    """The names of the columns, in the order of the schema."""
    return tuple(each["name"] for each in json.loads(SCHEMA.read_text(encoding="utf-8"))["fields"])


def of_year(year: int, by: Grantor | None = None) -> OpenData:
    """The subsidies signed in a year. `Refused` when real ones would go out under an invented number."""
    by = by or grantor()
    agreements = open_data.signed_in(year)
    if by.fictif and any(not each.application.is_fictif for each in agreements):
        raise Refused([INVENTED])
    found = OpenData()
    for agreement in agreements:
        if agreement.application.is_fictif == by.fictif:
            add(found, agreement, by)
    return found


def add(found: OpenData, agreement: Agreement, by: Grantor) -> None:
    common = row_of(agreement, by)
    for organisation, share in shares(agreement.application):
        numbers = identifiers(organisation)
        if not any(numbers.values()):
            found.left_out.append(f"{agreement.reference} : {organisation.name} n’a ni SIRET ni numéro RNA.")
            continue
        name = organisation.name + (" (fictif)" if organisation.is_fictif else "")
        found.rows.append(common | numbers | {"nomBeneficiaire": name, "pourcentageSubvention": share})


def row_of(agreement: Agreement, by: Grantor) -> Row:
    """What all the beneficiaries of an agreement share; the amount is the whole, before any split."""
    return {
        "nomAttribuant": by.name + (" (données fictives)" if by.fictif else ""),
        "idAttribuant": by.siret,
        "dateConvention": signed_on(agreement).isoformat(),
        "referenceDecision": agreement.reference,
        "objet": shorten(agreement.object, LONGEST, placeholder="…"),
        "montant": rounded(agreement.amended_amount.euros),
        "nature": "aide en numéraire",
        "conditionsVersement": conditions(agreement),
        "datesPeriodeVersement": period(agreement),
        "idRAE": None,
        "notificationUE": "non",
        "dispositifAide": agreement.application.call.title,
    }


def signed_on(agreement: Agreement) -> date:
    if agreement.signed_at is None:
        raise ValueError(f"{agreement.reference} n’est pas signé")
    return day_of(agreement.signed_at)


def conditions(agreement: Agreement) -> str:
    planned = [each for each in agreement.payments if each.state != PaymentState.CANCELLED]
    if not planned:
        return "selon la convention"
    return "unique" if len(planned) == 1 else "échelonné"


def period(agreement: Agreement) -> str:
    """The first and last days of payment; where none is planned, those of the agreement, else its signature."""
    planned = (each for each in agreement.payments if each.state != PaymentState.CANCELLED)
    days = {each.paid_on or (day_of(each.due_at) if each.due_at else None) for each in planned} - {None}
    days = days or {agreement.starts_on, agreement.ends_on} - {None} or {signed_on(agreement)}
    return "/".join(day.isoformat() for day in sorted({min(dated(days)), max(dated(days))}))


def dated(days: Iterable[date | None]) -> list[date]:
    return [each for each in days if each]


def shares(application: Application) -> Sequence[tuple[Organisation, Decimal]]:
    """Lead and co-carriers with their parts of the whole, which make 1.

    A co-carrier that has no page, or no part of its own, is paid by the lead: its part stays with the lead.
    """
    whole = application.requested_amount
    members = [each for each in application.partners if each.is_co_carrier and each.organisation and each.amount]
    if not whole or not members:
        return [(application.organisation, Decimal(1))]
    parts = [(each.organisation, rounded(each.amount.euros / whole.euros)) for each in members if each.amount]
    kept = [(organisation, share) for organisation, share in parts if organisation and share >= SMALLEST]
    lead = 1 - sum((share for _, share in kept), Decimal(0))
    if lead < SMALLEST:
        raise Refused([f"{application.number} : les parts des partenaires dépassent le montant du projet."])
    return [(application.organisation, lead), *kept]


def identifiers(organisation: Organisation) -> Row:
    """The SIRET, and the RNA number where it has the form that open data wants."""
    rna = organisation.rna if RNA.fullmatch(organisation.rna or "") else None
    return {"idBeneficiaire": organisation.siret, "rnaBeneficiaire": rna}
