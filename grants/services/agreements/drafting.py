"""The agreement of one award: an order (arrêté) or, above the threshold of the year, a convention."""

from datetime import date, timedelta

from sqlalchemy import func, select

from grants.database import db
from grants.definitions import rules
from grants.models import Agreement, AgreementKind, Application, Delegation, Funder, Ruling
from grants.policies.roles import roles_on
from grants.queries import agreements as queries
from grants.services import letters
from grants.services.command import Act, command
from grants.values import clock
from grants.values.money import Money
from grants.values.periods import add_months
from grants.values.sentences import sentence
from workflows.errors import NotAllowed, Refused
from workflows.registry import latest
from workflows.roles import Role

TO_SEND = timedelta(days=15)


@command
def draft(
    act: Act,
    application_id: int,
    *,
    version: int,
    object: str,
    starts_on: date,
    ends_on: date,
    ruling_id: int | None = None,
    amount: Money | None = None,
    commitment_reference: str | None = None,
) -> int:
    """Draft the agreement of a ruling; of an amount where a service records (no ruling). Its id."""
    application = act.lock(Application, application_id, version=version)
    act.do(application, "agreement.draft")
    ruling = the_ruling(application, ruling_id) if ruling_id else None
    if ruling is None and (amount is None or not application.call.is_recorded):
        raise Refused(["Choisissez la décision que cet acte met en œuvre."])
    refuse_period(starts_on, ends_on, clock.day_of(act.at))
    agreement = Agreement(application=application, ruling=ruling, object=object, drafted_at=act.at)
    agreement.funder = ruling.funder if ruling else lead_funder(application)
    agreement.amount = ruling.amount if ruling else amount
    agreement.workflow_key, agreement.state = latest("agreement").key, latest("agreement").initial
    agreement.starts_on, agreement.ends_on, agreement.send_by_at = starts_on, ends_on, act.at + TO_SEND
    agreement.commitment_reference = commitment_reference or None
    agreement.kind = kind_of(application, agreement)
    agreement.reference = next_reference(application, agreement.kind)
    db.session.add(agreement)
    db.session.flush()
    if Role.GRANT_MANAGER not in roles_on(act.actor, agreement):
        raise NotAllowed("agreement.draft")
    if application.call.is_recorded:
        application.released_at = application.released_at or act.at  # no ruling is awaited there
    letter = letters.write(act, "agreement.draft", agreement, application, **signatory(ruling))
    letter.released_at = None  # it is read when the agreement is sent
    return agreement.id


def signatory(ruling: Ruling | None) -> dict[str, str]:
    """In the act that is drafted stands who ruled, not who drafts: letter variables by their French names."""
    if ruling is None:
        return {"delegation_reference": "sans objet"}
    delegation = db.session.get(Delegation, ruling.delegation_id) if ruling.delegation_id else None
    office = "par délégation de signature" if delegation else ruling.funder.label
    reference = delegation.reference if delegation else "sans objet"
    return {
        "signataire_nom": ruling.author.name, "signataire_fonction": office, "delegation_reference": reference,
    }  # fmt: skip


def the_ruling(application: Application, ruling_id: int) -> Ruling:
    """An award in force that no agreement carries; `Refused` else."""
    found = next((each for each in queries.to_draft(application) if each.id == ruling_id), None)
    if found is None:
        raise Refused(["Cette décision a déjà son arrêté ou sa convention, ou n’est plus en vigueur."])
    return found


def lead_funder(application: Application) -> Funder:
    lead = next(each for each in application.file.funders if each.lead)
    return db.session.scalars(select(Funder).filter_by(key=lead.key)).one()


def refuse_period(starts_on: date, ends_on: date, today: date) -> None:
    if ends_on < starts_on:
        raise Refused(["La fin de la période est avant son début."])
    years = rules.value("multi_year_maximum_years", on=today)
    if years and ends_on > add_months(starts_on, 12 * years):
        raise Refused([sentence("Une convention dure au plus %(years)s ans.", years=years)])


def kind_of(application: Application, agreement: Agreement) -> AgreementKind:
    """By the year's total for this organisation and this authority (décret n° 2001-495)."""
    decided = agreement.ruling.decided_at if agreement.ruling else agreement.drafted_at
    day = clock.day_of(decided)
    total = queries.year_total(application.organisation_id, agreement.funder_id or agreement.funder.id, day.year)
    if agreement.ruling is None:
        total += agreement.amount or Money(0)
    return AgreementKind.CONVENTION if rules.needs_convention(total, on=day) else AgreementKind.ORDER


def next_reference(application: Application, kind: AgreementKind) -> str:
    """« CONV-CC20-0042 »: the file's lock is held, so the rank is free."""
    drafted = select(func.count(Agreement.id)).filter_by(application_id=application.id)
    rank = (db.session.scalar(drafted) or 0) + 1
    base = f"{'CONV' if kind is AgreementKind.CONVENTION else 'ARR'}-{application.number}"
    return base if rank == 1 else f"{base}-{rank}"
