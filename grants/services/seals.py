"""Seal the heads of the journal's streams, in the database and in a file outside it."""

from collections import deque
from collections.abc import Iterator, Mapping
from pathlib import Path

from flask import current_app
from itsdangerous import BadData, URLSafeSerializer
from sqlalchemy import func, select, tuple_

from grants import journal
from grants.database import db
from grants.models import JournalEntry, Seal
from grants.services.command import transaction
from grants.values import clock


def signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], "journal")


def outside() -> Path:
    """The file that a thief of the database does not have."""
    return Path(current_app.config["SEALS_PATH"])


def seal() -> int:
    """Sign the head of each stream that moved since the last seal; how many there were."""
    with transaction():
        since = db.session.scalar(select(func.max(Seal.last_entry_id))) or 0
        moved = select(JournalEntry.stream, func.max(JournalEntry.seq)).where(JournalEntry.id > since)
        tails = db.session.execute(moved.group_by(JournalEntry.stream)).all()
        if not tails:
            return 0
        token = signer().dumps(heads_of([(stream, seq) for stream, seq in tails]))
        last = db.session.scalar(select(func.max(JournalEntry.id)))
        db.session.add(Seal(at=clock.now(), last_entry_id=last, token=token))
        keep_outside(token)
        return len(tails)


def heads_of(tails: list[tuple[str, int]]) -> dict[str, tuple[int, str]]:
    """Stream → (seq, hash), read in slices that every database takes."""
    heads = {}
    for start in range(0, len(tails), 400):
        here = select(JournalEntry.stream, JournalEntry.seq, JournalEntry.hash)
        rows = db.session.execute(
            here.where(tuple_(JournalEntry.stream, JournalEntry.seq).in_(tails[start : start + 400]))
        )
        heads.update({stream: (seq, digest) for stream, seq, digest in rows})
    return heads


def keep_outside(token: str) -> None:
    outside().parent.mkdir(parents=True, exist_ok=True)
    with outside().open("a", encoding="ascii") as file:
        file.write(token + "\n")


def sealed_heads(*, latest: int | None = None) -> tuple[dict[str, tuple[int, str]], list[str]]:
    """The newest sealed head of each stream, from both places, and the seals that are not ours any more.

    A seal cut from one place is still in the other. With `latest`, only so many of the last ones.
    """
    kept = db.session.scalars(select(Seal.token).order_by(Seal.id.desc()).limit(latest)).all()
    heads: dict[str, tuple[int, str]] = {}
    forged = 0
    for token in [*reversed(kept), *tokens_outside(latest)]:
        try:
            sealed = signer().loads(token)
        except BadData:
            forged += 1
            continue
        for stream, (seq, digest) in sealed.items():
            if stream not in heads or heads[stream][0] <= seq:
                heads[stream] = (seq, digest)
    return heads, [f"{forged} sceau(x) dont la signature n’est pas la nôtre"] if forged else []


def tokens_outside(latest: int | None) -> list[str]:
    """The seals of the file, or so many of its last lines."""
    if not outside().exists():
        return []
    with outside().open(encoding="ascii", errors="replace") as lines:
        return [token for line in deque(lines, maxlen=latest) for token in line.split()]


def lost_heads(heads: Mapping[str, tuple[int, str]]) -> Iterator[str]:
    """One sentence for each sealed head (stream → seq, hash) that is no longer there."""
    present = heads_of([(stream, seq) for stream, (seq, _hash) in heads.items()])
    for stream, (seq, sealed) in sorted(heads.items()):
        if present.get(stream) != (seq, sealed):
            yield f"{stream} : la tête scellée (entrée {seq}) a disparu"


def verify(*, stream: str | None = None) -> list[str]:
    """Every fault of the journal, or of one stream: broken links, altered words, sealed heads that are gone."""
    heads, forged = sealed_heads()
    watched = {name: head for name, head in heads.items() if stream in (None, name)}
    chosen = [stream] if stream else None
    return [*journal.broken_links(streams=chosen), *journal.altered_texts(streams=chosen), *lost_heads(watched),
            *forged]  # fmt: skip
