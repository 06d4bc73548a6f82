"""From an address to the subject it names, and back."""

from collections.abc import Callable
from typing import Any

from flask import abort, url_for
from flask_login import current_user

from grants.database import db
from grants.languages import translated
from grants.models import (
    Accreditation,
    AgendaItem,
    Agreement,
    Application,
    Calculation,
    CallDraft,
    Delegation,
    Letter,
    Mandate,
    Meeting,
    Organisation,
    Payment,
    Recovery,
    Round,
    Scenario,
)
from grants.models.organisation import OfOrganisation
from grants.policies.access import can
from grants.policies.blinding import is_blind
from grants.queries import applications
from grants.values.sentences import sentence
from workflows.words import plural

Loader = Callable[..., Any]
OWN_PAGES = ("report", "evaluation", "appeal")  # what belongs to a file, and is read on its own page


def the_application(number: str) -> Application:
    """The file of this number; 404 when there is none."""
    return applications.by_number(number) or abort(404)


def part_of_file(model: Any) -> Loader:
    """A loader of what belongs to a file: 404 unless it belongs to the file of the address."""

    def load(number: str, id: int) -> Any:
        found = db.session.get(model, id)
        if found is None or found.application.number != number:
            abort(404)
        return found

    return load


def the_round(round_id: int) -> Round:
    return db.session.get(Round, round_id) or abort(404)


def the_scenario(scenario_id: int) -> Scenario:
    return db.session.get(Scenario, scenario_id) or abort(404)


def the_calculation(calculation_id: int) -> Calculation:
    return db.session.get(Calculation, calculation_id) or abort(404)


def the_meeting(meeting_id: int) -> Meeting:
    return db.session.get(Meeting, meeting_id) or abort(404)


def the_organisation(organisation_id: int) -> Organisation:
    """The organisation of this id, or what it has been merged into."""
    found = db.session.get(Organisation, organisation_id) or abort(404)
    return the_organisation(found.merged_into_id) if found.merged_into_id else found


def part_of_organisation(model: Any) -> Loader:
    """A loader of what belongs to an organisation: 404 unless it belongs to that of the address."""

    def load(organisation_id: int, id: int) -> Any:
        found = db.session.get(model, id)
        if found is None or found.organisation_id != organisation_id:
            abort(404)
        return found

    return load


def identity(subject: Any) -> dict[str, Any]:
    """The parts of an address that name this subject."""
    if isinstance(subject, Application):
        return {"number": subject.number}
    if isinstance(subject, OfOrganisation):
        return {"organisation_id": subject.organisation_id, "id": subject.id}
    if isinstance(subject, AgendaItem):
        return {"meeting_id": subject.meeting_id, "number": subject.application.number}
    if hasattr(subject, "application"):
        return {"number": subject.application.number, "id": subject.id}
    return {f"{subject.__tablename__}_id": subject.id}


def address_of(act: str, subject: Any) -> str:
    """The page of an act: the view of "ruling.award" is `rulings.award`."""
    noun, verb = act.split(".")
    return url_for(f"{plural(noun)}.{verb}", **identity(subject))


def page_of(subject: Any) -> str:
    """The page where a person finds this subject: the portal's for its applicants, the desk's for the staff."""
    if isinstance(subject, Round):
        return url_for("rounds.show", round_id=subject.id)
    if isinstance(subject, Scenario):
        return url_for("boards.scenario", scenario_id=subject.id)
    if isinstance(subject, CallDraft):
        return url_for("call_drafts.show", key=subject.key)
    if isinstance(subject, Meeting):
        return url_for("meetings.show", meeting_id=subject.id)
    if isinstance(subject, AgendaItem):
        return url_for("meetings.item", **identity(subject))
    if isinstance(subject, Organisation):
        return url_for("organisations.show", organisation_id=subject.id)
    if isinstance(subject, Mandate):
        return url_for("mandates.show", **identity(subject))
    if isinstance(subject, Accreditation):
        return url_for("accreditations.index")
    if isinstance(subject, Delegation):
        return url_for("delegations.index")
    if isinstance(subject, Letter):
        return url_for("letters.of_round", round_id=file_of(subject).round_id)
    if isinstance(subject, OfOrganisation):
        return page_of(subject.organisation)
    if isinstance(subject, Agreement | Payment | Recovery):
        return url_for("agreements.show", **identity(agreement_of(subject)))
    if subject.__tablename__ in OWN_PAGES:
        return url_for(f"{subject.__tablename__}s.show", **identity(subject))
    file = subject if isinstance(subject, Application) else subject.application
    is_staff = can(current_user, "application.instruct", file)
    return url_for("desk.show" if is_staff else "applications.show", number=file.number)


def file_of(letter: Letter) -> Application:
    """The file of a letter that has an address; 404 for one about a meeting."""
    return letter.application or abort(404)


def agreement_of(subject: Agreement | Payment | Recovery) -> Agreement:
    """The agreement by which this money is given or comes back."""
    if isinstance(subject, Agreement):
        return subject
    return subject.agreement if isinstance(subject, Payment) else subject.payment.agreement


def line_of(subject: Any) -> str:
    """What an act is about, in one line."""
    if isinstance(subject, Round):
        return f"{subject.call.short_title}, {subject.title}"
    if isinstance(subject, Scenario):
        return f"{line_of(subject.round)} : {subject.name}"
    if isinstance(subject, CallDraft | Meeting):
        return subject.title
    if isinstance(subject, Organisation):
        return subject.name
    if isinstance(subject, Accreditation):
        return subject.house
    if isinstance(subject, Delegation):
        return f"{subject.user.name}, {subject.reference}"
    if isinstance(subject, OfOrganisation):
        return line_of(subject.organisation)
    file = subject if isinstance(subject, Application) else subject.application
    label = getattr(subject, "label", "")
    whose = "" if is_blind(current_user, file) else file.organisation.name
    line = translated(sentence("Dossier %(number)s, %(name)s", number=file.number, name=whose)) if whose else (
        translated(sentence("Dossier %(number)s, lu à l’aveugle", number=file.number))
    )  # fmt: skip
    return f"{line} : {label}" if label else str(line)
