"""Giving up (désistement): the file's credits are freed for others."""

from typing import Any

from grants.models import Application
from grants.services import envelopes, letters
from grants.services.command import Act, command


@command
def withdraw(act: Act, application_id: int, *, version: int, reason: str = "") -> None:
    """Withdraw the file; its rulings hold no more and its credits are freed. Nobody is promoted by itself."""
    application = envelopes.hold(act, application_id, version=version)
    given = words(application, reason)
    act.move(application, "application.withdraw", said={"reason": reason})
    envelopes.free(act, application)
    if not application.call.is_recorded:
        letters.write(act, "application.withdraw", application, application, **given)


def words(application: Application, reason: str) -> dict[str, Any]:
    """What the letter says; a ruling that is not published yet is not told by it."""
    told = [each for each in application.rulings if each.is_in_force and each.amount and application.is_published]
    return {
        "etape_desistement": "apres_attribution" if told else "avant_decision",
        "montant_attribue": told[0].amount if told else None,
        "motif_desistement": reason or None,
        "signataire_nom": application.file.contact.service,
        "signataire_fonction": "service instructeur",
    }
