"""From an address to a call in construction and to the part of it that is meant."""

from typing import Any

from flask import abort, request, url_for

from grants.definitions.drafting import names
from grants.definitions.drafting.spots import Spot, address_of, locate
from grants.definitions.mistakes import Path, written
from grants.models import CallDraft
from grants.queries import call_drafts


def the_draft(key: str, **parts: Any) -> CallDraft:
    """The draft of this key; 404 when there is none."""
    return call_drafts.by_key(key) or abort(404)


def the_spot(draft: CallDraft) -> Spot:
    """The part that the address names; 404 when there is none, now."""
    return locate(draft.now, str((request.view_args or {}).get("place", ""))) or abort(404)


def edit_address(draft: CallDraft, place: str, **query: Any) -> str:
    if not place:
        return url_for("call_drafts.identity", key=draft.key, **query)
    return url_for("call_drafts.edit", key=draft.key, place=place, **query)


def name_of(spot: Spot) -> str:
    """How a page calls a part: « Question : Titre du projet », « Sections »."""
    if spot.is_list:
        return names.LISTS.get(spot.steps[-1], names.field(spot.steps[-1]))
    kind = names.PARTS.get(spot.model, spot.model)
    return f"{kind} : {spot.title}" if spot.title and spot.path else kind


def crumbs(draft: CallDraft, spot: Spot) -> list[tuple[str, str]]:
    """From the administration to this part; lists have no page, they stand on that of what holds them."""
    above = [each for each in spot.ancestors() if not each.is_list and each.path]
    trail = [(name_of(each), edit_address(draft, each.address)) for each in reversed(above)]
    start = [("Administration", url_for("administration.index")),
             (draft.short_title, url_for("call_drafts.show", key=draft.key))]  # fmt: skip
    return start + trail if trail else [*start, (name_of(spot), "")]


def faults_told(draft: CallDraft, faults: list[tuple[Path, str]]) -> list[dict[str, str]]:
    """What would refuse to be put in force: where, what was expected, and the page that mends it."""
    found = []
    for at, said in faults:
        place, name = address_of(draft.now, at)
        spot = locate(draft.now, place)
        page = spot.holder if spot and spot.is_list and spot.holder else spot
        where = name_of(spot) if spot and spot.path else names.field(name) if name else written(at)
        anchor = f"#f_{name}" if name and page and not (spot and spot.is_list) else ""
        label = f"{where}, {names.field(name).lower()}" if name and spot and spot.path else where
        address = edit_address(draft, page.address if page else "") + anchor
        found.append({"where": label, "said": said, "address": address, "place": place})
    return found
