"""A call as a file (appel à projets): everything that makes one call differ from another."""

from collections.abc import Mapping
from typing import Any, Literal

from pydantic import Field

from grants.definitions.assessment import Approval, CommitteeDefinition, Eligibility, GridDefinition, OpinionRequest
from grants.definitions.base import Count, Key, Line, Part, Text
from grants.definitions.calendar import RoundDefinition, StageDefinition
from grants.definitions.follow_up import EvaluationPlan, FollowUp, Indicator, Publication, ReportDefinition
from grants.definitions.funding import (
    EnvelopeDefinition,
    EnvelopeTotal,
    ExpectedAwards,
    Funder,
    Instalment,
    Joint,
    ReserveList,
)
from grants.definitions.question import FormDefinition, Piece


class Contact(Part):
    service: Line
    email: str = Field(pattern=r"^[^@\s]+@[^@\s]+\.[a-z]+$")
    fictif: bool = False


class CallFile(Part):
    """One call; the order of the fields is the order of the file."""

    key: Key
    kind: Key
    workflow_version: int = Field(ge=1)
    format_version: Literal[1]
    source_kind: Line | None = Field(None, description="the word of the source for this scheme")
    title: Line
    short_title: str = Field(min_length=1, max_length=60)
    title_en: Line | None = None
    summary: str = Field(min_length=1, max_length=300)
    summary_en: str | None = Field(None, max_length=300)
    description: Text | None = None
    programme: Key
    engagements: list[int] = Field([], max_length=5)
    budget_line: Line | None = None
    contact: Contact
    legal_basis: list[Line] = []
    rounds: list[RoundDefinition] = Field(min_length=1)
    stages: list[StageDefinition] = Field(min_length=1)
    envelope_total: EnvelopeTotal
    envelopes: list[EnvelopeDefinition] = []
    funders: list[Funder] = Field(min_length=1)
    joint: Joint | None = None
    expected_awards: ExpectedAwards | None = None
    eligibility: Eligibility
    privacy_notice: Text | None = None
    form: list[FormDefinition] = Field(min_length=1)
    pieces: list[Piece] = []
    grid: list[GridDefinition] = []
    reviewers_per_application: Count = 0
    reviewers_by_stage: dict[str, Count] | None = None
    blind_review: bool = Field(False, description="who scores is not told whose the file is")
    opinions: list[OpinionRequest] = []
    committee: CommitteeDefinition | None = None
    approvals: list[Approval] = []
    approvals_void_on: Literal["amount_change"] | None = None
    reserve_list: ReserveList | None = None
    instalments: list[Instalment] = []
    reports: list[ReportDefinition] = []
    follow_up: FollowUp | None = None
    evaluation: EvaluationPlan | None = None
    publication: Publication | None = None
    indicators: list[Indicator] = []
    letters: dict[str, str] = {}
    letters_signed: bool = Field(False, description="rulings are told only once each letter is joined signed")
    refusal_reasons: list[Line] = Field([], description="what a refusal is chosen from, then edited")
    sources: list[Line] = Field(min_length=1)
    to_verify: list[Line] = []
    fictif: bool = False
    note: Text | None = None

    @property
    def workflow_name(self) -> str:
        """The workflow of its applications; its version is `workflow_version`."""
        return f"{self.kind}.application"

    def form_of(self, stage: str) -> FormDefinition:
        """The form of a stage; KeyError when there is none."""
        key = {each.key: each.form for each in self.stages}[stage]
        return {form.key: form for form in self.form}[key]

    def grid_of(self, stage: str) -> GridDefinition | None:
        """The grid of a stage; None where nothing is scored."""
        key = {each.key: each.grid for each in self.stages}[stage]
        return next((grid for grid in self.grid if grid.key == key), None)

    def reviewers(self, stage: str) -> int:
        """How many reviewers score a file at this stage."""
        return (self.reviewers_by_stage or {}).get(stage, self.reviewers_per_application)

    @property
    def funder_rows(self) -> dict[str, str]:
        """The funders' rows of the budget; those who share a row are named together."""
        rows: dict[str, str] = {}
        for funder in self.funders:
            shared = rows.get(funder.budget_row)
            rows[funder.budget_row] = f"{shared}, {funder.label}" if shared else funder.label
        return rows

    def values(self) -> Mapping[str, Any]:
        """What conditions of this file may refer to by name: "eligibility.maximum_rate"."""
        part = self.eligibility
        return {f"eligibility.{name}": getattr(part, name) for name in type(part).model_fields}
