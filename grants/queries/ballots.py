"""What was voted on a file, openly or in secret."""

from collections import Counter

from sqlalchemy import func, select

from grants.database import db
from grants.models import AgendaItem, BallotRoll, Call, Choice


def counts(item: AgendaItem) -> dict[Choice, int]:
    """Choice → voices, those of nobody left out; nothing of a secret vote before it is closed."""
    if not item.is_secret:
        found = Counter(Choice(vote.choice) for vote in item.votes)
    else:
        row = item.ballot if item.is_counted else None
        found = Counter({each: getattr(row, f"{each}_count") for each in Choice} if row else {})
    return {each: found[each] for each in Choice if found[each]}


def voted(item: AgendaItem) -> int:
    """How many voices are given."""
    if not item.is_secret:
        return len(item.votes)
    return db.session.scalar(select(func.count()).select_from(BallotRoll).filter_by(item_id=item.id)) or 0


def has_voted(item: AgendaItem, user_id: int) -> bool:
    if item.is_secret:
        return db.session.get(BallotRoll, (item.id, user_id)) is not None
    return any(each.user_id == user_id for each in item.votes)


def is_allowed(call: Call) -> bool:
    """Whether this call's committee may vote in secret."""
    committee = call.file.committee
    return committee is None or committee.vote.mode == "secret" or committee.vote.secret_on_request
