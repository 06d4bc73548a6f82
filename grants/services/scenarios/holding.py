"""What every act on a scenario does first and last: hold it, say in the journal that it changed."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm.attributes import flag_modified

from grants.database import db
from grants.models import Application, Scenario, User
from grants.policies.applications import visible_to
from grants.policies.permits import PERMITS
from grants.queries import attempts
from grants.services.command import Act


def held(act: Act, scenario_id: int, name: str, *, version: int | None) -> Scenario:
    """The scenario, locked after its round, for whoever may do this act on it."""
    scenario = act.hold(Scenario, scenario_id, version=version)
    PERMITS[name].demand(attempts.attempt(act.actor, scenario, at=act.at))
    return scenario


def changed(act: Act, scenario: Scenario, name: str, **data: Any) -> None:
    """Raise the version, and write it in the round's journal, without names nor amounts."""
    scenario.changed_at = act.at
    flag_modified(scenario, "changed_at")
    act.record(scenario.round, name, scenario=scenario.id, **data)


def seen(user: User, round_id: int) -> set[int]:
    """The ids of the files of the round that this person sees."""
    return set(db.session.scalars(select(Application.id).where(Application.round_id == round_id, visible_to(user))))
