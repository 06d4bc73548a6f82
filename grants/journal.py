"""The append-only record of every act: one chain of hashes per stream, sealed from outside."""

import json
import secrets
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import bindparam, select

from grants.database import db
from grants.models.journal_entry import JournalEntry, Journalled, PersonalText
from grants.values import clock

CHAIN = select(JournalEntry.seq, JournalEntry.hash).filter_by(stream=bindparam("stream"))
LAST = CHAIN.order_by(JournalEntry.seq.desc()).limit(1)


def append(
    subject: Journalled,
    act: str,
    /,
    *,
    actor_id: int,
    at: datetime,
    said: Mapping[str, str] | None = None,
    **data: Any,
) -> JournalEntry:
    """Add a link to the subject's chain; the caller holds the subject's row lock.

    `said` are words of a person (reasons, observations): they stand apart, referred to by salted digest,
    so that a lawful erasure keeps the chain whole.
    """
    if said:
        data["said"] = {name: keep(subject.stream, text) for name, text in said.items() if text}
    if clock.is_simulated():
        data["simulated"] = True
    last = db.session.execute(LAST, {"stream": subject.stream}).first()
    seq, previous = (last.seq + 1, last.hash) if last else (1, "")
    entry = JournalEntry(stream=subject.stream, seq=seq, act=act, actor_id=actor_id, at=at, data=data)
    entry.hash = link(entry, previous)
    db.session.add(entry)
    db.session.flush()  # the next entry of this stream, in this transaction, must find this one
    return entry


def keep(stream: str, text: str) -> str:
    """Store words apart; their salted digest stands in the journal."""
    salt = secrets.token_hex(16)
    digest = digest_of(salt, text)
    db.session.add(PersonalText(digest=digest, stream=stream, salt=salt, text=text))
    return digest


def digest_of(salt: str, text: str) -> str:
    return sha256(f"{salt}:{text}".encode()).hexdigest()


def link(entry: JournalEntry, previous: str) -> str:
    """The hash of an entry and of all that came before it in its stream."""
    said = [previous, entry.stream, entry.seq, entry.act, entry.actor_id, entry.at.isoformat(), entry.data]
    return sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def broken_links(*, streams: Sequence[str] | None = None) -> Iterator[str]:
    """One sentence for each entry that does not follow from the one before it; of all streams without a list."""
    in_order = select(JournalEntry).order_by(JournalEntry.stream, JournalEntry.seq)
    if streams is not None:
        in_order = in_order.where(JournalEntry.stream.in_(streams))
    here, seq, previous = "", 0, ""
    for entry in db.session.scalars(in_order.execution_options(yield_per=1000)):
        if entry.stream != here:
            here, seq, previous = entry.stream, 0, ""
        if entry.seq != seq + 1 or entry.hash != link(entry, previous):
            yield f"{here} : chaîne rompue à l’entrée {entry.seq}"
        seq, previous = entry.seq, entry.hash


def altered_texts(*, streams: Sequence[str] | None = None) -> Iterator[str]:
    """Words kept apart that are no longer those the journal refers to; an erased one is lawful, not a fault."""
    texts = select(PersonalText)
    if streams is not None:
        texts = texts.where(PersonalText.stream.in_(streams))
    for kept in db.session.scalars(texts.execution_options(yield_per=1000)):
        if kept.digest != digest_of(kept.salt, kept.text):
            yield f"{kept.stream} : un texte joint au journal a été modifié"
