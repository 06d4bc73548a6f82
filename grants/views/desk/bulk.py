"""One act on many files: which, on whom it would be done and why not on the others, then what became of each."""

import secrets
from collections.abc import Sequence
from typing import Any

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from forms.bulk import BulkForm, bulk_form
from grants.languages import translated
from grants.models import Application, User
from grants.queries import desk_notes, forecasts, many
from grants.queries.forecasts import Forecast
from grants.services import bulk_acts as services
from grants.values import clock
from grants.views.desk import bp
from grants.views.desk.asking import address, asked, named
from grants.views.requires import requires_role
from workflows.errors import Invalid
from workflows.roles import Role
from workflows.words import WORDS

INSTRUCTING = (Role.INSTRUCTOR,)
LONGEST = 18  # of a file's id and its version together: no database holds greater ones


def bulk_acts(user: User) -> list[dict[str, str]]:
    """The acts that may be asked on many files, for those who instruct."""
    if not any(each.role is Role.INSTRUCTOR for each in user.appointments):
        return []
    return [{"words": words(act), "name": "acte", "value": act} for act in services.SERVICES]


def words(act: str) -> str:
    said = {
        "application.check_completeness": _("Dire les pièces complètes"),
        "application.check_eligibility": _("Noter les règles remplies"),
    }
    return str(said.get(act) or translated(WORDS[act]))


@bp.get("/instruction/ensemble")
@requires_role(*INSTRUCTING)
def bulk() -> ResponseReturnValue:
    """What is asked, then who is affected and why some are not; nothing is done by looking."""
    act, files, is_cut = wanted()
    if act not in services.SERVICES or not files:
        return render_template("desk/bulk_nothing.html", back=back())
    form = bulk_form(act, files, request.args)
    if form.questions and not (request.args.get("vu") and form.validate()):
        return render_template("desk/bulk_ask.html", **around(act, files), form=form, is_cut=is_cut)
    return preview(act, files, form, is_cut=is_cut)


def preview(act: str, files: Sequence[Application], form: BulkForm, *, is_cut: bool) -> ResponseReturnValue:
    found = forecasts.of(current_user, act, files, at=clock.now(), given=form.given())
    return render_template(
        "desk/bulk.html", **around(act, files), form=form, is_cut=is_cut,
        ready=[each.application for each in found if not each.reasons],
        others=[each for each in found if each.reasons], happens=happens(act, found), token=secrets.token_urlsafe(16),
    )  # fmt: skip


def wanted() -> tuple[str, Sequence[Application], bool]:
    """The act, the files, and whether the search had more of them than one act is done on."""
    act = request.args.get("acte", "")
    if not request.args.get("tous"):
        return act, many.chosen(current_user, request.args.getlist("dossier")), False
    files = many.all_of(current_user, asked())
    return act, files[: many.AT_ONCE], len(files) > many.AT_ONCE


def around(act: str, files: Sequence[Application]) -> dict[str, Any]:
    kept = [("acte", act), *named(asked()).items()]
    kept += [("tous", "1")] if request.args.get("tous") else [("dossier", each.number) for each in files]
    return {"act": act, "words": words(act), "files": files, "kept": kept, "back": back(), "most": many.AT_ONCE}


def back() -> str:
    return address(asked())


def happens(act: str, found: Sequence[Forecast]) -> list[str]:
    """What is done on each file, and who is written to."""
    said = {
        "application.check_completeness": _("Chaque pièce jointe est acceptée ; personne n’est prévenu."),
        "application.check_eligibility": _("Chaque règle de l’appel est notée comme remplie ; personne n’est prévenu."),
        "application.start_review": _("Le contenu de chaque dossier est figé ; ses membres le lisent sur leur compte."),
        "application.refer": _("Chaque dossier attend le comité ; le secrétariat est prévenu."),
        "review.assign": _("Les personnes choisies sont prévenues, dossier par dossier."),
        "opinion.ask": _("Le service est prévenu, dossier par dossier."),
    }
    each_alone = _("Chaque dossier est traité seul : ce qui échoue pour l’un n’empêche pas les autres.")
    return [str(said[act]), str(each_alone)]


@bp.post("/instruction/ensemble")
@requires_role(*INSTRUCTING)
def do_bulk() -> ResponseReturnValue:
    act, token, chosen = request.form.get("acte", ""), request.form.get("jeton", ""), request.form.getlist("choix")
    if act not in services.SERVICES or not token or not chosen[: many.AT_ONCE]:
        raise Invalid
    seen = [pair for each in chosen[: many.AT_ONCE] if (pair := seen_of(each))]
    files = many.by_ids(current_user, [file_id for file_id, _version in seen])
    open_ones = {each.id for each in files}
    form = bulk_form(act, files, request.form)
    if form.questions and not form.validate():
        raise Invalid
    kept = [pair for pair in seen if pair[0] in open_ones]
    account = services.perform(current_user.id, token, act, kept, form.given())
    return redirect(url_for("desk.bulk_account", id=account), 303)


def seen_of(text: str) -> tuple[int, int] | None:
    """A file and its version, as the page of confirmation carried them."""
    file_id, _sep, version = text.partition(":")
    is_right = file_id.isdecimal() and version.isdecimal() and len(text) <= LONGEST
    return (int(file_id), int(version)) if is_right else None


@bp.get("/instruction/ensemble/<int:id>")
@requires_role(*INSTRUCTING)
def bulk_account(id: int) -> ResponseReturnValue:
    """What became of each file; while it is being done, how far it is."""
    account = desk_notes.account(current_user, id) or abort(404)
    open_ones = {each.number for each in many.chosen(current_user, [each["number"] for each in account.results])}
    told = [each for each in account.results if each["number"] in open_ones]  # recused since: it is not even named
    done, failed = [each for each in told if not each["reasons"]], [each for each in told if each["reasons"]]
    following = [each for each in bulk_acts(current_user) if each["value"] != account.act]
    return render_template(
        "desk/bulk_account.html", account=account, words=words(account.act), done=done, failed=failed,
        next_acts=following,
    )  # fmt: skip
