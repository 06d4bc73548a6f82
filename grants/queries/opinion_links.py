"""The address by which somebody without account answers one question: signed, dated, and dead at a word.

The token is made again from the opinion and a serial; the database keeps its digest alone.
"""

from datetime import datetime, timedelta
from hashlib import sha256
from hmac import compare_digest

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer
from sqlalchemy import func, select

from grants.database import db
from grants.models import Opinion, Recusal, User
from workflows.guards.opinions import BEFORE_COMMITTEE
from workflows.states import OpinionState

LASTS = timedelta(days=30)  # after the day for which the answer is wanted: a late answer is better than none


def token_of(opinion: Opinion) -> str:
    """What the mail carries."""
    return str(signer().dumps([opinion.id, opinion.link_serial]))


def digest(token: str) -> str:
    return sha256(token.encode()).hexdigest()


def renew(opinion: Opinion) -> None:
    """Another link, whose predecessor opens nothing any more; its life follows the day of the answer."""
    opinion.link_serial += 1
    opinion.link_digest = digest(token_of(opinion))
    opinion.link_ends_at = opinion.due_at + LASTS


def find(token: str) -> Opinion | None:
    """The opinion of a link that was made here, dead or alive."""
    try:
        id, _serial = signer().loads(token)
    except (BadSignature, ValueError, TypeError):
        return None
    return db.session.get(Opinion, id)


def is_alive(opinion: Opinion, token: str, at: datetime) -> bool:
    """Whether the link still opens its page: the last one made, in time, on a file that is still being read."""
    is_last = opinion.link_digest is not None and compare_digest(opinion.link_digest, digest(token))
    is_dated = opinion.link_ends_at is not None and at <= opinion.link_ends_at
    is_open = opinion.state != OpinionState.REVOKED and opinion.application.state in BEFORE_COMMITTEE
    return is_last and is_dated and is_open and not is_recused(opinion)


def is_recused(opinion: Opinion) -> bool:
    """Whether the address is that of somebody who has told a link of interest with this file."""
    mine = select(Recusal.id).join(Recusal.user).where(func.lower(User.email) == opinion.email)
    return db.session.scalar(mine.filter_by(application_id=opinion.application_id, lifted_at=None)) is not None


def signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt="opinion")
