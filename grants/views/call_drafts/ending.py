"""The dry run of what is prepared, and its end: put in force, or forgotten."""

from typing import Any

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user

from forms.building_acts import DiscardForm, PublishForm
from grants.definitions.call import CallFile
from grants.definitions.comparing import Changes, between
from grants.definitions.files import structured
from grants.models import CallDraft
from grants.policies.access import can
from grants.queries import trials
from grants.services import call_drafts
from grants.views.acts import act
from grants.views.call_drafts import bp
from grants.views.call_drafts.subject import faults_told, the_draft
from grants.views.requires import requires_role
from workflows.roles import Role

act(bp, "call_draft.publish", "/administration/appels/<key>/mettre-en-service", call_drafts.publish,
    done="La nouvelle version est en service.", form=PublishForm, load=the_draft)  # fmt: skip
act(bp, "call_draft.discard", "/administration/appels/<key>/abandonner", call_drafts.discard,
    done="Les modifications sont abandonnées.", form=DiscardForm, load=the_draft)  # fmt: skip


@bp.get("/administration/appels/<key>/essai")
@requires_role(Role.ADMINISTRATOR)
def trial(key: str) -> ResponseReturnValue:
    """What the new version would change for the files already begun; nothing is written."""
    draft = the_draft(key)
    new, faults = structured(draft.now)
    page = tried(draft, new) if new and draft.call else {"forms": [], "versions": [], "drafts": [], "counts": None}
    return render_template("building/trial.html", draft=draft, faults=faults_told(draft, faults), **page)


def tried(draft: CallDraft, new: CallFile) -> dict[str, Any]:
    assert draft.call is not None
    found = trials.of_drafts(draft.call, new)
    touched = [each for each in found if each.effect is None or is_touched(each.effect)]
    return {
        "forms": differences(draft.call.file, new),
        "versions": trials.by_version(draft.call),
        "drafts": [told(rank, each) for rank, each in enumerate(touched, start=1)],
        "counts": counts(found),
    }


def is_touched(effect: Any) -> bool:
    return bool(effect.gained or effect.lost or effect.invalid)


def counts(found: list[trials.Trial]) -> dict[str, int]:
    """How many drafts, and how many of each sort of change; questions are counted file by file."""
    effects = [each.effect for each in found if each.effect]
    return {
        "drafts": len(found), "gained": sum(bool(each.gained) for each in effects),
        "lost": sum(bool(each.lost) for each in effects), "invalid": sum(bool(each.invalid) for each in effects),
        "without_stage": len(found) - len(effects),
    }  # fmt: skip


def differences(old: CallFile, new: CallFile) -> list[tuple[str, Changes]]:
    """For each form of the new version: what is gained, lost, changed."""
    before = {each.key: each for each in old.form}
    pairs = [(each.title, between(before[each.key], each)) for each in new.form if each.key in before]
    return [(title, changes) for title, changes in pairs if changes]


def told(rank: int, trial: trials.Trial) -> dict[str, Any]:
    """One draft; its number and its answers only for those who may see it: the staff have no role on a draft."""
    may_see = can(current_user, "application.see", trial.application)
    return {"name": trial.application.number if may_see else f"Brouillon {rank}", "effect": trial.effect}
