"""The 2020 programme as loaded: everything the report tells of real organisations, and nothing more."""

import json

import pytest
from sqlalchemy import func, inspect, select, update

from grants.database import db
from grants.definitions import programme_2020
from grants.models import (
    Agreement,
    Appeal,
    Application,
    Call,
    Charge,
    Funder,
    GroupAward,
    IndicatorFact,
    JournalEntry,
    Letter,
    Membership,
    Organisation,
    OutboxItem,
    Partner,
    Payment,
    Programme,
    Project,
    Recovery,
    Recusal,
    Report,
    Review,
    Round,
    Ruling,
    SearchWord,
    User,
    Verdict,
)
from grants.services import programmes, seals, users
from grants.values.money import Money
from grants.values.stems import stems
from workflows.errors import Invalid

ON_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def loaded(programme_app):
    with programme_app.app_context():
        yield programme_app


def count(model):
    return db.session.scalar(select(func.count()).select_from(model))


def file(id):
    rows = db.session.scalars(select(Application).filter_by(is_historical=True))
    return next(each for each in rows if each.source["id"] == id)


def test_it_is_loaded_once(app):
    tables = (Programme, Call, Round, Organisation, Application, Ruling, Agreement, IndicatorFact, JournalEntry)
    with app.app_context():
        loaded = programmes.load()
        before = [count(each) for each in tables]
        assert programmes.load() == loaded
        assert [count(each) for each in tables] == before


def test_every_scheme_of_the_report_is_a_call_with_the_word_of_the_report_beside_it(loaded):
    calls = {each.key: each.source_kind for each in db.session.scalars(select(Call))}
    assert calls == {key: told["kind"] for key, told in programme_2020.calls().items()}


def test_every_project_is_a_file_under_its_call_and_keeps_its_lines(loaded):
    files = {each.source["id"]: each for each in db.session.scalars(select(Application))}
    for row in programme_2020.projects():
        found = files.pop(row["id"])
        assert (found.call.key, found.engagement) == (row["call"], row["engagement"])
        assert found.source["lines"] == [row["source_line"]]
        assert found.department == ("52" if row["department"] == "region" else row["department"])
        assert [each.name for each in found.partners] == [name.replace("'", "’") for name in row["partners"]]
        assert found.step  # a state of its workflow
        assert found.round.is_historical
        assert found.round.state == "published"
    assert len(files) == 6  # the conventions of the table


def test_a_regional_file_is_in_no_department(loaded):
    for each in db.session.scalars(select(Application).filter_by(department="52")):
        assert [(place.kind, place.code) for place in each.territories] == [("region", "52")]


def test_real_organisations_carry_only_what_the_report_says(loaded):
    for each in db.session.scalars(select(Organisation)):
        given = {name for name, value in columns(each).items() if value not in (None, False)}
        assert given == {"id", "name", "sort_name", "is_historical", "version"}
        assert each.names
    printed = {row["amount_eur"] for row in programme_2020.projects()}
    for each in db.session.scalars(select(Application)):
        assert each.is_historical
        assert not each.is_fictif
        unknown = (each.requested_amount, each.recommended_amount, each.submitted_at, each.silence_on, each.saved_at)
        assert set(unknown) == {None}
    for each in db.session.scalars(select(Ruling)):
        assert each.is_historical
        assert each.verdict in (Verdict.AWARD, Verdict.SELECTION)
        assert each.amount is None or each.amount.euros in printed
    for nothing in (Membership, Review, Recusal, Recovery, Payment, Report, Appeal, Charge, Letter, OutboxItem):
        assert count(nothing) == 0, nothing
    assert not any(each.is_fictif for each in funders_of_real_files())


def funders_of_real_files():
    used = select(Funder).where(Funder.id.in_(select(Ruling.funder_id).union(select(Agreement.funder_id))))
    return db.session.scalars(used).all()


def columns(row):
    return {each.key: getattr(row, each.key) for each in inspect(type(row)).column_attrs}


def test_nobody_is_attached_but_the_system(loaded):
    system = {users.get(users.SYSTEM).id}
    assert set(db.session.scalars(select(JournalEntry.actor_id))) == system
    assert set(db.session.scalars(select(Application.starter_id))) == system
    assert set(db.session.scalars(select(Ruling.author_id))) == system
    imported = select(func.count()).select_from(JournalEntry).filter_by(act="application.import")
    assert db.session.scalar(imported) == 81


def test_only_the_amount_that_is_printed_for_one_project_is_known(loaded):
    known = db.session.scalars(select(Ruling).where(Ruling.amount.is_not(None))).all()
    assert [(each.application.source["id"], each.amount) for each in known] == [("pdl-061", Money.of(275_000))]


def test_one_sum_for_three_files_is_a_group_award_without_shares(loaded):
    group = db.session.scalars(select(GroupAward)).one()
    rulings = db.session.scalars(select(Ruling).filter_by(group_award_id=group.id)).all()
    assert group.amount == Money.of(180_000)
    assert {each.application.source["id"] for each in rulings} == {"pdl-009", "pdl-010", "pdl-011"}
    assert {each.amount for each in rulings} == {None}


def test_states_follow_the_kind_and_national_selections_stay_apart(loaded):
    rows = db.session.execute(select(Application.state, func.count()).group_by(Application.state))
    assert dict(rows.all()) == {
        "awarded": 42,
        "labelled": 6,
        "recorded": 29,
        "selected_national": 3,
        "selected_regional": 1,
    }


def test_a_project_paid_by_a_second_call_has_a_ruling_of_its_funder(loaded):
    assert [each.funder.key for each in file("pdl-062").rulings] == ["state_commissioner"]
    assert len(file("pdl-008").rulings) == 1  # the joint call's own lead funder is already the commissioner


def test_spellings_meet_and_distinct_bodies_of_one_network_do_not(loaded):
    assert file("pdl-021").organisation is file("pdl-051").organisation  # two spellings of one département
    assert file("pdl-033").organisation is file("pdl-037").organisation
    assert file("pdl-014").organisation is file("pdl-017").organisation  # Banque Alimentaire, Sarthe
    assert file("pdl-014").organisation is not file("pdl-019").organisation  # Banque Alimentaire, Vendée
    assert file("pdl-055").organisation is not file("pdl-057").organisation
    assert len({file(id).organisation_id for id in ("pdl-004", "pdl-032", "pdl-044", "pdl-058")}) == 1  # TARMAC


def test_a_territory_whose_carrier_is_unnamed_is_not_given_to_the_authority_of_that_name(loaded):
    assert file("pdl-050").organisation.name == "Porteur non nommé (Loire-Atlantique)"
    assert file("pdl-048").organisation is not file("contractualisation-NM").organisation


def test_a_partner_that_leads_another_file_is_known(loaded):
    lab = db.session.scalars(select(Organisation).filter_by(name="LAB innovation publique")).one()
    assert {
        each.application.source["id"] for each in db.session.scalars(select(Partner).filter_by(organisation_id=lab.id))
    } == {"pdl-074", "pdl-075"}
    alone = db.session.scalars(select(Partner).filter_by(name="Break Poverty Foundation")).all()
    assert {each.organisation_id for each in alone} == {None}


def test_the_table_is_six_agreements_with_their_amendment(loaded):
    rows = {f"contractualisation-{row['code']}": row for row in programme_2020.contractualisation()["rows"]}
    agreements = db.session.scalars(select(Agreement)).all()
    assert {each.application.source["id"] for each in agreements} == set(rows)
    for each in agreements:
        row = rows[each.application.source["id"]]
        assert each.amount == Money.of(row["amount_2019_eur"])
        assert each.amended_amount == Money.of(row["amount_2020_eur"])
        assert [change.year for change in each.amendments] == [2020]
        assert each.signed_at is None  # the report gives no day
    assert Money.total(each.amended_amount for each in agreements) == Money.of(5_892_988)


def test_figures_say_what_is_printed_of_what_and_where(loaded):
    facts = {each.source["id"]: each for each in db.session.scalars(select(IndicatorFact))}
    assert len(facts) == 129
    assert facts["ind-006"].printed == "plus de 1\u202f800\u202f000\u00a0€"
    assert db.session.get_one(Call, facts["ind-006"].call_id).key == "credits_commissaire_2020"
    assert facts["ind-044"].printed == "7 400 000 M€"  # as it is printed, wrong unit and all
    assert (facts["ind-007"].department, facts["ind-013"].department, facts["ind-012"].department) == ("44", "52", None)
    assert facts["ind-109"].application_id == file("pdl-061").id
    assert facts["ind-030"].source["lines"] == [133]


def test_files_are_found_by_their_words_and_those_of_their_partners(loaded):
    for words in ("solidaribus", "Mandela", "Apprentis"):
        (stem,) = stems(words)
        assert db.session.scalars(select(SearchWord).filter_by(word=stem)).first(), words


def test_each_file_has_its_project_and_a_title(loaded):
    assert count(Project) == 81
    assert all(each.title and "'" not in each.title for each in db.session.scalars(select(Application)))


def test_the_journal_holds_and_the_calendar_of_live_rounds_is_untouched(loaded, tmp_path):
    loaded.config["SEALS_PATH"] = str(tmp_path / "seals.txt")
    seals.seal()
    assert seals.verify() == []
    live = db.session.scalars(
        select(Round).join(Call).where(Call.key == "credits_commissaire_2020").order_by(Round.number)
    ).all()
    assert [(each.key, each.state, each.is_historical) for each in live] == [
        ("r1", "announced", False), ("bilan_2020", "published", True),
    ]  # fmt: skip


@ON_SQLITE
def test_an_unprepared_database_is_told(app):
    with app.app_context():
        db.session.execute(update(User).values(is_system=False))
        db.session.commit()
        with pytest.raises(Invalid, match="guichet db upgrade"):
            programmes.load()


def test_the_word_fictif_never_stand_in_what_is_real(loaded):
    for each in db.session.scalars(select(Application)):
        assert "fictif" not in json.dumps(each.source, ensure_ascii=False).lower()
