"""A scenario changed by its author: where the files are, its name, with whom it is shared."""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from grants.database import db
from grants.models import Application, User
from grants.policies.applications import visible_to
from grants.queries.rankings import IN_PLAY, OVER
from grants.services.command import Act, command
from grants.services.scenarios.holding import changed, held
from grants.services.scenarios.placing import Move, put
from workflows.errors import Refused


@command
def edit(act: Act, scenario_id: int, *, version: int, moves: Mapping[int, Move]) -> int:
    """Put files where a person says, by id; how many moved. Only those that the person sees and nobody has decided."""
    scenario = held(act, scenario_id, "scenario.edit", version=version)
    files = movable(act.actor, scenario.round_id, set(moves))
    if set(files) != set(moves):
        raise Refused(["Un de ces dossiers vient d’être décidé, ou n’est plus le vôtre : rien n’a été changé."])
    moved = sum(put(scenario, files[key], move, by_hand=True) for key, move in moves.items())
    if moved:
        changed(act, scenario, "scenario.edit", moved=moved)
    return moved


def movable(user: User, round_id: int, ids: set[int]) -> dict[int, Application]:
    """The files of the round, among these, that a scenario of this person may move."""
    here = select(Application).where(Application.round_id == round_id, Application.id.in_(ids), visible_to(user))
    here = here.where(Application.state.in_(set(IN_PLAY) - set(OVER)))
    beside = (Application.organisation, Application.definition, Application.round)
    return {each.id: each for each in db.session.scalars(here.options(*(joinedload(one) for one in beside)))}


@command
def rename(act: Act, scenario_id: int, *, version: int, name: str) -> None:
    scenario = held(act, scenario_id, "scenario.rename", version=version)
    scenario.name = name
    changed(act, scenario, "scenario.rename")


@command
def share(act: Act, scenario_id: int, *, version: int, is_shared: bool) -> None:
    """Let the deciders of the round open it, or no more."""
    scenario = held(act, scenario_id, "scenario.share", version=version)
    scenario.is_shared = is_shared
    changed(act, scenario, "scenario.share", is_shared=is_shared)


@command
def discard(act: Act, scenario_id: int, *, version: int) -> None:
    """Forget it; the files and the credits are as they were."""
    scenario = held(act, scenario_id, "scenario.discard", version=version)
    act.record(scenario.round, "scenario.discard", scenario=scenario.id)
    db.session.delete(scenario)
