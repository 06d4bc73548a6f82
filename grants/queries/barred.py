"""Who may read many files at once: the links that keep each person from each file, in a known number of statements."""

from collections.abc import Sequence

from sqlalchemy import or_, select

from grants.database import db
from grants.models import Application, Appointment, Recusal, Review, ReviewStatus, User
from grants.queries import links
from grants.values.sentences import sentence
from workflows.roles import Role

RECUSED = "%(name)s a déclaré un lien d’intérêts avec ce dossier."
LINKED = "%(name)s : %(why)s. Confiez ce dossier seul, ou à quelqu’un d’autre."
READS_IT = "%(name)s a déjà ce dossier à lire."


def appointed(call_ids: set[int]) -> Sequence[User]:
    """The people appointed to read in one of these calls, by name."""
    here = select(Appointment.user_id).where(
        Appointment.role == Role.REVIEWER, or_(Appointment.call_id.is_(None), Appointment.call_id.in_(call_ids))
    )
    able = select(User).where(User.is_enabled, ~User.is_system, User.id.in_(here))
    return db.session.scalars(able.order_by(User.name, User.id)).all()


def of_files(files: Sequence[Application], people: Sequence[int]) -> dict[int, list[str]]:
    """File → why one of these people can't read it: recused, linked as far as the facts show, reading it already."""
    chosen = db.session.scalars(select(User).where(User.id.in_(people)).order_by(User.name)).all()
    names, ids = {each.id: each.name for each in chosen}, [each.id for each in files]
    found: dict[int, list[str]] = {}
    for (file_id, user_id), why in links.detected(files, chosen).items():
        said = sentence(LINKED, name=names[user_id], why=", ".join(links.told(why)))
        found.setdefault(file_id, []).append(said)
    for words, pairs in ((RECUSED, recused(ids)), (READS_IT, reading(files))):
        for file_id, user_id in sorted(pairs):
            if user_id in names:
                found.setdefault(file_id, []).append(sentence(words, name=names[user_id]))
    return found


Pairs = set[tuple[int, int]]  # (file, person)


def recused(ids: Sequence[int]) -> Pairs:
    here = select(Recusal.application_id, Recusal.user_id).where(Recusal.application_id.in_(ids))
    return {(row[0], row[1]) for row in db.session.execute(here.where(Recusal.lifted_at.is_(None)))}


def reading(files: Sequence[Application]) -> Pairs:
    """Those who were given it at its present stage and have not abstained."""
    stages = {each.id: each.stage_key for each in files}
    here = select(Review.application_id, Review.reviewer_id, Review.stage_key).where(
        Review.application_id.in_(stages), Review.status != ReviewStatus.ABSTAINED
    )
    return {(file_id, user_id) for file_id, user_id, stage in db.session.execute(here) if stages[file_id] == stage}
