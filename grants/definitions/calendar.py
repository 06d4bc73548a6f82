"""When a call is open, and in how many steps."""

from typing import Literal

from pydantic import Field

from grants.definitions.base import Day, Key, Line, Moment, Part, Text


class Follows(Part):
    """The earlier round whose unsuccessful files start this one."""

    call: Key
    round: Key
    carries: list[Literal["reserve_list", "refused"]] = Field(min_length=1)
    carried_state: Literal["draft"]
    reserve_list_first: bool


class Extension(Part):
    """A later deadline, kept as an example for the rehearsal."""

    closes_at: Moment
    reason: Line
    fictif: bool


class RoundDefinition(Part):
    """One opening of the call (vague)."""

    key: Key
    number: int = Field(ge=1, le=50)
    opens_at: Moment
    closes_at: Moment
    announced_at: Moment
    decisions_on: Day
    timezone: Literal["Europe/Paris"]
    extension_example: Extension | None = None
    follows: Follows | None = None
    fictif: bool = False
    note: Text | None = None


class StageDefinition(Part):
    """One step of an application: its form, its grid, its deadline."""

    key: Key
    label: Line
    form: Key
    grid: Key | None = None
    opens_for: Literal["invited"] | None = None
    closes_at: Moment
    invitations_at: Moment | None = None
    outcome: list[Literal["invited", "not_invited"]] | None = None
    hearing_from: Day | None = None
    hearing_to: Day | None = None
    reviewers: Key | None = None
    fictif: bool = False
    note: Text | None = None
