"""The rules of the call, one by one: as the system computes them now, and as they were judged."""

from typing import Any

from flask import url_for
from flask_babel import gettext as _

from grants.definitions.eligibility import Finding, eligibility
from grants.models import Application
from grants.policies.permits import CHECKING, PERMITS
from grants.queries.completeness import facts_of_filing
from grants.queries.parts import Instruction
from grants.views.desk import rail
from workflows.engine import Attempt

ACT = "application.check_eligibility"


def computed(application: Application, parts: Instruction, known: dict[str, Any]) -> list[Finding]:
    """Every rule of the stage, judged on the answers of today; no statement."""
    form = application.file.form_of(application.stage_key)
    answers = parts.answers.get(form.key, {})
    facts = facts_of_filing(application, answers) | known
    return eligibility(application.file, answers, facts, stage=application.stage_key)


def rules(application: Application, parts: Instruction, attempt: Attempt, known: dict[str, Any]) -> dict[str, Any]:
    """{"lines": as the checks component shows them, "lead": who says so, "address": where they are judged}."""
    is_open = application.state in CHECKING
    judged = rail.rules_checked(parts)
    now = computed(application, parts, known) if is_open else []
    may_judge = is_open and attempt.roles & PERMITS[ACT].by
    address = url_for("applications.check_eligibility", number=application.number) if may_judge else ""
    if judged:
        return {"lines": judged + moved(parts, now), "lead": _("Jugées au contrôle."), "address": address}
    lead = _("Calculées par Guichet d’après le dossier ; le contrôle les confirme, ou passe outre en disant pourquoi.")
    return {"lines": [line(each) for each in now], "lead": lead, "address": address}


def line(finding: Finding) -> dict[str, str]:
    tone = "ok" if finding.passed else "warn" if finding.on_fail == "warn" or finding.overridable else "bad"
    over = "" if finding.passed or not finding.overridable else _("On peut passer outre en disant pourquoi.")
    return {"tone": tone, "sentence": f"{finding.message} {over}".strip()}


def moved(parts: Instruction, now: list[Finding]) -> list[dict[str, str]]:
    """The rules that would be judged otherwise today: a report that is late since, an award made since."""
    before = {each["key"]: each["passed"] for each in parts.checks["eligibility"].findings}
    changed = [each for each in now if before.get(each.rule, each.passed) != each.passed]
    lost = _("Depuis le contrôle, cette règle n’est plus remplie :")
    won = _("Depuis le contrôle, cette règle est remplie :")
    return [{"tone": "warn", "sentence": f"{won if each.passed else lost} {each.message}"} for each in changed]
