"""Nothing waits for nobody: whoever a state awaits exists on that very subject."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from sqlalchemy import select

from grants.database import db
from grants.models import (
    Agreement,
    Appeal,
    Application,
    Evaluation,
    Meeting,
    Opinion,
    Payment,
    Recovery,
    Report,
    Round,
    User,
)
from grants.policies.roles import roles_on
from grants.rehearsal.checks.check import Check
from workflows.roles import Role

SUBJECTS = (Application, Agreement, Payment, Report, Evaluation, Appeal, Recovery, Opinion, Meeting, Round)
MEMBERS = frozenset({Role.APPLICANT, Role.REPRESENTATIVE})
SEATED = frozenset({Role.PRESIDENT, Role.SECRETARY})


def everybody_awaited_exists() -> Check:
    waiting = [each for model in SUBJECTS for each in unfinished(model)]
    known = candidates()
    faults = [f"{named(each)} ({each.state}) attend {each.step.awaits}, que personne n’est sur ce dossier."
              for each in waiting if not is_awaited_by_somebody(each, known)]  # fmt: skip
    return Check("Personne n’est attendu en vain", f"{len(waiting)} étapes en cours, chacune à quelqu’un", faults)


def unfinished(model: Any) -> Iterable[Any]:
    """Rows that await somebody now."""
    rows = db.session.scalars(select(model).order_by(model.id)).all()
    return [each for each in rows if each.state not in each.workflow.final and each.step.awaits is not None]


def candidates() -> dict[Role, list[User]]:
    """People by what they may be somewhere; on this subject, the policies say."""
    found: dict[Role, list[User]] = defaultdict(list)
    for user in db.session.scalars(select(User).order_by(User.id)).all():
        roles = {each.role for each in user.appointments}
        roles |= {Role.AUTHORITY} if user.delegations else set()
        roles |= {Role.CLOCK} if user.is_system else set()
        for role in roles or MEMBERS:
            found[role].append(user)
        for role in SEATED - roles:
            if roles:
                found[role].append(user)
    return found


def is_awaited_by_somebody(subject: Any, known: dict[Role, list[User]]) -> bool:
    return any(subject.step.awaits in roles_on(user, subject) for user in known[subject.step.awaits])


def named(subject: Any) -> str:
    owner = subject if isinstance(subject, Application) else getattr(subject, "application", None)
    number = owner.number if owner is not None else f"n° {subject.id}"
    return f"{subject.__tablename__} {number}"
