"""The proof of the workflows, and one planted fault of each sort that it must find."""

from enum import StrEnum
from typing import Any

import pytest
from click.testing import CliRunner

from grants.cli import workflows as command
from grants.policies.permits import PERMITS
from workflows import check
from workflows.engine import Action, Permit, Step, Workflow
from workflows.guards.duties import duty
from workflows.registry import WORKFLOWS
from workflows.roles import AUTHORITY, INSTRUCTOR, Role, only

EVERY_ACT = {"application.submit", "application.start_review", "ruling.award", "ruling.refuse", "review.score"}


class S(StrEnum):
    A = "a"
    B = "b"
    C = "c"


def small(**changes: Any) -> Workflow:
    """A sound workflow a → b → c, with changes."""
    sound: dict[str, Any] = {
        "version": 1,
        "steps": {S.A: Step("A", "A", Role.INSTRUCTOR), S.B: Step("B", "B"), S.C: Step("C", "C")},
        "initial": S.A,
        "final": [S.C],
        "actions": [
            Action("application.submit", [S.A], S.B, by=INSTRUCTOR),
            Action("application.start_review", [S.B], S.C, by=INSTRUCTOR),
        ],
    }
    return Workflow("small", **(sound | changes))


def faults(**changes: Any) -> str:
    return "\n".join(check.check(small(**changes), EVERY_ACT))


SUBMIT = Action("application.submit", [S.A], S.B, by=INSTRUCTOR)
REVIEW = Action("application.start_review", [S.B], S.C, by=INSTRUCTOR)


def test_a_sound_workflow_has_no_fault() -> None:
    assert faults() == ""


@pytest.mark.parametrize("key", sorted(WORKFLOWS))
def test_every_registered_workflow_is_proved(key: str) -> None:
    assert [fault for fault in command.all_faults() if fault.startswith(key)] == []


def test_permits_and_duties_are_proved() -> None:
    assert command.all_faults() == []


def test_a_state_that_nothing_leads_to_is_found() -> None:
    actions = [Action("application.submit", [S.A, S.B], S.C, by=INSTRUCTOR)]
    assert "l’état b n’est jamais atteint" in faults(actions=actions)


def test_a_state_without_a_way_out_is_found() -> None:
    actions = [SUBMIT, Action("ruling.refuse", [S.A], S.C, by=INSTRUCTOR)]
    assert "l’état b ne mène à aucun état final" in faults(actions=actions)


def test_a_loop_that_never_ends_is_found() -> None:
    actions = [SUBMIT, Action("application.start_review", [S.B], S.A, by=INSTRUCTOR)]
    assert "l’état a ne mène à aucun état final" in faults(actions=actions)


def test_a_final_state_that_is_not_described_is_found() -> None:
    assert "aucun état final" in faults(final=[])


def test_a_role_that_does_not_exist_is_found() -> None:
    actions = [Action("application.submit", [S.A], S.B, by=frozenset({"magician"})), REVIEW]  # type: ignore[arg-type]
    assert "« magician », rôle qui n’existe pas" in faults(actions=actions)


def test_an_act_that_is_nobodys_is_found() -> None:
    assert "n’est à personne" in faults(actions=[Action("application.submit", [S.A], S.B, by=frozenset()), REVIEW])


def test_two_ways_for_one_act_under_the_same_guards_are_found() -> None:
    other = Action("application.submit", [S.A], S.C, by=only(Role.AUDITOR))
    assert "mène de a à la fois à b et à c" in faults(actions=[SUBMIT, other, REVIEW])


def test_an_act_without_notice_is_found() -> None:
    assert check.check(small(), {"application.submit"}) == [
        "small@1 : application.start_review n’a pas d’avis et n’est pas déclaré silencieux"
    ]


def test_an_act_without_words_is_found() -> None:
    found = faults(actions=[Action("application.dance", [S.A], S.B, by=INSTRUCTOR), REVIEW])
    assert "application.dance n’a pas de mots" in found
    assert "application.dance n’a pas de phrase pour l’historique" in found


def test_a_duty_that_nobody_checks_is_found() -> None:
    bare = Action("ruling.award", [S.A], S.B, by=AUTHORITY)
    steps = {S.A: Step("A", "A"), S.B: Step("B", "B"), S.C: Step("C", "C")}
    assert "ruling.award n’a pas sa garde" in faults(steps=steps, actions=[bare, REVIEW])
    kept = Action("ruling.award", [S.A], S.B, by=AUTHORITY, given=[duty("ruling.award")])
    assert faults(steps=steps, actions=[kept, REVIEW]) == ""


def test_half_a_duty_is_found() -> None:
    """The guard of another act, which keeps fewer people apart, is not enough."""
    half = Action("payment.pay", [S.A], S.B, by=AUTHORITY, given=[duty("payment.order")])
    assert "payment.pay n’a pas sa garde de séparation des tâches (payment.order)" in faults(actions=[half, REVIEW])


def test_a_state_that_awaits_somebody_who_can_do_nothing_is_found() -> None:
    steps = {S.A: Step("A", "A", Role.ACCOUNTANT), S.B: Step("B", "B"), S.C: Step("C", "C")}
    assert "l’état a attend accountant, qui n’y peut rien faire" in faults(steps=steps)


def test_a_permit_without_its_duty_is_found() -> None:
    found = check.check_permits([Permit("review.score", by=only(Role.REVIEWER))], EVERY_ACT)
    assert found[0].startswith("acte sans mouvement : review.score n’a pas sa garde")


def test_a_duty_about_an_act_that_exists_nowhere_is_found() -> None:
    assert "séparation des tâches : ruling.award n’existe dans aucune table" in check.check_duties([small()], [])


def test_the_command_prints_the_faults_and_exits_1(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(PERMITS, "review.dance", Permit("review.dance", by=frozenset()))
    answer = CliRunner().invoke(command.workflow, ["check"])
    assert answer.exit_code == 1
    assert "review.dance n’est à personne" in answer.output


def test_the_command_says_that_all_is_proved() -> None:
    answer = CliRunner().invoke(command.workflow, ["check"])
    assert answer.exit_code == 0, answer.output


@pytest.mark.parametrize("kind", ["mermaid", "svg"])
@pytest.mark.parametrize("key", sorted(WORKFLOWS))
def test_every_workflow_can_be_drawn(key: str, kind: str) -> None:
    answer = CliRunner().invoke(command.workflow, ["draw", key, "--format", kind])
    assert answer.exit_code == 0
    for step in WORKFLOWS[key].steps.values():
        assert step.staff.split(":")[0].strip() in answer.output.replace("&#x27;", "'")


def test_a_name_that_is_no_workflow_is_answered_with_those_that_are() -> None:
    answer = CliRunner().invoke(command.workflow, ["draw", "nothing"])
    assert answer.exit_code == 1
    assert "commissioner_credits.application" in answer.output
