"""One round of one call with its calendar, and the lives that are lived in it."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select

from grants.database import db
from grants.definitions.call import CallFile
from grants.models import Application, Call, Round
from grants.rehearsal.fates import Fate, Step


@dataclass
class Life:
    """A file and what is to happen to it."""

    fate: Fate
    application_id: int
    rank: int  # of its organisation in the troupe
    agreements: dict[int, str] = field(default_factory=dict)  # agreement → "", or "_a", "_b" of its co-funder

    @property
    def editor(self) -> str:
        return f"editor_{self.rank}"

    @property
    def representative(self) -> str:
        return f"representative_{self.rank}"

    @property
    def co_carrier(self) -> str:
        """Who writes for the organisation that comes next, with which this one carries its project."""
        return f"editor_{self.rank + 1}"

    @property
    def application(self) -> Application:
        return db.session.get_one(Application, self.application_id)

    @property
    def state(self) -> str:
        return str(db.session.scalar(select(Application.state).filter_by(id=self.application_id)))


@dataclass
class Season:
    """What the scenes need of a round; `until` is how far the round itself goes."""

    call: CallFile
    round_id: int
    opens_at: datetime
    closes_at: datetime
    decisions_at: datetime
    announced_at: datetime
    stages: dict[str, datetime]
    until: Step = Step.CLOSED
    extension: int = 0  # days by which the deadline is put off
    lives: list[Life] = field(default_factory=list)

    def between(self, share: float) -> datetime:
        """An instant of the instruction: 0 the deadline, 1 the decisions."""
        return self.closes_at + (self.decisions_at - self.closes_at) * share

    def lives_in(self, *states: str) -> list[Life]:
        return [each for each in self.lives if each.state in states]


def season_of(key: str, until: Step = Step.CLOSED) -> Season:
    """The only round of this call, as it stands in the database."""
    round = db.session.scalars(select(Round).join(Call).where(Call.key == key).order_by(Round.number)).first()
    if round is None:
        raise LookupError(f"l’appel {key} n’est pas chargé")
    stages = {each["key"]: datetime.fromisoformat(each["closes_at"]) for each in round.stages}
    decisions_at = round.decisions_at or round.announced_at
    return Season(round.call.file, round.id, round.opens_at, round.closes_at, decisions_at, round.announced_at,
                  stages, until)  # fmt: skip
