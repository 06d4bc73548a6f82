"""Labels: granted from one day to another, renewed, withdrawn; no money."""

from datetime import date, timedelta

from sqlalchemy import select

from grants.database import db
from grants.models import Application, Label, Verdict
from grants.queries.letters.rulings import lines
from grants.services import envelopes, letters
from grants.services.command import Act, command
from grants.services.rulings import writing
from grants.services.rulings.signing import signing
from grants.values import clock
from workflows.errors import Refused


@command
def grant(act: Act, application_id: int, *, version: int, granted_from: date, granted_until: date) -> int:
    """Grant the label; its id."""
    application = envelopes.hold(act, application_id, version=version)
    act.move(application, "label.grant", granted_from=str(granted_from), granted_until=str(granted_until))
    writing.write(act, application, Verdict.SELECTION)
    label = add(application, granted_from, granted_until)
    told(act, application, "label.grant", label)
    return label.id


@command
def renew(act: Act, application_id: int, *, version: int, granted_until: date) -> int:
    """Grant it again, from the day after it ends; the id of the new label."""
    application = envelopes.hold(act, application_id, version=version)
    last = in_force(application)
    starts_on = last.granted_until + timedelta(days=1) if last.granted_until else clock.day_of(act.at)
    act.move(application, "label.renew", granted_from=str(starts_on), granted_until=str(granted_until))
    signing(act, application, writing.funder_of(act, application))
    label = add(application, starts_on, granted_until)
    act.touch(application)
    told(act, application, "label.renew", label)
    return label.id


@command
def withdraw(act: Act, application_id: int, *, version: int, withdrawn_on: date, reason: str) -> None:
    """Withdraw the label from that day."""
    application = envelopes.hold(act, application_id, version=version)
    last = in_force(application)
    if withdrawn_on < last.granted_from:
        raise Refused(["Le retrait est avant l’octroi."])
    act.move(application, "label.withdraw", said={"reason": reason}, withdrawn_on=str(withdrawn_on))
    signing(act, application, writing.funder_of(act, application))
    last.withdrawn_on = withdrawn_on
    for ruling in application.rulings:
        ruling.is_in_force = False
    letters.write(act, "label.withdraw", last, application, motifs=lines(reason))


def add(application: Application, granted_from: date, granted_until: date) -> Label:
    if granted_until < granted_from:
        raise Refused(["La fin du label est avant son début."])
    label = Label(application=application, granted_from=granted_from, granted_until=granted_until)
    db.session.add(label)
    db.session.flush()
    return label


def in_force(application: Application) -> Label:
    """The latest label that was not withdrawn; `Refused` when there is none."""
    mine = select(Label).filter_by(application_id=application.id, withdrawn_on=None).order_by(Label.id.desc())
    found = db.session.scalars(mine.limit(1)).one_or_none()
    if found is None:
        raise Refused(["Ce dossier n’a pas de label en cours."])
    return found


def told(act: Act, application: Application, name: str, label: Label) -> None:
    letters.write(act, name, label, application)
    if application.round.is_published and not application.is_published:
        writing.release(act, application)
