"""Bring a call's file into the database: a new call, or a new version of one that is there."""

import re
from datetime import datetime, time
from hashlib import sha256
from itertools import product
from string import ascii_uppercase
from typing import Any

from sqlalchemy import select

from grants.database import db
from grants.definitions.calendar import RoundDefinition
from grants.definitions.call import CallFile
from grants.definitions.files import dump
from grants.models import Call, CallDefinition, CallDraft, Envelope, Funder, Programme, Round
from grants.services.command import Act, command
from grants.values.clock import PARIS
from workflows.errors import Invalid
from workflows.registry import latest
from workflows.roles import Role


@command
def import_file(act: Act, file: CallFile, *, is_historical: bool = False) -> int:
    """Create the call, its funders, rounds and envelopes, or add a version; the call's id.

    Files already begun keep the version they began with.
    """
    return put_in_force(act, file, is_historical=is_historical)


def put_in_force(act: Act, file: CallFile, *, is_historical: bool = False, is_offered: bool = False) -> int:
    """The same within another act; is_offered: drafts of earlier versions may take this one up."""
    call = db.session.scalar(select(Call).filter_by(key=file.key)) or new_call(file, is_historical=is_historical)
    digest = digest_of(file)
    if call.definition is None or call.definition.digest != digest:
        add_definition(act, call, file, digest, is_offered=is_offered)
    for part in file.rounds:
        add_round(act, call, file, part, is_historical=is_historical)
    return call.id


def digest_of(file: CallFile) -> str:
    return sha256(dump(file).encode()).hexdigest()


def new_call(file: CallFile, *, is_historical: bool) -> Call:
    call = Call(key=file.key, kind=file.kind, prefix=prefix_of(file), is_historical=is_historical)
    tell_title(call, file)
    call.source_kind, call.is_recorded = file.source_kind, is_recorded(file)
    call.programme = db.session.scalar(select(Programme).filter_by(key=file.programme))
    db.session.add(call)
    db.session.flush()
    return call


def tell_title(call: Call, file: CallFile) -> None:
    """What lists show of a call is what its file says now."""
    call.title, call.short_title, call.summary = file.title, file.short_title, file.summary


def is_recorded(file: CallFile) -> bool:
    """Whether nobody applies in this kind of call: no row of its workflow belongs to an applicant."""
    return not any(Role.APPLICANT in row.by for row in latest(file.workflow_name).actions)


def prefix_of(file: CallFile) -> str:
    """The first part of file numbers: initials of the key and the year, « CC20 »; letters more when it is taken."""
    initials = "".join(word[0] for word in re.findall(r"[a-z]+", file.key))[:3].upper()
    year = f"{file.rounds[0].opens_at.year % 100:02}"
    taken = set(db.session.scalars(select(Call.prefix)))
    more = ("".join(letters) for length in range(5) for letters in product(ascii_uppercase, repeat=length))
    return next(each for letters in more if (each := f"{initials}{letters}{year}") not in taken)


def add_definition(act: Act, call: Call, file: CallFile, digest: str, *, is_offered: bool) -> None:
    number = len(db.session.scalars(select(CallDefinition.id).filter_by(call_id=call.id)).all()) + 1
    content: dict[str, Any] = file.model_dump(mode="json", exclude_unset=True, by_alias=True)
    definition = CallDefinition(call_id=call.id, number=number, digest=digest, content=content, created_at=act.at)
    definition.is_offered, definition.is_blind = is_offered, file.blind_review
    db.session.add(definition)
    call.definition = definition
    tell_title(call, file)
    db.session.flush()
    follow(call, definition)


def follow(call: Call, definition: CallDefinition) -> None:
    """The builder's page of this call starts from what is in force, unless something is being prepared there."""
    draft = db.session.scalar(select(CallDraft).filter_by(key=call.key))
    if draft is None:
        db.session.add(CallDraft(key=call.key, call_id=call.id, base_id=definition.id, content=None))
    elif draft.content is None or draft.content == definition.content:
        draft.call_id, draft.base_id, draft.content = call.id, definition.id, None
    db.session.flush()


def add_round(act: Act, call: Call, file: CallFile, part: RoundDefinition, *, is_historical: bool) -> None:
    """A round that is there keeps its calendar: only an extension changes it."""
    if db.session.scalar(select(Round.id).filter_by(call_id=call.id, key=part.key)):
        return
    workflow, follows = latest("round"), followed(part)
    round = Round(call=call, key=part.key, number=part.number, title=f"Vague {part.number}")
    round.workflow_key, round.state = workflow.key, workflow.initial
    round.opens_at, round.closes_at, round.announced_at = part.opens_at, part.closes_at, part.announced_at
    round.decisions_at = datetime.combine(part.decisions_on, time(18), PARIS)
    round.stages = [{"key": s.key, "label": s.label, "closes_at": s.closes_at.isoformat()} for s in file.stages]
    round.follows, round.is_historical = follows, is_historical
    db.session.add(round)
    db.session.flush()
    add_envelopes(file, round)
    act.record(round, "round.import", call=file.key)


def followed(part: RoundDefinition) -> Round | None:
    """The earlier round whose unsuccessful files start this one."""
    if part.follows is None:
        return None
    earlier = select(Round).join(Call).where(Call.key == part.follows.call, Round.key == part.follows.round)
    return db.session.scalar(earlier)


def add_envelopes(file: CallFile, round: Round) -> None:
    funders = {each.key: funder(each.key, each.label, is_fictif=bool(each.fictif)) for each in file.funders}
    for each in file.envelopes:
        envelope = Envelope(round_id=round.id, key=each.key, label=each.label, year=each.year, amount=each.amount)
        envelope.funder, envelope.theme, envelope.is_fictif = funders[each.funder], each.theme, each.fictif
        envelope.department = each.department or ("52" if each.scope == "region" else None)
        db.session.add(envelope)
    db.session.flush()


def funder(key: str, label: str, *, is_fictif: bool) -> Funder:
    """The funder of this key, made when it is new; « state_… » is the State."""
    found = db.session.scalar(select(Funder).filter_by(key=key))
    if found is None:
        found = Funder(key=key, label=label, is_state=key.startswith("state"), is_fictif=is_fictif)
        db.session.add(found)
        db.session.flush()
    return found


def get(key: str) -> Call:
    """The call of this key; `Invalid` when there is none."""
    call = db.session.scalar(select(Call).filter_by(key=key))
    if call is None:
        raise Invalid(f"Aucun appel n’a la clé « {key} ».")
    return call
