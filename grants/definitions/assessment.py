"""How applications are judged: eligibility, opinions, grid, committee, approvals."""

from typing import Literal

from pydantic import Field

from grants.definitions.base import Amount, Count, Key, Line, Mark, Part, Share, Text
from grants.definitions.condition import Condition


class TerritoryRef(Part):
    kind: Literal["region", "department", "metropolis", "intercommunality", "commune"]
    code: str = Field(min_length=2, max_length=9)


class Rule(Part):
    """One rule of eligibility; `self_test` is its question in the two-minute test."""

    key: Key
    self_test: Line | None = None
    test: Condition
    on_fail: Literal["ineligible", "incomplete", "warn"]
    message: Text
    overridable: bool
    source: Line | None = None
    applies_to_stage: Key | None = None


class Eligibility(Part):
    """Who may apply, for how much (recevabilité)."""

    legal_natures: list[Key] = Field(min_length=1)
    territories: list[TerritoryRef] = Field(min_length=1)
    minimum_age_months: Count | None = None
    maximum_rate: Share | None = None
    amount_min: Amount | None = None
    amount_max: Amount | None = None
    fictif: bool = False
    note: Text | None = None
    rules: list[Rule] = []


class OpinionRequest(Part):
    """A service to ask, and what (avis)."""

    service: Key
    label: Line
    when: Condition
    due_days: int = Field(ge=1, le=120)
    question: Text


class Scale(Part):
    key: Key
    min: int
    max: int
    step: int = Field(ge=1)
    labels: dict[str, Line]
    abstention: Text | None = None


class Criterion(Part):
    """One line of the grid: its weight in %, what the reviewer reads, one sentence for each mark."""

    key: Key
    label: Line
    weight: int = Field(ge=1, le=100)
    question: Line
    reads: list[Key] = Field(min_length=1)
    scale: Key
    threshold: int | None = None
    comment_required_at_or_below: int | None = None
    guidance: dict[str, Text]


class GridDefinition(Part):
    """The grid of one stage (notation)."""

    key: Key
    label: Line
    scales: list[Scale] = Field(min_length=1)
    overall_threshold: Mark | None = None
    threshold_effect: Literal["discussed_first", "not_invited_unless_committee"] | None = None
    criteria: list[Criterion] = Field(min_length=1)


class Quorum(Part):
    members: int = Field(ge=1)
    of_voting: int = Field(ge=1)
    required_roles: list[Key] = []
    required_funders: Literal["all"] | None = None
    recused_excluded: bool
    second_call_days: Count | None = None
    second_call_quorum: Count | None = None


class Vote(Part):
    mode: Literal["open", "secret"]
    majority: Literal["simple", "absolute", "two_thirds"]
    tie: Literal["president", "rejected"]
    secret_on_request: bool


class Seat(Part):
    """A seat of the committee; `role` names the seat, not a role of the house."""

    role: Key
    label: Line
    seats: int = Field(ge=1, le=50)
    voting: bool
    appointed_by: Line
    note: Text | None = None


class ConcernedPeople(Part):
    seats: Count
    vote: bool
    support: Text


class Hearings(Part):
    held: bool
    minutes: int = Field(ge=5, le=240)
    presentation_minutes: Count
    who: Text


class CommitteeDefinition(Part):
    """Who gives an opinion before the ruling."""

    label: Line
    advisory: bool
    quorum: Quorum
    vote: Vote
    proxies_per_member: int = Field(1, ge=0, le=10)
    members: list[Seat] = Field(min_length=1)
    concerned_people: ConcernedPeople | None = None
    hearings: Hearings | None = None
    fictif: bool = False


class Approval(Part):
    step: int = Field(ge=1, le=3)
    by: Literal["commissioner", "prefect_or_delegate", "regional_director", "each_funder", "national_jury"]
    label: Line | None = None
