"""The real files of the 2020 report: 75 projects, and the conventions of the contractualisation table."""

from collections import Counter
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import select

from grants.database import db
from grants.definitions import programme_2020
from grants.models import Application, Call, Funder, GroupAward, Round, Ruling, Verdict
from grants.services import agreements, historicals
from grants.services.agreements import PastAmendment
from grants.services.command import Act
from grants.services.historicals import Directory, typographic
from grants.values import territories
from grants.values.clock import PARIS
from grants.values.money import Money
from grants.values.territories import REGION, Territory
from workflows.states import ApplicationState as S

AWARD, SELECTION = Verdict.AWARD, Verdict.SELECTION
METROPOLIS = "NM"  # the table's code of Nantes Métropole, which is no department
SIGNATORIES = {
    "44": "Département de la Loire-Atlantique",
    "49": "Département de Maine-et-Loire",
    "53": "Département de la Mayenne",
    "72": "Département de la Sarthe",
    "85": "Département de la Vendée",
    METROPOLIS: "Nantes Métropole",
}


def write(act: Act) -> None:
    rounds: dict[str, Round] = {}
    rows = programme_2020.projects()
    directory = Directory(act, programme_2020.spellings(), homonyms(rows))
    written = [(row, add_project(act, round_of(act, rounds, row["call"]), directory, row)) for row in rows]
    for row, application in written:
        historicals.add_partners(application, row["partners"], directory)
    rule(act, written)
    add_conventions(act, round_of(act, rounds, "contractualisation"), directory)


def homonyms(rows: list[dict[str, Any]]) -> set[str]:
    """Names of networks whose departmental bodies are distinct (Banque Alimentaire, Restos du Cœur, TZCLD)."""
    certain = programme_2020.spellings()
    named = {
        (row["organisation"], row["department"])
        for row in rows
        if row["organisation"] not in certain and row["department"] != "region"
    }
    return {name for name, count in Counter(name for name, _ in named).items() if count > 1}


def round_of(act: Act, rounds: dict[str, Round], key: str) -> Round:
    """The round of a call that holds what the report tells of it."""
    if key not in rounds:
        call = db.session.scalars(select(Call).filter_by(key=key)).one()
        years = programme_2020.calls()[key]["years"]
        title = "Projets cités par le bilan 2020"
        rounds[key] = historicals.add_round(act, call, key=programme_2020.ROUND, title=title, years=years)
    return rounds[key]


def add_project(act: Act, round: Round, directory: Directory, row: dict[str, Any]) -> Application:
    department = REGION if row["department"] == "region" else row["department"]
    organisation = directory.named(row["organisation"], department=department, kind=row["organisation_kind"])
    return historicals.add_file(
        act, round, organisation, state=state_of(row, round.call), department=department, source=source_of(row),
        engagement=row["engagement"], theme=programme_2020.programme()["themes"][row["theme"]],
    )  # fmt: skip


def source_of(row: dict[str, Any]) -> dict[str, Any]:
    """What the report prints of a project, and where."""
    kept = ("id", "organisation", "organisation_kind", "department", "theme", "theme_basis", "period", "also_funded_by")
    told = {"title": row["title_printed"], "summary": typographic(row["summary_fr"]), "note": row["note_fr"]}
    place = {"report": programme_2020.REPORT, "report_year": programme_2020.YEAR, "lines": [row["source_line"]]}
    return {name: row[name] for name in kept} | told | place | {"amount": row["amount_eur"]}


def state_of(row: dict[str, Any], call: Call) -> str:
    """Where a real file stands, by the kind of its call; national and regional selections are kept apart."""
    if call.is_recorded:
        return S.RECORDED
    if call.kind == "label":
        return S.LABELLED
    if call.kind == "expression_of_interest":
        is_national = programme_2020.calls()[row["call"]]["selected_count_national"]
        return S.SELECTED_NATIONAL if is_national else S.SELECTED_REGIONAL
    return S.AWARDED


def rule(act: Act, written: list[tuple[dict[str, Any], Application]]) -> None:
    """The decisions that the report tells: without an amount where it prints none, grouped where it prints one sum."""
    groups: dict[str, GroupAward] = {}
    for row, application in written:
        told = programme_2020.calls()[row["call"]]
        if row["call"] == "petite_enfance_2020":
            group = groups.get(row["call"]) or add_group(application, told)
            groups[row["call"]] = group
            add_ruling(act, application, lead_of(application), AWARD, told, group_award=group)
        elif application.state != S.RECORDED:
            has_money = application.state == S.AWARDED or row["amount_eur"] is not None
            add_ruling(act, application, lead_of(application), AWARD if has_money else SELECTION, told)
        for key in row["also_funded_by"]:
            funder = db.session.scalars(select(Call).filter_by(key=key)).one().file.funders[0].key
            if all(each.funder.key != funder for each in application.rulings):
                add_ruling(act, application, funder, AWARD, told)


def lead_of(application: Application) -> str:
    return next(each.key for each in application.file.funders if each.lead)


def add_group(application: Application, told: dict[str, Any]) -> GroupAward:
    """One sum printed for several files: the share of each is not given."""
    group = GroupAward(round_id=application.round_id, label=typographic(told["name_fr"]), is_historical=True)
    group.amount, group.decided_at = Money.of(told["envelope_eur"]), decided_at(told)
    db.session.add(group)
    db.session.flush()
    return group


def add_ruling(
    act: Act, application: Application, funder: str, verdict: Verdict, told: dict[str, Any], *,
    group_award: GroupAward | None = None,
) -> None:  # fmt: skip
    amount = (application.source or {})["amount"] if verdict is AWARD else None
    ruling = Ruling(
        application=application, verdict=verdict, is_historical=True, author_id=act.actor.id, group_award=group_award,
        amount=Money.of(amount) if amount else None, decided_at=decided_at(told), reason="Cité par le bilan 2020",
        funder=db.session.scalars(select(Funder).filter_by(key=funder)).one(),
    )  # fmt: skip
    db.session.add(ruling)
    db.session.flush()


def decided_at(told: dict[str, Any]) -> datetime:
    """The day printed, else the end of the year that the report tells (a ruling must have a date; this one is late)."""
    printed = told.get("selection_date")
    day = printed or programme_2020.programme()["report"]["ends_on"]
    return datetime.combine(date.fromisoformat(day), time(12), PARIS)


def add_conventions(act: Act, round: Round, directory: Directory) -> None:
    """One convention a signatory: what it was granted in 2019, and the amendment of 2020 as a rise or a cut."""
    for row in programme_2020.contractualisation()["rows"]:
        place = place_of(row["code"])
        organisation = directory.named(SIGNATORIES[row["code"]], department=place.departments[0])
        directory.spell(organisation, row["territory_printed"])
        application = historicals.add_file(
            act, round, organisation, state=S.RECORDED, department=place.departments[0], place=place,
            source=source_of_convention(row, organisation.name),
        )  # fmt: skip
        agreements.import_historical(
            act.actor.id, application.id, reference=f"Bilan 2020, ligne {row['source_line']}", object=application.title,
            amount=Money.of(row["amount_2019_eur"]), signed_at=None,
            amendments=[PastAmendment(2020, Money.of(row["difference_eur"]), "Différence entre 2019 et 2020")],
        )  # fmt: skip


def place_of(code: str) -> Territory:
    if code != METROPOLIS:
        return territories.every()[f"department:{code}"]
    return next(each for each in territories.every().values() if each.kind == "metropolis" and "44" in each.departments)


def source_of_convention(row: dict[str, Any], name: str) -> dict[str, Any]:
    return {
        "id": f"contractualisation-{row['code']}",
        "report": programme_2020.REPORT,
        "report_year": programme_2020.YEAR,
        "lines": [row["source_line"]],
        "organisation": row["territory_printed"],
        "signatory": row["signatory"],
        "title": f"Convention État – {name}",
        "as_of": programme_2020.contractualisation()["as_of_fr"],
    }
