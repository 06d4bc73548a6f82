"""Building a call: what is prepared stands apart until it is put in force as a new version."""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import select

from grants.database import db
from grants.definitions.call import CallFile
from grants.definitions.drafting import changing
from grants.definitions.files import dump, examined
from grants.definitions.mistakes import Path, written
from grants.definitions.writer import canonical
from grants.models import Call, CallDraft
from grants.policies.permits import PERMITS
from grants.policies.roles import roles_on
from grants.services import calls
from grants.services.command import Act, command
from workflows.engine import Attempt
from workflows.errors import Refused

GONE = "Cette partie de l’appel a été retirée entre-temps : rien n’a été enregistré."
TAKEN = "Un appel porte déjà cette clé : choisissez-en une autre."
NOTHING = "Rien n’a changé depuis la version en service."
BEHIND = "Une autre version a été mise en service depuis : abandonnez ces modifications, ou rechargez votre fichier."
Change = Callable[[Mapping[str, Any]], changing.Content]


@command
def begin(act: Act, content: dict[str, Any]) -> int:
    """Start a call that is not there yet, from scratch or from the file of another one; the draft's id."""
    key = str(content["key"])
    if any(db.session.scalar(select(model.id).filter_by(key=key)) for model in (CallDraft, Call)):
        raise Refused([TAKEN])
    draft = CallDraft(key=key, content=content, saved_at=act.at, saved_by_id=act.actor.id)
    db.session.add(draft)
    db.session.flush()
    demand(act, draft, "call_draft.edit")
    act.record(draft, "call_draft.begin", call=key)
    return draft.id


@command
def edit(act: Act, draft_id: int, *, version: int, fields: Mapping[str, Any], place: str = "") -> None:
    """Write fields of one part; None takes one away."""
    change(act, draft_id, version, "put", place, lambda content: changing.put(content, place, fields))


@command
def add(act: Act, draft_id: int, *, version: int, place: str, value: Mapping[str, Any]) -> str:
    """Put a part at the end of a list; its address."""
    address: list[str] = []

    def added(content: Mapping[str, Any]) -> changing.Content:
        made, where = changing.add(content, place, value)
        address.append(where)
        return made

    change(act, draft_id, version, "add", place, added)
    return address[-1]


@command
def move(act: Act, draft_id: int, *, version: int, place: str, by: int) -> None:
    """Move an item of a list up (-1) or down (1)."""
    change(act, draft_id, version, "move", place, lambda content: changing.move(content, place, by))


@command
def remove(act: Act, draft_id: int, *, version: int, place: str) -> None:
    change(act, draft_id, version, "remove", place, lambda content: changing.remove(content, place))


@command
def replace(act: Act, draft_id: int, *, version: int, file: CallFile) -> None:
    """Take the whole content from a file; the key and the kind are those of the call."""
    content: dict[str, Any] = file.model_dump(mode="json", exclude_unset=True, by_alias=True)
    draft = change(act, draft_id, version, "replace", "", lambda before: content)
    if draft.call:
        draft.base_id = draft.call.definition_id


@command
def discard(act: Act, draft_id: int, *, version: int) -> None:
    """Forget what is prepared: the draft says again what is in force."""
    draft = held(act, draft_id, version=version)
    act.do(draft, "call_draft.discard")
    if draft.call is None:
        raise Refused(["Cet appel n’a encore aucune version en service : il n’y a rien à quoi revenir."])
    draft.content, draft.base_id, draft.saved_at = None, draft.call.definition_id, act.at


@command
def publish(act: Act, draft_id: int, *, version: int, is_offered: bool = False) -> int:
    """Put what is prepared in force; files already begun keep their version, unless they are offered the new one.

    Returns the id of the call.
    """
    draft = held(act, draft_id, version=version)
    demand(act, draft, "call_draft.publish")
    call, faults = examined(draft.now)
    if call is None or faults:
        raise Refused([f"{written(at)} : {said}" for at, said in faults[:8]])
    demand_news(draft, call)
    call_id = calls.put_in_force(act, call, is_offered=is_offered)
    act.do(draft, "call_draft.publish", number=draft_number(call_id))
    return call_id


def demand_news(draft: CallDraft, call: CallFile) -> None:
    if draft.is_behind:
        raise Refused([BEHIND])
    if draft.call and calls.digest_of(call) == draft.call.definition.digest:
        raise Refused([NOTHING])


def draft_number(call_id: int) -> int:
    return int(db.session.get_one(Call, call_id).definition.number)


def held(act: Act, draft_id: int, *, version: int) -> CallDraft:
    """The draft, locked after its call."""
    call_id = db.session.scalar(select(CallDraft.call_id).filter_by(id=draft_id))
    if call_id is not None:
        act.lock(Call, call_id)
    return act.lock(CallDraft, draft_id, version=version)


def change(act: Act, draft_id: int, version: int, verb: str, place: str, make: Change) -> CallDraft:
    """One change of the content, journalled by its place; what comes back to the version in force is no draft."""
    draft = held(act, draft_id, version=version)
    demand(act, draft, "call_draft.edit")
    if draft.content is None and draft.call:
        draft.base_id = draft.call.definition_id
    try:
        made = make(draft.now)
    except changing.Gone:
        raise Refused([GONE]) from None
    draft.content = None if draft.call and same(made, draft.call.definition.content) else made
    draft.saved_at, draft.saved_by_id = act.at, act.actor.id
    act.record(draft, "call_draft.edit", verb=verb, place=place)
    return draft


def same(left: Mapping[str, Any], right: Mapping[str, Any]) -> bool:
    """Whether two contents say the same, in the same order of their lists."""
    return dict(left) == dict(right)


def demand(act: Act, draft: CallDraft, name: str) -> None:
    PERMITS[name].demand(Attempt(draft, act.actor.id, roles_on(act.actor, draft), act.at))


def text_of(content: Mapping[str, Any]) -> str:
    """The file of what is prepared: as a whole call when it is one, else as it stands."""
    call, _ = examined(dict(content))
    return dump(call) if call else canonical(dict(content))


def faults_of(content: Mapping[str, Any]) -> list[tuple[Path, str]]:
    """What would refuse to be put in force."""
    return examined(dict(content))[1]
