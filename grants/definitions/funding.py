"""Who pays, from which credits, in how many instalments."""

from typing import Literal

from pydantic import Field

from grants.definitions.base import Amount, Count, Day, Key, Line, Part, Share, Text, Year
from grants.definitions.condition import Condition


class EnvelopeTotal(Part):
    """What the source prints of the credits, as it prints it."""

    amount: Amount | None
    qualifier: Line | None = None
    year: Year | None = None
    years: list[Year] | None = None
    confidence: Literal["printed", "deduced", "unknown", "invented"]
    source: Line
    fictif: bool


class EnvelopeDefinition(Part):
    """Credits that rulings may charge (enveloppe)."""

    key: Key
    funder: Key
    year: Year
    label: Line
    scope: Literal["region", "national"] | None = None
    department: str | None = Field(None, pattern=r"^(\d{2,3}|2[AB])$")
    theme: Key | None = None
    amount: Amount
    fictif: bool
    note: Text | None = None


class Funder(Part):
    """Who rules and pays; its row in the budget."""

    key: Key
    label: Line
    budget_row: str = Field(pattern=r"^74_[a-z0-9_]+$")
    share: Share | None = None
    lead: bool
    pays_by: Literal["chorus", "sepa"] | None = None
    fictif: bool | None = None


class Joint(Part):
    """How several funders share one call."""

    rulings: Literal["one_per_funder"]
    shares: Literal["indicative", "binding"]
    minimum_funders_to_start: int = Field(ge=1)
    asks_applicant_if_partial: bool
    report: Literal["one_for_all", "one_per_funder"]


class ExpectedAwards(Part):
    count: Count
    national: Count | None = None
    source: Line
    fictif: bool


class DueAfter(Part):
    after: Literal["notification", "report_approved"]
    days: int = Field(ge=0, le=366)


class Instalment(Part):
    """One planned payment; `applies_if` splits alternatives."""

    key: Key
    envelope: Key | None = None
    year: Year | None = None
    label: Line
    applies_if: Condition | None = None
    share: Share
    due: DueAfter
    conditions: list[Key] = []


class ReserveList(Part):
    """What becomes of the reserve list (liste complémentaire)."""

    kept: bool
    carried_to: Key | None = None
    expires_on: Day | None = None
