"""What an auditor opens: awards without their act, payments past their day, rules overridden, the last acts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, Text, cast, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from grants.database import db
from grants.models import (
    Agreement,
    Application,
    Check,
    JournalEntry,
    Payment,
    Round,
    Ruling,
    User,
    Verdict,
)
from grants.policies.applications import visible_to
from workflows.states import AgreementState, PaymentState

SOON = timedelta(days=30)  # from an award to the draft of its act
SIXTY = timedelta(days=60)  # domain: a payment that was asked for
MOST = 50  # of each list on the page; the count says how many there are
OWED = (PaymentState.REQUESTED, PaymentState.APPROVED, PaymentState.ORDERED)


@dataclass(frozen=True)
class Found:
    """The first rows of a list, and how many there are in all."""

    rows: Sequence[Any]
    count: int


@dataclass(frozen=True)
class Override:
    """A rule of a call that was set aside for a file, with the reason that was given."""

    application: Application
    rule: str
    reason: str
    at: datetime


@dataclass(frozen=True)
class LastAct:
    """One line of the journal, and the file or round it is about."""

    act: str
    at: datetime
    actor: str
    subject: Any


def awards_without_agreement(user: User, *, at: datetime) -> Found:
    """Awards in force since more than a month for which no act was drafted."""
    funded = select(Agreement.id).where(Agreement.ruling_id == Ruling.id, Agreement.state != AgreementState.TERMINATED)
    wanted = select(Ruling).join(Ruling.application).where(
        Ruling.is_in_force, Ruling.verdict == Verdict.AWARD, ~Ruling.is_historical, Ruling.decided_at < at - SOON,
        ~funded.exists(), visible_to(user),
    )  # fmt: skip
    eager = contains_eager(Ruling.application).joinedload(Application.organisation)
    return found(wanted, wanted.options(eager, joinedload(Ruling.funder)).order_by(Ruling.decided_at, Ruling.id))


def late_payments(user: User, *, at: datetime) -> Found:
    """Payments asked for, not paid, past their day or asked for more than sixty days ago."""
    is_late = or_(Payment.due_at < at, Payment.requested_at < at - SIXTY)
    wanted = select(Payment).join(Payment.application).where(Payment.state.in_(OWED), is_late, visible_to(user))
    eager = contains_eager(Payment.application).joinedload(Application.organisation)
    return found(wanted, wanted.options(eager).order_by(Payment.due_at, Payment.id))


def found(wanted: Select[Any], ordered: Select[Any]) -> Found:
    count = db.session.scalar(select(func.count()).select_from(wanted.subquery())) or 0
    return Found(db.session.scalars(ordered.limit(MOST)).all(), count)


def overrides(user: User) -> Found:
    """The rules set aside, the last ones first, each with its reason."""
    is_overridden = cast(Check.findings, Text).contains('"overridden": true')
    checks = select(Check, Application).join(Application, Application.id == Check.application_id).where(
        Check.kind == "eligibility", is_overridden, visible_to(user)
    )  # fmt: skip
    count = db.session.scalar(select(func.count()).select_from(checks.subquery())) or 0
    rows = db.session.execute(
        checks.options(joinedload(Application.organisation)).order_by(Check.checked_at.desc(), Check.id).limit(MOST)
    ).all()
    return Found(
        [
            Override(file, each["message"], each["reason"], check.checked_at)
            for check, file in rows for each in check.findings if each.get("overridden")
        ],
        count,
    )  # fmt: skip


def last_acts(user: User, *, limit: int = 20) -> list[LastAct]:
    """The last acts on the files and rounds that this person may see; three statements."""
    rows = db.session.execute(
        select(JournalEntry, User.name).join(User, User.id == JournalEntry.actor_id)
        .order_by(JournalEntry.id.desc()).limit(5 * limit)
    ).all()  # fmt: skip
    subjects = named({entry.stream for entry, _name in rows}, user)
    told = [LastAct(entry.act, entry.at, name, subjects[entry.stream]) for entry, name in rows
            if entry.stream in subjects]  # fmt: skip
    return told[:limit]


def named(streams: set[str], user: User) -> dict[str, Any]:
    """Stream → its file or its round, when the person sees it."""
    ids = {kind: [int(id) for name, _sep, id in parted(streams) if name == kind] for kind in ("application", "round")}
    files = select(Application).where(Application.id.in_(ids["application"]), visible_to(user))
    rounds = select(Round).where(Round.id.in_(ids["round"])).options(joinedload(Round.call))
    rows = [*db.session.scalars(files.options(joinedload(Application.organisation))), *db.session.scalars(rounds)]
    return {each.stream: each for each in rows}


def parted(streams: set[str]) -> list[tuple[str, str, str]]:
    return [stream.partition(":") for stream in streams]
