"""Who may read many files at once: the links that keep each person from each file, in a known number of statements."""

from collections.abc import Sequence

from sqlalchemy import or_, select

from grants.database import db
from grants.models import Application, Appointment, Membership, Partner, Recusal, Review, ReviewStatus, User
from grants.values.sentences import sentence
from workflows.roles import Role

RECUSED = "%(name)s a déclaré un lien d’intérêts avec ce dossier."
OF_THE_HOUSE = "%(name)s est membre de l’organisme, ou d’un de ceux qui portent le projet."
READS_IT = "%(name)s a déjà ce dossier à lire."


def appointed(call_ids: set[int]) -> Sequence[User]:
    """The people appointed to read in one of these calls, by name."""
    here = select(Appointment.user_id).where(
        Appointment.role == Role.REVIEWER, or_(Appointment.call_id.is_(None), Appointment.call_id.in_(call_ids))
    )
    able = select(User).where(User.is_enabled, ~User.is_system, User.id.in_(here))
    return db.session.scalars(able.order_by(User.name, User.id)).all()


def of_files(files: Sequence[Application], people: Sequence[int]) -> dict[int, list[str]]:
    """File → why one of these people can't read it."""
    names = {each.id: each.name for each in db.session.scalars(select(User).where(User.id.in_(people)))}
    ids = [each.id for each in files]
    found: dict[int, list[str]] = {}
    for why, links in ((RECUSED, recused(ids)), (OF_THE_HOUSE, members(files, people)), (READS_IT, reading(files))):
        for file_id, user_id in links:
            if user_id in names:
                found.setdefault(file_id, []).append(sentence(why, name=names[user_id]))
    return found


Links = set[tuple[int, int]]  # (file, person)


def recused(ids: Sequence[int]) -> Links:
    here = select(Recusal.application_id, Recusal.user_id).where(Recusal.application_id.in_(ids))
    return {(row[0], row[1]) for row in db.session.execute(here.where(Recusal.lifted_at.is_(None)))}


def members(files: Sequence[Application], people: Sequence[int]) -> Links:
    """Of the lead organisation, or of one that carries or joins the project."""
    carried = select(Partner.organisation_id, Partner.application_id).where(
        Partner.application_id.in_([each.id for each in files]), Partner.organisation_id.is_not(None)
    )
    of_body: dict[int, set[int]] = {}
    for body, file_id in [
        *((each.organisation_id, each.id) for each in files),
        *map(tuple, db.session.execute(carried)),
    ]:
        of_body.setdefault(body, set()).add(file_id)
    mine = select(Membership.organisation_id, Membership.user_id).where(
        Membership.user_id.in_(people), Membership.ended_at.is_(None), Membership.organisation_id.in_(of_body)
    )
    return {(file_id, user_id) for body, user_id in db.session.execute(mine) for file_id in of_body[body]}


def reading(files: Sequence[Application]) -> Links:
    """Those who were given it at its present stage and have not abstained."""
    stages = {each.id: each.stage_key for each in files}
    here = select(Review.application_id, Review.reviewer_id, Review.stage_key).where(
        Review.application_id.in_(stages), Review.status != ReviewStatus.ABSTAINED
    )
    return {(file_id, user_id) for file_id, user_id, stage in db.session.execute(here) if stages[file_id] == stage}
