"""One act on many files: each in a transaction of its own, and an account of what became of each."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from sqlalchemy import select

from grants.database import db
from grants.models import Application, BulkAct, User
from grants.services import applications, opinions, reviews
from grants.services.command import transaction
from grants.values import clock
from workflows.errors import Invalid, NotAllowed, Refused, Stale

SERVICES: dict[str, Callable[..., Any]] = {
    "application.check_completeness": applications.check_completeness,
    "application.check_eligibility": applications.check_eligibility,
    "application.start_review": applications.start_review,
    "application.refer": applications.refer,
    "review.assign": reviews.assign,
    "opinion.ask": opinions.ask,
}
ALWAYS: dict[str, dict[str, Any]] = {  # what the act alone asks, and one answer fits all
    "application.check_completeness": {"refusals": {}},
    "application.check_eligibility": {"overrides": {}},
}
STALE = "Ce dossier a changé depuis que vous avez regardé la liste : rien n’y a été fait."
CLOSED = "Ce dossier n’est plus ouvert à cet acte de votre part."
UNSAID = "Une réponse manque pour ce dossier."
Seen = tuple[int, int]  # a file, and its version when the person looked


def perform(user_id: int, token: str, act: str, wanted: Iterable[Seen], given: Mapping[str, Any]) -> int:
    """Do the act on each file as it was seen; the id of its account. Asked again with the same token, it does nothing.

    given: the answers to the act's own questions, the same for all the files.
    """
    wanted = list(wanted)
    account, is_new = begin(user_id, token, act, len(wanted))
    if is_new:
        for file_id, version in wanted:
            reasons = one(act, user_id, file_id, version, given)
            note(account, file_id, reasons)
        end(account)
    return account


def begin(user_id: int, token: str, act: str, wanted: int) -> tuple[int, bool]:
    """The account of this page's act, and whether it is new; two presses at once wait for each other."""
    with transaction():
        db.session.scalars(select(User.id).filter_by(id=user_id).with_for_update()).one()
        known = db.session.scalar(select(BulkAct.id).filter_by(token=token, user_id=user_id))
        if known is not None:
            return known, False
        account = BulkAct(token=token, user_id=user_id, act=act, wanted=wanted, results=[], asked_at=clock.now())
        db.session.add(account)
        db.session.flush()
        return account.id, True


def one(act: str, user_id: int, file_id: int, version: int, given: Mapping[str, Any]) -> list[str]:
    """Do it on one file; the sentences that stopped it, none when it is done."""
    try:
        SERVICES[act](user_id, file_id, version=version, **ALWAYS.get(act, {}), **given)
    except Refused as refused:
        return [str(each) for each in refused.reasons]
    except Stale:
        return [STALE]
    except NotAllowed:
        return [CLOSED]
    except Invalid:
        return [UNSAID]
    return []


def note(account: int, file_id: int, reasons: list[str]) -> None:
    """Write what became of one file."""
    with transaction():
        row = db.session.scalars(select(BulkAct).filter_by(id=account).with_for_update()).one()
        file = db.session.get_one(Application, file_id)
        told = {"number": file.number, "name": file.organisation.name, "reasons": reasons}
        row.results = [*row.results, told]


def end(account: int) -> None:
    with transaction():
        db.session.get_one(BulkAct, account).done_at = clock.now()
