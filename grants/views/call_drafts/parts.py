"""A call in construction, part by part: each has its page; lists are ordered by buttons."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from forms.building import PartPage
from forms.building_acts import AddForm, RemoveForm
from grants.definitions.drafting import beginnings, kinds, names
from grants.definitions.drafting.spots import INLINE, Spot, field, locate, step_of
from grants.models import CallDraft
from grants.services import call_drafts
from grants.views.call_drafts import bp
from grants.views.call_drafts.subject import crumbs, edit_address, faults_told, name_of, the_draft, the_spot
from grants.views.requires import requires, requires_role
from workflows.errors import Invalid
from workflows.roles import Role


@bp.get("/administration/appels/<key>")
@requires_role(Role.ADMINISTRATOR)
def show(key: str) -> ResponseReturnValue:
    """What is prepared, what would refuse to be put in force, and a way to each part."""
    draft = the_draft(key)
    whole = locate(draft.now, "") or abort(404)
    faults = faults_told(draft, call_drafts.faults_of(draft.now))
    first = next((section for form in draft.now.get("form", []) for section in form.get("sections", [])), None)
    return render_template("building/show.html", draft=draft, faults=faults, forms=forms_of(draft),
                           parts=nested(draft, whole), first=first)  # fmt: skip


@bp.route("/administration/appels/<key>/modifier", methods=["GET", "POST"], endpoint="identity")
@requires("call_draft.edit", the_draft)
def identity(draft: CallDraft) -> ResponseReturnValue:
    """The page of the call itself."""
    return edit_part(draft)


@bp.route("/administration/appels/<key>/modifier/<path:place>", methods=["GET", "POST"])
@requires("call_draft.edit", the_draft)
def edit(draft: CallDraft) -> ResponseReturnValue:
    """The page of one part."""
    return edit_part(draft)


def edit_part(draft: CallDraft) -> ResponseReturnValue:
    spot = the_spot(draft)
    if spot.is_list or spot.model in INLINE:
        return redirect(edit_address(draft, spot.holder.address if spot.holder else ""))
    page = PartPage(draft, spot)
    page.around = around(draft, spot)
    if not page.is_submitted() or page.adds_row():
        return render_template(page.template, form=page, reasons=[])
    version, fields = page.cleaned()
    if fields:
        call_drafts.edit(current_user.id, draft.id, version=version, place=spot.address, fields=fields)
        flash(_("Enregistré dans l’appel en construction ; rien n’est encore en service."), "success")
    return redirect(edit_address(draft, spot.address), 303)


def around(draft: CallDraft, spot: Spot) -> dict[str, Any]:
    """What stands around the fields: where we are, the parts inside, what is wrong here."""
    here = spot.path
    faults = [(at, said) for at, said in call_drafts.faults_of(draft.now) if at[: len(here)] == here]
    section = spot.within("Section")
    return {
        "title": name_of(spot), "crumbs": crumbs(draft, spot), "parts": nested(draft, spot) if spot.path else [],
        "faults": faults_told(draft, faults) if here else [],
        "preview": preview_of(draft, spot, section) if section else None,
        "removable": bool(spot.path),
        "key": spot.value.get("key") if spot.path else None,
    }  # fmt: skip


def preview_of(draft: CallDraft, spot: Spot, section: Spot) -> str:
    form = spot.within("FormDefinition")
    return url_for("call_drafts.preview", key=draft.key, section=section.value.get("key", ""),
                   formulaire=form.value.get("key") if form else None)  # fmt: skip


def forms_of(draft: CallDraft) -> list[dict[str, Any]]:
    """Each form with its sections, first of all that one comes for."""
    addresses = [f"form/{each.get('key')}" for each in draft.now.get("form", [])]
    spots = [(locate(draft.now, each), locate(draft.now, f"{each}/sections")) for each in addresses]
    return [block(draft, sections) | {"title": _("Sections : %(form)s", form=form.title)}
            for form, sections in spots if form and sections]  # fmt: skip


def nested(draft: CallDraft, spot: Spot) -> list[dict[str, Any]]:
    """The parts and the lists of parts that this one holds, in the order of the file."""
    inside = [each for each in kinds.fields_of(spot) if each.kind in ("part", "parts")]
    return [block(draft, found) for each in inside if (found := field(spot, each.name)) is not None]


def block(draft: CallDraft, spot: Spot) -> dict[str, Any]:
    items = list(enumerate(spot.value)) if spot.is_list else []
    return {
        "title": name_of(spot), "place": spot.address, "is_list": spot.is_list, "is_there": bool(spot.value),
        "address": edit_address(draft, spot.address), "count": len(items),
        "lines": [line(draft, spot, rank, value) for rank, value in items],
    }  # fmt: skip


def line(draft: CallDraft, spot: Spot, rank: int, value: Any) -> dict[str, Any]:
    place = f"{spot.address}/{step_of(value, rank)}"
    known = locate(draft.now, place)
    return {"place": place, "title": (known.title if known else "") or str(rank + 1), "rank": rank + 1,
            "address": edit_address(draft, place), "detail": detail(value)}  # fmt: skip


def detail(value: dict[str, Any]) -> str:
    """A few words on an item: its type, its weight, how many questions."""
    if "questions" in value:
        return str(_("%(count)s questions", count=len(value["questions"])))
    kind, required = names.TYPES.get(str(value.get("type")), ""), value.get("required") is True
    parts = [kind, str(_("obligatoire")) if required else "", str(_("sous condition")) if value.get("show_if") else "",
             f"{value['weight']} %" if "weight" in value else ""]  # fmt: skip
    return " · ".join(filter(None, parts))


@bp.route("/administration/appels/<key>/ajouter/<path:place>", methods=["GET", "POST"])
@requires("call_draft.edit", the_draft)
def add(draft: CallDraft) -> ResponseReturnValue:
    """A new item of a list: its name first, the rest on its own page."""
    spot = the_spot(draft)
    if not spot.is_list:
        abort(404)
    form = AddForm(data={"version": draft.version})
    form.offer(spot.model)
    if not form.is_submitted() or not form.validate():
        return added_page(draft, spot, form), 422 if form.is_submitted() else 200
    value = beginnings.part(spot, " ".join((form.label.data or "").split()), key=form.key.data or "",
                            kind=form.type.data if "type" in form else "text")  # fmt: skip
    where = call_drafts.add(current_user.id, draft.id, version=form.version.data, place=spot.address, value=value)
    flash(_("Ajouté. Complétez sa page ; rien n’est encore en service."), "success")
    return redirect(edit_address(draft, where), 303)


def added_page(draft: CallDraft, spot: Spot, form: AddForm) -> str:
    return render_template("building/add.html", draft=draft, form=form, title=name_of(spot), crumbs=crumbs(draft, spot))


@bp.post("/administration/appels/<key>/ranger/<path:place>")
@requires("call_draft.edit", the_draft)
def move(draft: CallDraft) -> ResponseReturnValue:
    """Up or down by one."""
    spot, form = the_spot(draft), RemoveForm()
    if not form.validate() or request.form.get("to") not in ("up", "down"):
        raise Invalid
    by = -1 if request.form["to"] == "up" else 1
    call_drafts.move(current_user.id, draft.id, version=form.version.data, place=spot.address, by=by)
    return redirect(above(draft, spot), 303)


@bp.route("/administration/appels/<key>/retirer/<path:place>", methods=["GET", "POST"])
@requires("call_draft.edit", the_draft)
def remove(draft: CallDraft) -> ResponseReturnValue:
    """Ask, then take away."""
    spot, form = the_spot(draft), RemoveForm(data={"version": draft.version})
    if not form.is_submitted():
        return render_template("building/remove.html", draft=draft, spot=spot, form=form, title=name_of(spot),
                               crumbs=crumbs(draft, spot), back=edit_address(draft, spot.address))  # fmt: skip
    if not form.validate():
        raise Invalid
    back = above(draft, spot)
    call_drafts.remove(current_user.id, draft.id, version=form.version.data, place=spot.address)
    flash(_("Retiré de l’appel en construction."), "success")
    return redirect(back, 303)


def above(draft: CallDraft, spot: Spot) -> str:
    """The page on which this part is listed."""
    holder = spot.holder.holder if spot.holder and spot.holder.is_list else spot.holder
    if holder is None or not holder.path:
        return url_for("call_drafts.show", key=draft.key)
    return edit_address(draft, holder.address)
