"""The readings of a round as its organisers share them out: who reads how much, what lacks readers, which links."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from grants.analysis.links import Link
from grants.database import db
from grants.models import Application, ReaderProfile, ReadingRule, Recusal, Review, ReviewStatus, Round, User
from grants.policies.held import holding
from grants.policies.permits import REVIEWING
from grants.queries import links, readers
from workflows.roles import Role

Pair = tuple[int, int]  # file, person


@dataclass(frozen=True)
class FileLine:
    """A file of the round, how many readings it wants at its stage, and those it has."""

    file: Application
    wanted: int
    reviews: tuple[Review, ...]

    @property
    def counted(self) -> int:
        """An abstention is no reading."""
        return sum(each.status is not ReviewStatus.ABSTAINED for each in self.reviews)

    @property
    def lacking(self) -> int:
        return max(0, self.wanted - self.counted)


@dataclass(frozen=True)
class ReaderLine:
    """Somebody who may read, and what they have."""

    user: User
    profile: ReaderProfile
    reviews: tuple[Review, ...]

    def count(self, status: str) -> int:
        return sum(each.status == status for each in self.reviews)

    @property
    def load(self) -> int:
        return sum(each.status is not ReviewStatus.ABSTAINED for each in self.reviews)


@dataclass(frozen=True)
class Sharing:
    """All that the page of a round's readings shows, to one person."""

    round: Round
    files: tuple[FileLine, ...]
    readers: tuple[ReaderLine, ...]
    recused: frozenset[Pair]
    found: dict[Pair, tuple[Link, ...]] = field(default_factory=dict)

    @property
    def lacking(self) -> list[FileLine]:
        return [each for each in self.files if each.lacking]

    @property
    def barred(self) -> frozenset[Pair]:
        """Pairs that may never be proposed: recused, linked by what is found, or of who abstained."""
        abstained = {(e.application_id, e.reviewer_id) for line in self.files for e in line.reviews
                     if e.status is ReviewStatus.ABSTAINED}  # fmt: skip
        return frozenset(self.recused | self.found.keys() | abstained)


def of_round(round: Round, user: User) -> Sharing:
    """The files that this person organises, with their readings; as many statements for three as for three hundred."""
    files = files_of(round, user)
    reviews = reviews_of(files)
    people = list(readers.of_call(round.call_id))
    known = {each.id for each in people}
    people += [each for each in {e.reviewer for some in reviews.values() for e in some} if each.id not in known]
    profiles = readers.profiles(people)
    mine: dict[int, list[Review]] = defaultdict(list)
    for some in reviews.values():
        for each in some:
            mine[each.reviewer_id].append(each)
    return Sharing(
        round,
        tuple(FileLine(each, wanted(each), tuple(reviews[each.id])) for each in files),
        tuple(ReaderLine(e, profiles.get(e.id) or readers.unsaid(e.id), tuple(mine[e.id])) for e in people),
        recusals_of(files),
        links.detected(files, people),
    )


def wanted(file: Application) -> int:
    """None where the call asks for no score at this stage."""
    return file.file.reviewers(file.stage_key) if file.file.grid_of(file.stage_key) else 0


def files_of(round: Round, user: User) -> Sequence[Application]:
    """Those that wait for readings and that this person organises, by number."""
    mine = or_(holding(user, Role.INSTRUCTOR), holding(user, Role.SECRETARY))
    here = select(Application).where(Application.round_id == round.id, Application.state.in_(REVIEWING), mine)
    beside = (joinedload(Application.organisation), joinedload(Application.definition), joinedload(Application.call))
    return db.session.scalars(here.order_by(Application.number).options(*beside)).all()


def reviews_of(files: Sequence[Application]) -> dict[int, list[Review]]:
    found: dict[int, list[Review]] = defaultdict(list)
    stages = {each.id: each.stage_key for each in files}
    here = select(Review).where(Review.application_id.in_(stages)).options(joinedload(Review.reviewer))
    for each in db.session.scalars(here.order_by(Review.id)):
        if each.stage_key == stages[each.application_id]:
            found[each.application_id].append(each)
    return found


def recusals_of(files: Sequence[Application]) -> frozenset[Pair]:
    here = select(Recusal.application_id, Recusal.user_id).where(Recusal.lifted_at.is_(None))
    rows = db.session.execute(here.where(Recusal.application_id.in_([each.id for each in files])))
    return frozenset((file, user) for file, user in rows)


def rules_of(round: Round) -> Sequence[ReadingRule]:
    here = select(ReadingRule).filter_by(round_id=round.id).options(joinedload(ReadingRule.reviewer))
    return db.session.scalars(here.order_by(ReadingRule.id)).all()
