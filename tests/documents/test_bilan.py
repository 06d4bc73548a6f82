"""The yearly report: real facts on one side, invented lives on the other, each figure with perimeter and date."""

import re
from datetime import UTC, datetime
from decimal import Decimal
from types import SimpleNamespace

import pytest

from grants.cli.bilan import bilan as command
from grants.database import db
from grants.documents import bilan, bilan_tables
from grants.models import Application, GroupAward, Ruling, Verdict
from grants.values.french import date_longue
from grants.values.money import Money
from tests.documents.test_letters import faults, pages_of
from tests.world import add_file, add_world

DECIDED = datetime(2020, 9, 10, 12, tzinfo=UTC)


@pytest.fixture
def loaded(programme_app):
    with programme_app.app_context():
        yield add_world("publics_invisibles_2019")


def award(world, rank, *, department="49", amount=15_000, at=DECIDED, **columns):
    id = add_file(
        world, "awarded", rank=1000 + rank, department=department, **{"released_at": at, "engagement": 2} | columns
    )
    ruling = Ruling(
        application_id=id, funder_id=1, author_id=world["authority"], decided_at=at, verdict=Verdict.AWARD,
        amount=Money.of(amount), reason="utile",
    )  # fmt: skip
    db.session.add(ruling)
    db.session.commit()
    return ruling


def numbers(rows):
    return {row.label: (row.projects, row.amount and row.amount.euros) for row in rows}


def test_real_projects_are_counted_by_engagement_and_by_place(loaded):
    told = bilan.content(2020)["report"]
    assert len(told["files"]) == 75
    assert [row.projects for row in told["by_engagement"]] == [11, 9, 19, 11, 22, 3]
    assert [row.amount and row.amount.euros for row in told["by_engagement"]] == [
        180_000,
        None,
        None,
        None,
        275_000,
        None,
    ]
    assert numbers(told["by_department"]) == {
        "Région (plusieurs départements)": (10, None), "Loire-Atlantique": (31, 275_000), "Maine-et-Loire": (10, None),
        "Mayenne": (4, None), "Sarthe": (15, None), "Vendée": (5, None),
    }  # fmt: skip


def test_what_came_with_the_next_year_is_told_where_it_is(loaded):
    told = bilan.content(2020)["report"]
    assert told["as_of"](told["laureates"][3]).endswith("2020, sauf 2 du début de 2021")
    assert told["as_of"](told["laureates"][1]) == date_longue("2020-12-31")


def test_the_table_comes_from_the_agreements_and_its_slips_are_told(loaded):
    told = bilan.content(2020)["report"]
    assert told["table"].total().after.value == 5_892_988
    assert [slip.source_line for slip in told["slips"]] == [40, 397, 399]
    assert told["credits"].label.startswith("2020 compte aussi la formation")


def test_invented_lives_stand_apart_and_inflate_nothing_real(loaded):
    before = bilan.content(2020)
    award(loaded, 1)
    award(loaded, 2, department="52", amount=20_000.5)
    after = bilan.content(2020)
    assert [row.projects for row in after["report"]["by_department"]] == [
        row.projects for row in before["report"]["by_department"]
    ]
    assert (before["fictif"], before["real"], after["real"]) == (None, None, None)
    assert len(after["fictif"].laureates) == 2
    assert after["fictif"].awarded == Money.of("35000.50")
    assert numbers(after["fictif"].by_department)["Maine-et-Loire"] == (1, 15_000)
    assert numbers(after["fictif"].by_department)["Région (plusieurs départements)"][0] == 1


def test_only_awards_in_force_of_the_year_that_are_published_count(loaded):
    award(loaded, 1, released_at=None)
    award(loaded, 2, at=datetime(2020, 12, 31, 23, 30, tzinfo=UTC))  # already 2021 in Paris
    award(loaded, 3).is_in_force = False
    db.session.commit()
    assert bilan.content(2020)["fictif"] is None
    assert len(bilan.content(2021)["fictif"].laureates) == 1
    assert bilan.content(2021)["report"] is None


def test_a_file_lived_here_by_a_real_organisation_is_not_marked(loaded):
    ruling = award(loaded, 1)
    db.session.get_one(Application, ruling.application_id).is_fictif = False
    db.session.commit()
    found = bilan.content(2020)
    assert (len(found["real"].laureates), found["fictif"]) == (1, None)


def test_sums_are_whole_cents_on_every_database(app):
    with app.app_context():
        world = add_world()
        award(world, 1, amount=Decimal("12000.50"))
        found = bilan.content(2020)["fictif"]
        assert (found.awarded, type(found.laureates[0].amount.cents)) == (Money.of("12000.50"), int)


def test_a_sum_for_several_files_counts_only_where_all_of_them_are():
    group = GroupAward(amount=Money.of(180_000))
    files = [SimpleNamespace(id=n, rulings=[SimpleNamespace(group_award=group, amount=None)]) for n in (1, 2, 3)]
    amount = bilan_tables.printed_amounts(files)
    assert amount(files) == Money.of(180_000)
    assert amount(files[:2]) is None


def test_unknown_is_not_zero():
    assert bilan_tables.known_total([None, None]) is None
    assert bilan_tables.known_total([None, Money.of(5)]) == Money.of(5)


def test_every_table_says_its_perimeter_and_its_date(loaded):
    award(loaded, 1)
    page = bilan.html(2020)
    captions = re.findall(r"<caption>(.*?)</caption>", page, re.S)
    assert len(captions) == page.count("<table") > 15
    assert all("Périmètre" in each and re.search(r"Date\s*:", each) for each in captions)


def test_what_people_typed_stays_text(loaded):
    award(loaded, 1, title="<b>Épicerie</b> {{ 7 * 7 }}")
    assert "&lt;b&gt;Épicerie&lt;/b&gt; {{ 7 * 7 }}" in bilan.html(2020)


def test_the_pdf_is_accessible_and_marks_each_invented_page(loaded, programme_app, tmp_path):
    for rank in range(60):
        award(loaded, rank)
    path = tmp_path / "bilan.pdf"
    result = programme_app.test_cli_runner().invoke(command, ["--year", "2020", "-o", str(path)])
    assert result.exit_code == 0, result.output
    assert faults(path.read_bytes()) == []
    pages = pages_of(path.read_bytes())
    marked = [number for number, text in enumerate(pages) if "DONNÉES FICTIVES" in text]
    assert marked == list(range(marked[0], len(pages)))
    assert len(marked) > 1
    real, invented = " ".join(pages[: marked[0]]), " ".join(pages[marked[0] :])
    assert "Passerelles du Layon" not in real
    assert "TARMAC" not in invented
    assert "Les Passerelles du Layon (fictif)" in invented.replace("\n", " ")
    for words in ("+72,93 %", "+69,07 %", "98,86 %", "l’arrondi donne 52 %", "+35,52 %", "plus de 2 800 000 €"):
        assert words.casefold() in real.replace("\n", " ").casefold(), words
    assert not any(mark in real + invented for mark in ("{{", "None", "Undefined"))


def test_a_year_without_facts_says_so(loaded):
    assert "Rien n’a été décidé" in bilan.html(2015)
    assert faults(bilan.bilan_pdf(2015)) == []
