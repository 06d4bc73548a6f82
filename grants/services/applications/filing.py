"""Handing in: the file is frozen as a snapshot whose hash is on the receipt."""

from typing import Any

from sqlalchemy import select

from grants.database import db
from grants.definitions.silence import silence_date
from grants.models import Application, Organisation, Receipt, Snapshot
from grants.queries import signers
from grants.queries.completeness import answers_of
from grants.services import letters, receipts, search_words
from grants.services.applications.completing import resume_silence
from grants.services.applications.identity import complete_identity
from grants.services.command import Act, command
from grants.values.clock import day_of
from workflows.errors import Invalid, NotAllowed
from workflows.roles import Role


@command
def ask_signature(act: Act, application_id: int, *, version: int) -> None:
    """Tell those who may sign that the file is ready and waits for them."""
    application = act.lock(Application, application_id, version=version)
    act.do(application, "application.ask_signature")


@command
def submit(act: Act, application_id: int, *, version: int, is_sincere: bool = True) -> int:
    """Hand the file in, once: done again, it gives the receipt that was given."""
    application, earlier = hold(act, application_id, "application.submit", version)
    return earlier or hand_in(act.as_received(), application, "application.submit", is_sincere)


@command
def submit_letter(act: Act, application_id: int, *, version: int, is_sincere: bool = True) -> int:
    """Hand the letter of intent in; the clock of silence waits for the full file."""
    application, earlier = hold(act, application_id, "application.submit_letter", version)
    return earlier or hand_in(act.as_received(), application, "application.submit_letter", is_sincere)


@command
def complete(act: Act, application_id: int, *, version: int) -> None:
    """Send the file back completed: the first deposit keeps its date, the clock of silence runs again."""
    application = act.lock(Application, application_id, version=version)
    snapshot = receipts.freeze(act, application, "application.complete")
    act.move(application, "application.complete", digest=snapshot.digest)
    resume_silence(act, application)
    tell_words(application)


def hold(act: Act, application_id: int, name: str, version: int) -> tuple[Application, int | None]:
    """The file, and the receipt that this very act has already given: a button pressed twice is one deposit."""
    lead = select(Application.organisation_id).filter_by(id=application_id).scalar_subquery()
    act.lock_all(Organisation, Organisation.id == lead)
    application = act.lock(Application, application_id)
    if application.state not in {str(state) for row in application.workflow.actions if row.name == name
                                 for state in row.source}:  # fmt: skip
        given = select(Receipt.id).join(Snapshot).filter(Receipt.application_id == application_id, Snapshot.act == name)
        if not application.workflow.allows(name, act.roles_on(application)):
            raise NotAllowed(name)  # a receipt is its people's: nobody else learns that there is one
        if earlier := db.session.scalar(given.order_by(Receipt.id.desc()).limit(1)):
            return application, earlier
    return act.lock(Application, application_id, version=version), None


def hand_in(act: Act, application: Application, name: str, is_sincere: bool) -> int:
    if not is_sincere:
        raise Invalid
    snapshot = receipts.freeze(act, application, name, signature=signature(act, application))
    receipt = receipts.give(act, application, snapshot)
    act.move(application, name, digest=snapshot.digest, code=receipt.code)
    application.submitted_at = application.saved_at = act.at
    if name == "application.submit":
        application.silence_on = silence_date(day_of(act.at))
    form = application.file.form_of(application.stage_key)
    complete_identity(application, answers_of(application, form.key))
    tell_words(application)
    db.session.flush()
    letters.write(act, name, application, application)
    return receipt.id


def tell_words(application: Application) -> None:
    """Once the State may read it, a file is found by what it says too."""
    search_words.index(application, [each.name for each in application.partners])


def signature(act: Act, application: Application) -> dict[str, Any]:
    """Who signs, by what right, and each sentence that is certified."""
    return {
        "name": act.actor.name,
        "office": act.actor.office,
        "by": by_what_right(act.roles_on(application)),
        "certified": [each.label for each in signers.attestations(application)],
        "at": act.at.isoformat(),
    }


def by_what_right(roles: frozenset[Role]) -> str:
    """As the receipt and the snapshot say it."""
    if Role.REPRESENTATIVE in roles:
        return "representative"
    return "delegate" if Role.APPLICANT in roles else "mandate"
