"""Proofs of deposit: the content frozen with its hash, and a code that anybody may check."""

import json
import secrets
from hashlib import sha256
from typing import Any

from sqlalchemy import select

from grants.database import db
from grants.models import Application, Receipt, Snapshot
from grants.queries import completeness
from grants.services.command import Act

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # nothing that is mistaken for something else when read aloud


def freeze(act: Act, application: Application, name: str, *, signature: dict[str, Any] | None = None) -> Snapshot:
    """Keep all that the file says at this instant, and who signs it; the caller holds it."""
    content = content_of(act, application) | ({"signature": signature} if signature else {})
    snapshot = Snapshot(application_id=application.id, act=name, content=content, taken_at=act.at)
    snapshot.digest = sha256(canonical(content)).hexdigest()
    db.session.add(snapshot)
    db.session.flush()
    return snapshot


def canonical(content: dict[str, Any]) -> bytes:
    """The one writing of a content that its hash is made of."""
    return json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def content_of(act: Act, application: Application) -> dict[str, Any]:
    """Answers by form and section, pieces by digest, and who, for what, when."""
    organisation = application.organisation
    identity = {name: getattr(organisation, name) for name in ("name", "siret", "rna", "legal_nature", "address")}
    return {
        "number": application.number,
        "call": application.call.key,
        "definition": application.definition.digest,
        "round": application.round.key,
        "stage": application.stage_key,
        "title": application.title,
        "requested_amount": str(application.requested_amount.euros) if application.requested_amount else None,
        "frozen_at": act.at.isoformat(),
        "frozen_by": act.actor.name,
        "organisation": identity,
        "answers": answers_by_form(application),
        "pieces": pieces(application),
    }


def answers_by_form(application: Application) -> dict[str, Any]:
    """What was answered, by form, then by section."""
    found: dict[str, dict[str, Any]] = {}
    for row in completeness.all_rows(application):
        found.setdefault(row.form_key, {})[row.section_key] = row.values
    return found


def pieces(application: Application) -> list[dict[str, Any]]:
    given = completeness.pieces_of(application)
    return [{"key": each.key, "name": each.name, "digest": each.digest} for each in given]


def give(act: Act, application: Application, snapshot: Snapshot) -> Receipt:
    """A receipt with a code of its own."""
    receipt = Receipt(application_id=application.id, snapshot_id=snapshot.id, code=new_code(), issued_at=act.at)
    db.session.add(receipt)
    db.session.flush()
    return receipt


def new_code() -> str:
    """As GQ7K-2MXP: unambiguous, and not given yet."""
    while True:
        letters = "".join(secrets.choice(ALPHABET) for _ in range(8))
        code = f"{letters[:4]}-{letters[4:]}"
        if db.session.scalar(select(Receipt.id).filter_by(code=code)) is None:
            return code
