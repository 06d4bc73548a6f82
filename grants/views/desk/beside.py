"""Beside a file: other aids of the same organisation, reports that are late, thresholds that this request passes."""

from datetime import date
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_login import current_user

from grants.analysis import aids as computed
from grants.definitions import rules
from grants.filters import date_long, euros
from grants.models import Application
from grants.policies.access import READERS
from grants.queries import beside as queries
from grants.queries import organisations
from grants.values import clock
from grants.values.money import ZERO, Money
from workflows.engine import Attempt


def of_file(application: Application, attempt: Attempt, known: dict[str, Any], *, is_ruled: bool) -> dict[str, Any]:
    """`known`: what only the database knows of the rules (`queries.eligibility.known`); what it says is not there is
    not looked for."""
    if not attempt.roles & READERS["application.compare"]:
        return {}
    given = organisations.aids(application.organisation) if known.get("has_rulings", True) else []
    late = queries.late_reports(application, current_user, at=attempt.at) if known["late_report_count"] else []
    asked = ZERO if is_ruled else application.requested_amount or ZERO
    return {
        "aids": given,
        "others": queries.other_files(application, current_user) if known.get("has_other_files", True) else [],
        "lines": [*reports(late, known["late_report_count"]), *thresholds(application, given, known, asked)],
    }


def reports(late: Any, count: int) -> list[dict[str, str]]:
    """Each late report that the person may see; those of other files are counted, not named."""
    if not count:
        return [line("ok", _("Aucun compte rendu en retard."))]
    said = [
        line("bad", _("Compte rendu en retard : %(label)s du dossier %(number)s, attendu le %(day)s.",
                      label=each.label, number=each.application.number, day=date_long(each.due_at)),
             url_for("desk.show", number=each.application.number))
        for each in late
    ]  # fmt: skip
    if (hidden := count - len(late)) > 0:
        said.append(line("bad", _("%(count)s compte rendu en retard sur d’autres dossiers.", count=hidden)))
    return said


def thresholds(application: Application, given: Any, known: dict[str, Any], asked: Money) -> list[dict[str, str]]:
    """By the rules of the day of the deposit; what is asked counts as if it were awarded whole."""
    day = clock.day_of(application.submitted_at or clock.now())
    totals = computed.totals(given, day.year)
    same = Money.of(known["year_total_same_authority"]) + asked
    convention = _("Mêmes financeurs, %(year)s : %(sum)s avec cette demande. Au-dessus de %(limit)s, une convention.")
    accounts = _("Aides connues en %(year)s : %(sum)s avec cette demande. Au-dessus de %(limit)s d’aides publiques, "
                 "comptes certifiés et publiés.")  # fmt: skip
    declared = _("Aides connues sur trois ans : %(sum)s avec cette demande. Au-dessus de %(limit)s, déclaration.")
    said = [
        threshold("convention_threshold", convention, same, day),
        threshold("annual_accounts_threshold", accounts, totals.year + asked, day),
        threshold("three_year_declaration_threshold", declared, totals.three_years + asked, day),
    ]
    return [each for each in said if each]


def threshold(rule: str, words: str, sum: Money, day: date) -> dict[str, str]:
    """Nothing when there was no such rule that day."""
    limit = rules.value(rule, on=day)
    if limit is None:
        return {}
    said = {"year": day.year, "sum": euros(sum), "limit": euros(limit, cents=False)}
    return line("warn" if sum > limit else "ok", words % said)


def line(tone: str, sentence: str, address: str = "") -> dict[str, str]:
    return {"tone": tone, "sentence": sentence, "address": address}
