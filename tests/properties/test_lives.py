"""Whole lives at random: right and wrong people do right and wrong acts; what must be true stays true at each step."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from inspect import signature
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test
from sqlalchemy import select

from grants.database import db
from grants.models import Delegation, User
from grants.policies.access import belongs, in_state
from grants.policies.permits import PERMITS
from grants.values import clock
from tests.properties import invariants
from tests.properties.plays import SUBJECTS, NothingToName, Play, perform, plays
from tests.properties.stage import EVERYBODY, Stage, build
from workflows.errors import Invalid, NotAllowed, NotDone, Refused, Stale
from workflows.roles import Role

HOLDERS: dict[Role, tuple[str, ...]] = {role: (str(role),) for role in Role} | {
    Role.AUTHORITY: ("prefect", "authority"), Role.REPRESENTATIVE: ("representative",),
}  # fmt: skip
dice_of = st.integers(0, 2**32).map(Random)  # even throws: hypothesis alone prefers the first choice of each list


class Lives(RuleBasedStateMachine):
    """One example: the stage as it was built, then acts until hypothesis is satisfied."""

    stage: Stage
    done: Counter[str]
    refused: Counter[str]

    @initialize()
    def begin(self) -> None:
        self.stage.restore()
        self.today = datetime.now(UTC)
        self.versions: dict[tuple[type, int], int] = {}
        self.digest = invariants.everything()

    def teardown(self) -> None:
        db.session.rollback()

    @rule(dice=dice_of)
    def live(self, dice: Random) -> None:
        """A few days: mostly what should happen next, now and then what should not."""
        turns = (self.one_step, self.trespass, self.come_late, self.wait, self.change_people)
        for turn in dice.choices(turns, (12, 3, 2, 1, 1), k=6):
            turn(dice)

    def one_step(self, dice: Random) -> None:
        """Among what a few subjects offer, rather what was seldom done yet."""
        found = self.subjects()
        offered = [
            (subject, name)
            for subject in dice.sample(found, min(8, len(found)))
            for name, play in plays().items()
            if isinstance(subject, play.subject) and fits(name, subject)
        ]
        if offered:
            weights = [1 / (1 + self.done[name]) for _, name in offered]
            subject, name = dice.choices(offered, weights)[0]
            self.attempt(dice, plays()[name], self.a_holder(dice, name, subject), subject, subject.version)

    def trespass(self, dice: Random) -> None:
        """Any act, by anybody, on anything."""
        play = plays()[dice.choice(sorted(plays()))]
        found = db.session.scalars(select(play.subject)).all()
        if found:
            subject = dice.choice(found)
            self.attempt(dice, play, dice.choice(sorted(self.stage.world.people.values())), subject, subject.version)

    def come_late(self, dice: Random) -> None:
        """An act from a page opened before the subject changed: never done."""
        known = [(model, id) for model, id in self.versions if self.is_old(model, id)]
        if not known:
            return
        model, id = dice.choice(known)
        subject = db.session.get_one(model, id)
        names = [name for name, play in plays().items() if play.subject is model and fits(name, subject)]
        names = [name for name in names if takes_version(plays()[name])]
        if names:
            name = dice.choice(names)
            before = self.done.total()
            self.attempt(dice, plays()[name], self.a_holder(dice, name, subject), subject, self.versions[model, id])
            assert self.done.total() == before, f"{name} was done from an old page"

    def wait(self, dice: Random) -> None:
        self.today += timedelta(days=dice.randint(0, 12), minutes=5)

    def change_people(self, dice: Random) -> None:
        """A person is disabled or comes back; a delegation ends, or gets a ceiling."""
        someone = db.session.get_one(User, self.stage.world[dice.choice(("instructor", "accountant", *EVERYBODY))])
        someone.is_enabled = dice.random() < 0.7
        held = dice.choice(db.session.scalars(select(Delegation)).all())
        held.valid_until = dice.choice((None, None, clock.day_of(self.today) - timedelta(days=1)))
        db.session.commit()
        self.digest = invariants.everything()

    def subjects(self) -> list[Any]:
        models = sorted({play.subject for play in plays().values()}, key=lambda model: model.__name__)
        found = [each for model in models for each in db.session.scalars(select(model).order_by(model.id))]
        for each in found:
            self.versions.setdefault((type(each), each.id), each.version)
        return found

    def is_old(self, model: type, id: int) -> bool:
        now = db.session.scalar(select(model.version).filter_by(id=id))
        return now is not None and now != self.versions[model, id]

    def a_holder(self, dice: Random, name: str, subject: Any) -> int:
        """Somebody with a role that the act names, or one of those who hold them all."""
        rows = [row.by for row in getattr(getattr(subject, "workflow", None), "actions", ()) if row.name == name]
        roles = sorted(set().union(*rows, PERMITS[name].by if name in PERMITS else ()))
        names = [each for role in roles for each in HOLDERS[role] if each in self.stage.world.people]
        return self.stage.world[dice.choice([*names, *names, *EVERYBODY])]

    def attempt(self, dice: Random, play: Play, actor_id: int, subject: Any, version: int) -> None:
        """It is done, or it is refused with a reason and nothing was written; never anything else."""
        with clock.stopped_at(self.today):
            try:
                perform(play, dice, self.stage.world, actor_id, subject, version)
            except NotDone as error:
                self.must_be_whole(play, error)
                return
            except NothingToName:
                return
        self.done[play.name] += 1
        invariants.check_all()
        self.digest = invariants.everything()

    def must_be_whole(self, play: Play, error: NotDone) -> None:
        assert isinstance(error, (NotAllowed, Refused, Stale, Invalid))
        if isinstance(error, Refused):
            assert error.reasons, play.name
            assert all(len(reason) > 10 and reason.rstrip()[-1] in ".!?…»" for reason in error.reasons), error.reasons
        assert invariants.everything() == self.digest, f"{play.name} was refused and wrote"
        self.refused[f"{play.name} {type(error).__name__}"] += 1


def takes_version(play: Play) -> bool:
    found = signature(play.service).parameters.get("version")
    return found is not None and found.default is found.empty


def fits(name: str, subject: Any) -> bool:
    """Whether the subject's state offers this act, to somebody."""
    if name in PERMITS:
        return in_state(PERMITS[name].states, subject) if belongs(name, subject) else not hasattr(subject, "workflow")
    rows = getattr(getattr(subject, "workflow", None), "actions", ())
    return any(row.name == name and subject.state in row.source for row in rows)


def play_lives(
    app: Any, key: str, *, examples: int, steps: int, is_same_each_time: bool = False
) -> tuple[Counter[str], Counter[str]]:
    """Run the machine; what was done and what was refused, act by act."""
    with app.app_context():
        with clock.stopped_at(datetime.now(UTC)):
            stage = build(app, key)
        machine = type("LivesOf", (Lives,), {"stage": stage, "done": Counter(), "refused": Counter()})
        run_state_machine_as_test(
            machine,
            _min_steps=steps,  # else most lives end in their first days
            settings=settings(
                max_examples=examples, stateful_step_count=steps, deadline=None, database=None,
                suppress_health_check=list(HealthCheck), phases=[Phase.generate], derandomize=is_same_each_time,
            ),
        )  # fmt: skip
        db.session.remove()
        return machine.done, machine.refused


KINDS = ["credits_commissaire_2020", "plan_relance_1", "appel_conjoint_2020"]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_short_lives(app):
    done, refused = play_lives(app, KINDS[0], examples=3, steps=10, is_same_each_time=True)
    assert done.total() >= 10
    assert refused.total() >= 20


@pytest.mark.slow
@pytest.mark.parametrize("key", KINDS)
def test_long_lives(app, key):
    done, refused = play_lives(app, key, examples=7 if key == KINDS[0] else 5, steps=25)
    print(f"\n{key} ({db_name(app)}): {done.total()} done ({len(done)} acts), {refused.total()} refused\n{done}")
    assert len(done) >= 15


def db_name(app: Any) -> str:
    return str(app.config["SQLALCHEMY_DATABASE_URI"]).split(":")[0]


def test_every_act_is_played():
    """A new act joins the game by its name alone, or says here why not."""
    assert set(SUBJECTS.values()) >= {play.subject for play in plays().values()}
