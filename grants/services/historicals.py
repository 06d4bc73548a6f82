"""What a report of the past says of real organisations, written as it says it and no further."""

from collections.abc import Iterable
from datetime import datetime, time
from textwrap import shorten
from typing import Any

from sqlalchemy import select

from grants.database import db
from grants.models import Application, Call, Organisation, OrganisationName, Partner, Round, Territory
from grants.services import search_words
from grants.services.applications.starting import new_file
from grants.services.command import Act
from grants.values import territories
from grants.values.clock import PARIS
from grants.values.stems import unaccented
from grants.values.territories import DEPARTMENTS, REGION
from workflows.registry import latest
from workflows.states import RoundState

UNNAMED = "territoire"  # the report names a territory: who carries the project there is not said


def typographic(text: str) -> str:
    return " ".join(text.replace("'", "’").split())


def add_round(act: Act, call: Call, *, key: str, title: str, years: Iterable[int]) -> Round:
    """The round that holds real files: apart from the call file's own, whose calendar is invented."""
    found = db.session.scalar(select(Round).filter_by(call_id=call.id, key=key))
    if found:
        return found
    years, number = sorted(years), len(call.rounds) + 1
    stages = [{"key": each.key, "label": each.label} for each in call.file.stages]
    round = Round(call_id=call.id, key=key, number=number, title=title, is_historical=True)
    round.workflow_key, round.state = latest("round").key, RoundState.PUBLISHED
    round.opens_at = datetime(years[0], 1, 1, tzinfo=PARIS)
    round.closes_at = round.announced_at = datetime.combine(datetime(years[-1], 12, 31), time(23, 59), PARIS)
    round.stages = [each | {"closes_at": round.closes_at.isoformat()} for each in stages]
    db.session.add(round)
    db.session.flush()
    db.session.expire(call, ["rounds"])
    act.record(round, "round.import", call=call.key)
    return round


class Directory:
    """The organisations of one source, found again under each of their spellings."""

    def __init__(self, act: Act, spellings: dict[str, str], homonyms: set[str]) -> None:
        self.act, self.spellings, self.homonyms = act, spellings, homonyms
        self.known: dict[str, Organisation] = {}

    def named(self, printed: str, *, department: str, kind: str | None = None) -> Organisation:
        """The organisation of this printed name; one network's branches stay apart, department by department."""
        name = self.display_name(printed, department, kind)
        if unaccented(name) not in self.known:
            self.known[unaccented(name)] = self.add(name)
        organisation = self.known[unaccented(name)]
        self.spell(organisation, printed)
        return organisation

    def add(self, name: str) -> Organisation:
        """A page with a name and nothing else: no number, no address, no person."""
        organisation = Organisation(name=name, sort_name=unaccented(name), is_historical=True)
        db.session.add(organisation)
        db.session.flush()
        self.act.record(organisation, "organisation.import")
        return organisation

    def display_name(self, printed: str, department: str, kind: str | None) -> str:
        name = typographic(self.spellings.get(printed, printed))
        if kind == UNNAMED:
            return f"Porteur non nommé ({typographic(printed)})"
        return f"{name} ({DEPARTMENTS[department]})" if printed in self.homonyms else name

    def spell(self, organisation: Organisation, printed: str) -> None:
        if all(each.name != printed for each in organisation.names):
            organisation.names.append(OrganisationName(name=printed))

    def partner(self, printed: str) -> Organisation | None:
        """The organisation that a partner's name certainly is."""
        return self.known.get(unaccented(typographic(self.spellings.get(printed, printed))))


def add_file(
    act: Act, round: Round, organisation: Organisation, *, state: str, department: str, source: dict[str, Any],
    place: territories.Territory | None = None, **columns: Any,
) -> Application:  # fmt: skip
    """A real file in the state that the source tells, with its place; nobody applied through us, nobody is attached."""
    title = shorten(typographic(source["title"] or source["summary"]), 110, placeholder="…")
    application = new_file(act, round, organisation, title=title, department=department, **columns)
    application.is_historical, application.source, application.state = True, source, state
    application.stage_key = round.stages[-1]["key"]
    application.released_at = act.at  # the report is public
    where = place or territories.every()[f"{'region' if department == REGION else 'department'}:{department}"]
    application.territories = [Territory(kind=where.kind, code=where.code)]
    db.session.flush()
    act.record(application, "application.import", target=state, source=source["id"], lines=source["lines"])
    return application


def add_partners(application: Application, names: Iterable[str], directory: Directory) -> None:
    """Partners by the names printed; one that also leads a file here is linked to its page."""
    names = list(names)
    application.partners = [Partner(name=typographic(each), organisation=directory.partner(each)) for each in names]
    search_words.index(application, names)
