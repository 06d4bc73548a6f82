"""The narrow column of a file's page: state, who acts next, amounts, checks."""

from datetime import date
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from grants import filters
from grants.definitions import rules
from grants.languages import translated
from grants.models import Application, Verdict
from grants.queries.parts import FollowUp, Instruction
from grants.values import clock
from grants.values.budgets import ratio
from grants.values.money import Money
from grants.views.desk import content
from workflows.rulings import RULED_STEPS
from workflows.states import ApplicationState
from workflows.words.people import PEOPLE


def next_act(application: Application) -> str:
    """Who acts next, and by when, as a sentence."""
    step = application.step
    if application.state in RULED_STEPS and not application.is_published:
        return str(_("La décision sera publiée le %(day)s.", day=filters.date_long(application.round.announced_at)))
    if application.state == ApplicationState.AWARDED:
        return str(_("Le projet est retenu : convention, versements et comptes rendus font la suite."))
    if step.awaits is None:
        return str(_("Plus aucun acte n’est attendu à cette étape."))
    who, due = translated(PEOPLE[step.awaits]), step.due_at(application)
    if due is None:
        return str(_("Prochain acte : %(who)s.", who=who))
    day = filters.date_long(due)
    if due < clock.now():
        return str(_("Prochain acte : %(who)s. Attendu le %(day)s, %(late)s.", who=who, day=day, late=filters.due(due)))
    return str(_("Prochain acte : %(who)s, avant le %(day)s.", who=who, day=day))


def amounts(application: Application, parts: Instruction, after: FollowUp) -> list[tuple[str, str]]:
    """What is asked, its share of the budget, what the committee proposes, what was awarded."""
    found: list[tuple[str, str]] = []
    asked = application.requested_amount
    if asked:
        found.append((_("Demandé"), filters.euros(asked)))
    total = content.total_of(application, parts.answers)
    if asked and total:
        found.append((_("Budget"), filters.euros(total)))
        found.append((_("Part demandée"), filters.percent(ratio(asked, total) or 0)))
    limit = application.file.eligibility.maximum_rate
    if limit is not None:
        found.append((_("Limite de l’appel"), filters.percent(limit)))
    if application.recommended_amount:
        found.append((_("Proposé par le comité"), filters.euros(application.recommended_amount)))
    awards = [each.amount for each in parts.rulings if each.is_in_force and each.verdict == Verdict.AWARD]
    if awards:
        found.append((_("Retenu"), filters.euros(Money.total(awards))))
    return found + ledger(after)


def ledger(after: FollowUp) -> list[tuple[str, str]]:
    if not after.agreements:
        return []
    told = after.ledger
    lines = [(_("Avenants"), told.amended), (_("Versé"), told.paid), (_("Reste à verser"), told.to_pay),
             (_("Annulé"), told.cancelled), (_("Reversé"), told.recovered),
             (_("Reste à recouvrer"), told.to_recover)]  # fmt: skip
    return [(label, filters.euros(amount)) for label, amount in lines if amount]


def checks(application: Application, parts: Instruction) -> list[dict[str, str]]:
    """Completeness, rules, threshold of the convention, links of interest: a tone and a sentence each."""
    found = [completeness(application, parts), eligibility(application, parts)]
    found += [{"tone": "bad", "sentence": each["message"]} for each in unmet(parts)]
    if needs_convention(application):
        found.append({"tone": "warn", "sentence": _("Plus de 23 000 € demandés : une convention serait requise.")})
    still = [each for each in parts.recusals if each.lifted_at is None]
    open_ones = sum(each.confirmed_at is None for each in still)
    if not still:
        found.append({"tone": "ok", "sentence": _("Aucun lien d’intérêts déclaré.")})
    else:
        words = _("%(count)s déport(s), dont %(open)s à confirmer.", count=len(still), open=open_ones)
        found.append({"tone": "warn" if open_ones else "ok", "sentence": words})
    return found


def completeness(application: Application, parts: Instruction) -> dict[str, str]:
    check = parts.checks.get("completeness")
    if check is None:
        return {"tone": "wait", "sentence": _("Pièces à vérifier.")}
    right = sum(each["passed"] for each in check.findings)
    said = _("Pièces vérifiées : %(right)s sur %(all)s.", right=right, all=len(check.findings))
    return {"tone": "ok" if check.is_passed else "bad", "sentence": said, "address": "#pieces"}


def eligibility(application: Application, parts: Instruction) -> dict[str, str]:
    check = parts.checks.get("eligibility")
    if check is None:
        return {"tone": "wait", "sentence": _("Règles de l’appel à vérifier.")}
    right = sum(each["passed"] or each["overridden"] for each in check.findings)
    said = _("Règles remplies : %(right)s sur %(all)s.", right=right, all=len(check.findings))
    return {"tone": "ok" if check.is_passed else "bad", "sentence": said, "address": "#regles"}


def unmet(parts: Instruction) -> list[dict[str, Any]]:
    check = parts.checks.get("eligibility")
    return [each for each in (check.findings if check else []) if not each["passed"] and not each["overridden"]]


def rules_checked(parts: Instruction) -> list[dict[str, str]]:
    """Each rule as it was judged, with why it was passed over."""
    check = parts.checks.get("eligibility")
    return [rule(each) for each in (check.findings if check else [])]


def rule(finding: dict[str, Any]) -> dict[str, str]:
    if finding["overridden"]:
        passed_over = _("Passé outre : %(why)s", why=finding["reason"])
        return {"tone": "warn", "sentence": f"{finding['message']} {passed_over}"}
    failing = "warn" if finding.get("on_fail") == "warn" else "bad"
    return {"tone": "ok" if finding["passed"] else failing, "sentence": finding["message"]}


def needs_convention(application: Application) -> bool:
    """On the amount asked alone, by the rules of the day of the deposit (décret 2001-495)."""
    day: date = clock.day_of(application.submitted_at or clock.now())
    asked = application.requested_amount
    return asked is not None and rules.needs_convention(asked, on=day)


def silence(application: Application) -> str:
    """When silence means refusal, or why its clock stands still."""
    if application.silence_stopped_at:
        return str(
            _("Délai de silence arrêté depuis le %(day)s.", day=filters.date_long(application.silence_stopped_at))
        )
    if application.silence_on and not application.is_published and application.step.awaits is not None:
        return str(_("Silence vaut refus le %(day)s.", day=filters.date_long(application.silence_on)))
    return ""


def crumbs(application: Application) -> list[tuple[str, str]]:
    return [(_("Dossiers"), url_for("desk.index")), (application.number, "")]


def crumbs_under(application: Application, words: str) -> list[tuple[str, str]]:
    """Of a page about the file."""
    here = url_for("desk.show", number=application.number)
    return [(_("Dossiers"), url_for("desk.index")), (application.number, here), (words, "")]
