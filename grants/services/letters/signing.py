"""A letter signed by hand and scanned, or by an external signature: joined to what it will leave as."""

from dataclasses import asdict
from datetime import date
from typing import Any

from grants.arriving import Arrived
from grants.database import db
from grants.examining.signatures import Signed
from grants.models import Application, Delegation, Letter
from grants.queries import mailings
from grants.services import envelopes, stored_files
from grants.services.command import Act, command
from grants.services.letters.leaving import leave
from grants.values import clock
from grants.values.french import date_longue
from grants.values.sentences import sentence
from grants.values.stems import unaccented
from workflows.errors import Refused

GONE = "Cette lettre est déjà partie : une lettre partie ne change plus."
REPLACED = "Cette lettre est remplacée par une autre : c’est l’autre qu’il faut signer."
NOT_RULED = "Cette lettre n’est pas celle d’une décision en vigueur : elle n’a pas à être signée ici."
TO_COME = "La date de signature est dans l’avenir."
TOO_EARLY = "La date de signature est avant celle de la lettre."
OUT_OF_DATES = (
    "Le %(day)s, la délégation « %(reference)s » n’était pas en vigueur : cette signature n’engage pas l’autorité."
)
UNCONFIRMED = "Rien ne prouve qui a signé : vérifiez le nom de la signature, puis cochez que vous l’avez fait."


@command
def sign(
    act: Act,
    letter_id: int,
    *,
    version: int,
    document: Arrived,
    signed_on: date | None = None,
    seen: Signed | None = None,
    is_confirmed: bool = False,
) -> None:
    """Join the signed letter; `seen` is what its electronic signature says, none when it was signed by hand.

    A letter of decisions already published leaves as soon as the last of its file is signed.
    """
    owner = db.session.get_one(Letter, letter_id).application_id or 0
    application = envelopes.hold(act, owner)
    letter = act.lock(Letter, letter_id, version=version)
    day = clock.day_of(seen.signed_at) if seen and seen.signed_at else signed_on or clock.day_of(act.at)
    how: dict[str, Any] = {"way": "pades" if seen else "ink", "signed_on": day.isoformat()}
    how["is_confirmed"] = is_confirmed
    act.do(letter, "letter.sign", reference=letter.reference, digest=document.digest, **how)
    demand_signable(letter)
    demand_day(act, letter, day)
    if not (is_confirmed or (seen and proves(seen, letter))):
        raise Refused([UNCONFIRMED])
    letter.signed_digest = stored_files.keep(document.digest, document.size, document.media_type, document.scan)
    letter.signature = how | (said(seen) if seen else {})
    letter.signed_at, letter.signed_by_id = act.at, act.actor.id
    db.session.flush()
    let_leave(act, application)


def demand_signable(letter: Letter) -> None:
    if letter.ruling is None or not letter.ruling.is_in_force:
        raise Refused([REPLACED if letter.superseded_at else NOT_RULED])
    if letter.superseded_at is not None:
        raise Refused([REPLACED])
    if letter.released_at is not None:
        raise Refused([GONE])


def demand_day(act: Act, letter: Letter, day: date) -> None:
    """Signed since it was written, and while the delegation of whoever ruled ran."""
    if day > clock.day_of(act.at):
        raise Refused([TO_COME])
    if day < clock.day_of(letter.issued_at):
        raise Refused([TOO_EARLY])
    held = letter.ruling.delegation if letter.ruling else None
    if held is not None and not ran(held, day):
        raise Refused([sentence(OUT_OF_DATES, day=date_longue(day), reference=held.reference)])


def ran(held: Delegation, day: date) -> bool:
    """Whether it was in force that day, even if it has ended since."""
    ended = held.ended_at and clock.day_of(held.ended_at)
    return held.valid_from <= day and all(last is None or day <= last for last in (held.valid_until, ended))


def proves(seen: Signed, letter: Letter) -> bool:
    """Whether a known authority says that whoever ruled signed: each word of their name is in the certificate's."""
    name = letter.ruling.author.name if letter.ruling else ""
    certified = set(unaccented(seen.signer).split())
    return seen.is_verified and set(unaccented(name).split()) <= certified


def said(seen: Signed) -> dict[str, Any]:
    """What is kept of an electronic signature, beside the signed document itself."""
    moment = seen.signed_at
    return asdict(seen) | {"signed_at": moment.isoformat() if moment else None}


def let_leave(act: Act, application: Application) -> None:
    """After the publication, a file whose letters are all signed is told at once."""
    if application.round.is_published and not mailings.unsigned([application.id]):
        leave(act, application)
