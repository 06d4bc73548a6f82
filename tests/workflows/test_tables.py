"""Every action × state × role of every workflow, generated from the tables: allowed ones work, all others are refused
with a sentence; and every guard is broken alone, and says its own sentence. No database."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from types import SimpleNamespace
from typing import Any

import pytest

from grants.policies.permits import PERMITS
from workflows.engine import Action, Attempt, Guard, Permit, Workflow
from workflows.errors import NotAllowed, Refused
from workflows.guards import (
    agreements,
    applications,
    discarding,
    meetings,
    opinions,
    payments,
    reports,
    rounds,
    scenarios,
)
from workflows.registry import WORKFLOWS
from workflows.roles import Role

ME, SOMEBODY = 1, 2
NOW = datetime(2020, 7, 1, 12, tzinfo=UTC)
SOUND_FACTS: dict[str, Any] = {
    "missing": (), "completeness_checked": True, "eligibility_checked": True, "scores_done": 2, "scores_needed": 2,
    "meeting_sits": True, "funders": 2, "funders_ruled": 2, "appeal_accepted": 1, "appeal_in_time": True,
    "ledger_settled": True, "quorum_reached": True, "awards": 1, "delegates": {ME}, "signers": {ME},
    "new_form_offered": True, "is_kept": True,
}  # fmt: skip
# What stops each guard, alone: facts, or attributes of the subject.
BROKEN_FACTS: dict[Guard, dict[str, Any]] = {
    applications.is_complete: {"missing": ("Le budget",)},
    applications.may_sign: {"signers": frozenset()},
    applications.may_send_back: {"delegates": frozenset()},
    applications.new_form_is_offered: {"new_form_offered": False},
    applications.completeness_is_checked: {"completeness_checked": False},
    applications.is_eligible: {"eligibility_failures": ("L’association a moins d’un an.",)},
    discarding.is_still_kept: {"is_kept": False},
    discarding.is_kept_no_more: {"is_kept": True},
    applications.enough_scores: {"scores_done": 1},
    applications.no_open_recusal: {"open_recusals": 1},
    applications.committee_is_not_open: {"committee_opened": 1},
    applications.meeting_sits: {"meeting_sits": False},
    applications.all_funders_ruled: {"funders_ruled": 1},
    applications.some_funder_awards: {"awards": 0},
    applications.no_funder_awards: {"awards": 1},
    applications.appeal_is_accepted: {"appeal_accepted": 0},
    applications.appeal_is_in_time: {"appeal_in_time": False},
    applications.nothing_is_paid: {"payments_done": 1},
    agreements.ledger_is_settled: {"ledger_settled": False},
    agreements.something_is_left_to_draft: {"to_draft": 0},
    agreements.something_is_left_to_plan: {"to_plan": False},
    agreements.something_is_paid: {"something_paid": False},
    agreements.reports_are_settled: {"reports_open": 1},
    meetings.quorum_is_reached: {"quorum_reached": False},
    meetings.required_seats_are_there: {"missing_seats": ("president",)},
    meetings.funders_are_represented: {"missing_funders": ("Ville",)},
    meetings.agenda_is_answered: {"unanswered": 1},
    meetings.is_the_first_to_sign: {"first_signers": {SOMEBODY: "Ana"}},
    meetings.reads_it_whole: {"recused": {ME}},
    meetings.another_has_signed: {"has_signed": {ME}},
    payments.awaited_report_is_approved: {"awaited_report": "Bilan"},
    reports.is_complete: {"missing": ("Ce qui a été fait",)},
    rounds.every_file_is_ruled: {"undecided": 3},
}
ROLE_BROKEN: dict[Guard, Role] = {applications.may_send_back: Role.HELPER}  # nobody else is ever stopped by it
BROKEN_SUBJECTS: dict[Guard, dict[str, Any]] = {
    applications.round_is_open: {"may_be_filed": lambda at: False},
    applications.not_published: {"is_published": True},
    applications.completion_is_overdue: {"completion_due_at": NOW + timedelta(seconds=1)},
    discarding.is_own: {"starter_id": SOMEBODY},
    agreements.organisation_has_signed: {"is_convention": True, "organisation_signed_at": None},
    agreements.is_a_convention: {"is_convention": False},
    agreements.ruling_is_published: {"application": SimpleNamespace(is_published=False)},
    opinions.committee_is_to_come: {"application": SimpleNamespace(state="recommended")},
    opinions.is_in_time: {"due_at": NOW - timedelta(seconds=1)},
    payments.agreement_is_notified: {"agreement": SimpleNamespace(state="sent", commitment_reference="2102368447")},
    payments.has_commitment: {"agreement": SimpleNamespace(state="notified", commitment_reference=None)},
    scenarios.is_its_author: {"author_id": SOMEBODY},
    rounds.opening_is_reached: {"opens_at": NOW + timedelta(seconds=1)},
    rounds.closing_is_passed: {"closes_at": NOW + timedelta(seconds=1)},
    rounds.publication_is_reached: {"announced_at": NOW + timedelta(seconds=1)},
}


def sound_subject(workflow: Workflow | None, state: str, **changes: Any) -> SimpleNamespace:
    """A subject that passes every guard."""
    sound = {
        "state": state, "workflow": workflow, "may_be_filed": lambda at: True, "is_published": False,
        "is_convention": True, "organisation_signed_at": NOW, "due_at": NOW,
        "application": SimpleNamespace(is_published=True, state="under_review"),
        "agreement": SimpleNamespace(state="notified", commitment_reference="2102368447"),
        "opens_at": NOW, "closes_at": NOW, "announced_at": NOW,
        "completion_due_at": NOW - timedelta(seconds=1), "starter_id": ME, "author_id": ME,
    }  # fmt: skip
    return SimpleNamespace(**sound | changes)


def sound_facts(row: Action | Permit) -> dict[str, Any]:
    """Some rows ask for the opposite of others: counts of awards, a draft that is kept or no more."""
    opposite = {"awards": 0} if applications.no_funder_awards in row.given else {}
    return SOUND_FACTS | opposite | ({"is_kept": False} if discarding.is_kept_no_more in row.given else {})


def attempt(subject: Any, role: Role, row: Action | Permit, **changes: Any) -> Attempt:
    values: dict[str, Any] = {"facts": sound_facts(row), "earlier": {}} | changes
    return Attempt(subject, ME, frozenset({role}), NOW, values["earlier"], values["facts"])


def cases(workflow: Workflow) -> Iterator[tuple[Action, str, Role]]:
    for row in workflow.actions:
        for state in workflow.steps:
            for role in Role:
                yield row, state, role


@pytest.mark.parametrize("key", sorted(WORKFLOWS))
def test_every_action_in_every_state_for_every_role(key: str) -> None:
    workflow = WORKFLOWS[key]
    done = 0
    for row, state, role in cases(workflow):
        subject = sound_subject(workflow, state)
        tried = attempt(subject, role, row)
        mine = [each for each in workflow.actions if each.name == row.name and role in each.by]
        here = [each for each in mine if state in each.source]
        if not mine:
            with pytest.raises(NotAllowed):
                workflow.fire(tried, row.name)
        elif not here:
            with pytest.raises(Refused) as refused:
                workflow.fire(tried, row.name)
            assert workflow.label(subject, frozenset({role})) in refused.value.reasons[0]
        else:
            moved = workflow.fire(tried, row.name)
            assert (moved.source, moved.target) in {(state, each.target) for each in here}
            done += 1
        assert subject.state == (moved.target if here else state), "a refusal moves nothing"
    assert done >= len(workflow.actions), "every row was taken by somebody"


@pytest.mark.parametrize("key", sorted(WORKFLOWS))
def test_every_guard_alone_stops_its_row_and_says_why(key: str) -> None:
    workflow = WORKFLOWS[key]
    for row in workflow.actions:
        for guard in row.given:
            for tried in broken(guard, row, workflow):
                assert row.refusals(tried) == [guard.sentence(tried)]
                assert len(guard.sentence(tried)) > 20
                stopped(workflow, row, tried)


def stopped(workflow: Workflow, row: Action, tried: Attempt) -> None:
    """Nothing moves; or, where two rows share the act under opposite guards, it takes the other way."""
    before = tried.subject.state
    rivals = [each for each in workflow.rows(tried) if each.name == row.name and not each.refusals(tried)]
    if rivals:
        assert workflow.fire(tried, row.name).target != row.target
        return
    with pytest.raises(Refused) as refused:
        workflow.fire(tried, row.name)
    assert refused.value.reasons
    assert tried.subject.state == before


def broken(guard: Guard, row: Action | Permit, workflow: Workflow | None) -> Iterator[Attempt]:
    """Attempts that this guard alone must stop: one for each act that a separation of duties names."""
    state = str(row.source[0]) if isinstance(row, Action) else str(next(iter(row.states), ""))
    role, facts = ROLE_BROKEN.get(guard, sorted(row.by)[0]), sound_facts(row)
    changes = BROKEN_SUBJECTS.get(guard, {})
    subject = partial(sound_subject, workflow, state, **changes)
    if guard.apart_from:
        for act in sorted(guard.apart_from):
            yield attempt(subject(), role, row, earlier={act: frozenset({ME, SOMEBODY})})
    else:
        assert guard in BROKEN_FACTS or guard in BROKEN_SUBJECTS, f"say what breaks the guard « {guard.refusal} »"
        yield attempt(subject(), role, row, facts=facts | BROKEN_FACTS.get(guard, {}))


@pytest.mark.parametrize("key", sorted(WORKFLOWS))
def test_a_duty_stops_only_who_did_the_other_act(key: str) -> None:
    workflow = WORKFLOWS[key]
    for row in workflow.actions:
        for act in sorted({act for guard in row.given for act in guard.apart_from}):
            subject = sound_subject(workflow, str(row.source[0]))
            role = sorted(row.by)[0]
            workflow.fire(attempt(subject, role, row, earlier={act: frozenset({SOMEBODY})}), row.name)
            assert subject.state == row.target


@pytest.mark.parametrize("name", sorted(PERMITS))
def test_every_act_without_a_move_for_every_state_and_role(name: str) -> None:
    permit = PERMITS[name]
    states = {state for workflow in WORKFLOWS.values() for state in workflow.steps}
    for state in states:
        for role in Role:
            tried = attempt(sound_subject(None, state), role, permit)
            if role not in permit.by:
                with pytest.raises(NotAllowed):
                    permit.demand(tried)
            elif permit.states and state not in permit.states:
                with pytest.raises(Refused):
                    permit.demand(tried)
            else:
                permit.demand(tried)
    for guard in permit.given:
        for tried in broken(guard, permit, None):
            with pytest.raises(Refused) as refused:
                permit.demand(tried)
            assert refused.value.reasons == [guard.sentence(tried)]
