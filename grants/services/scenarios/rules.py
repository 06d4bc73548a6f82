"""The rules of a scenario's calculation, one more or one less."""

from collections.abc import Mapping
from typing import Any

from grants.definitions import selection_rules
from grants.definitions.selection_rules import SelectionRule
from grants.services.command import Act, command
from grants.services.scenarios.holding import changed, held, seen
from workflows.errors import Invalid


@command
def add_rule(act: Act, scenario_id: int, *, version: int, rule: Mapping[str, Any]) -> None:
    """One rule more for the calculation."""
    scenario = held(act, scenario_id, "scenario.edit", version=version)
    made = SelectionRule.model_validate({**rule, "key": selection_rules.next_key(scenario.rules)})
    if set(made.files) - seen(act.actor, scenario.round_id):
        raise Invalid
    scenario.rules = [*scenario.rules, made.kept()]
    changed(act, scenario, "scenario.edit", rule=made.kind)


@command
def remove_rule(act: Act, scenario_id: int, *, version: int, key: str) -> None:
    scenario = held(act, scenario_id, "scenario.edit", version=version)
    scenario.rules = [each for each in scenario.rules if each["key"] != key]
    changed(act, scenario, "scenario.edit", removed=key)
