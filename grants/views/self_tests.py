"""« Puis-je déposer ? »: the two-minute test of a call, which says why and keeps nothing."""

from datetime import date
from typing import Any

from flask import Blueprint, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from forms.self_test import SelfTest
from grants.definitions.self_test import Answered, judged
from grants.models import Organisation
from grants.queries import calls, eligibility, portal
from grants.values import clock
from grants.views.call_cards import OPEN, CallCard, card
from grants.views.requires import public

bp = Blueprint("self_tests", __name__)


@bp.get("/appels/<key>/puis-je-deposer")
@public
def show(key: str) -> ResponseReturnValue:
    """The questions; once answered, what each rule says above them."""
    call = calls.by_key(key) or abort(404)
    here = card(call, clock.now())
    if call.is_recorded:
        abort(404)
    form = SelfTest(call.file, request.args)
    is_asked = "verifier" in request.args and not form.is_wrong
    found = judged(call.file, form.answers, today=clock.today(), closes_on=closing(here)) if is_asked else []
    page = render_template(
        "calls/self_test.html", call=call, card=here, form=form, found=found, outcome=outcome(found) if found else None,
        organisations=own(call.key),
    )  # fmt: skip
    return page, 422 if form.is_wrong else 200


def closing(here: CallCard) -> date | None:
    return clock.day_of(here.closes_at) if here.closes_at and here.status == OPEN else None


def own(key: str) -> list[tuple[str, str]]:
    """(name, address of the test filled from it) for each organisation of who looks."""
    if not current_user.is_authenticated:
        return []
    found = portal.organisations(current_user)
    late = eligibility.late_among([each.id for each in found], at=clock.now())
    return [(each.name, url_for("self_tests.show", key=key, **known(each, each.id in late))) for each in found]


def known(organisation: Organisation, is_late: bool) -> dict[str, Any]:
    """What the test asks and we know: never more than its own members read here already."""
    told = {"r_late_reports": "non" if is_late else "oui", "legal_nature": organisation.legal_nature}
    if organisation.created_on:
        told["created_on"] = f"{organisation.created_on:%d/%m/%Y}"
    return {name: value for name, value in told.items() if value}


def outcome(found: list[Answered]) -> dict[str, str]:
    """The conclusion: its tone, its title, and a sentence that never promises."""
    tone, count = tone_of(found), sum(each.is_blocking for each in found)
    title, words = {
        "bad": (
            _("En l’état, cet appel n’est pas pour vous"),
            _("Une règle que le service ne peut pas lever n’est pas remplie. Lisez ce qui le rendrait possible."),
        ),
        "warn": (
            ngettext("Un point fait obstacle aujourd’hui", "%(num)s points font obstacle aujourd’hui", count),
            _("Le service peut passer outre en disant pourquoi. Corrigez ce qui peut l’être, ou écrivez-lui."),
        ),
        "": (
            _("Rien ne s’y oppose, mais il reste à vérifier"),
            _("Vous n’avez pas répondu à tout : les points « à vérifier » peuvent encore faire obstacle."),
        ),
        "ok": (
            _("D’après vos réponses, vous pouvez déposer un dossier"),
            _("Ce n’est pas une promesse d’aide : les dossiers sont comparés, et les crédits sont limités."),
        ),
    }[tone]
    return {"tone": tone, "title": title, "words": words}


def tone_of(found: list[Answered]) -> str:
    """bad: a rule that nobody may lift; warn: one that the service may; nothing: not all is known; ok: all is met."""
    blocking = [each for each in found if each.is_blocking]
    if any(not each.rule.overridable for each in blocking):
        return "bad"
    if blocking:
        return "warn"
    return "" if any(each.answer == "unknown" for each in found) else "ok"
