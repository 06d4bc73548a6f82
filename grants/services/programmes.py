"""The 2020 programme brought into the database: its calls, its real files, its figures."""

from pathlib import Path

from sqlalchemy import select

from grants.config import ROOT
from grants.database import db
from grants.definitions import files, programme_2020
from grants.models import Call, Programme, Round
from grants.services import calls, programme_figures, programme_files, users
from grants.services.command import Act, command
from workflows.states import RoundState

CALLS = ROOT / "content" / "calls"


def load() -> int:
    """Load the 2020 programme by the system's own hand; the programme's id."""
    return load_2020(users.system_id())


@command
def load_2020(act: Act) -> int:
    """Write what the 2020 report tells, once: loaded again, only what is missing is added. The programme's id."""
    programme = add_programme()
    for path in sorted(CALLS.glob("*.yaml")):
        add_call(act, path, programme)
    if db.session.scalar(select(Round.id).filter_by(key=programme_2020.ROUND).limit(1)) is None:
        programme_files.write(act)
        programme_figures.write()
    return programme.id


def add_programme() -> Programme:
    told = programme_2020.programme()
    programme = db.session.scalar(select(Programme).filter_by(key=told["key"])) or Programme(key=told["key"])
    programme.title = told["title"]
    programme.engagements = [{"number": each["number"], "label": each["label"]} for each in told["engagements"]]
    groups = programme_2020.working_groups()
    programme.themes = [{"number": each["number"], "label": each["theme_fr"]} for each in groups]
    db.session.add(programme)
    db.session.flush()
    return programme


def add_call(act: Act, path: Path, programme: Programme) -> None:
    """A call of the house; where nobody applies, its rounds only record and are public from the start."""
    file = files.load(path)
    is_recorded = calls.is_recorded(file)
    call = db.session.get_one(Call, calls.import_file(act.actor.id, file, is_historical=is_recorded))
    told = programme_2020.calls().get(call.key, {})
    call.source_kind = call.source_kind or told.get("kind")
    call.programme = call.programme or programme  # a call imported before the programme was there
    for round in call.rounds:
        if is_recorded and round.state != RoundState.PUBLISHED:
            round.state = RoundState.PUBLISHED
