"""The workbook of a round: the same figures in both formats, formulas for the totals, no text that runs."""

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from flask import Flask
from python_calamine import CalamineWorkbook

from grants.database import db
from grants.exports import ods, scores, xlsx
from grants.exports.sheets import Book, Column, Formula, Kind, Sheet, letter
from grants.models import Application, Opinion, Organisation, Recusal, Review, ReviewStatus, Round, User
from grants.services import reviews
from grants.values import clock
from grants.values.money import Money
from tests.support.instruction import add_complete_file, add_person, add_review
from tests.support.web import sign_in
from tests.views.test_desk import counted
from tests.world import World, add_file, add_world, version_of

BAD = ["=1+1", "+33 6 00 00", "-2+3", "@SUM(A1)", "\t=1+1", "\r=cmd|' /C calc'!A0", '=HYPERLINK("http://a.b")']
FORMATS = {"xlsx": xlsx, "ods": ods}
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def world(app: Flask, built: World) -> Iterator[World]:
    with app.app_context():
        yield built


@pytest.fixture
def built(app: Flask) -> World:
    """Three files, three readers of whom one abstains, an opinion whose words would run."""
    with app.app_context():
        world = add_world(is_open=False)
        readers = [world["reviewer"], add_person("seconde"), add_person("troisieme")]
        for rank, totals in enumerate((("4.00", "3.00", None), ("2.00", "2.50", "3.00"), ("3.50", "4.50", None)), 1):
            file_id = add_complete_file(world, "awaiting_committee", rank=rank, recommended_amount=Money.of(9_000))
            for reader, total in zip(readers, totals, strict=True):
                review = db.session.get_one(Review, add_review(world, file_id, reader, "4.00"))
                review.total = total
                review.status = ReviewStatus.SCORED if total else ReviewStatus.ABSTAINED
                review.marks = review.marks if total else {}
        db.session.add(Opinion(
            application_id=file_id, service="state_department", service_label="=1+1", question="@SUM(A1)",
            asked_at=clock.now(), asked_by_id=world["instructor"], due_at=clock.now() + timedelta(days=9),
            workflow_key="opinion@1", state="asked", reason="-2+3\navec   espaces",
        ))  # fmt: skip
        db.session.get_one(Organisation, world.organisation_id).name = '=HYPERLINK("http://a.b","clic")'
        db.session.commit()
        return world


def book(world: World, name: str = "secretary") -> Book:
    return scores.book(db.session.get_one(Round, world.round_id), db.session.get_one(User, world[name]))


def read(content: bytes) -> dict[str, list[list[object]]]:
    """Sheet → rows, as an independent reader finds them."""
    found = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return {name: found.get_sheet_by_name(name).to_python() for name in found.sheet_names}


def column(rows: list[list[object]], title: str) -> list[object]:
    rank = rows[0].index(title)
    return [row[rank] for row in rows[1:]]


def test_both_formats_give_the_same_figures(world: World) -> None:
    both = {name: read(b"".join(each.blocks(book(world)))) for name, each in FORMATS.items()}
    assert both["xlsx"].keys() == both["ods"].keys() == {"Classement", "Notes", "Avis", "Grille", "Lecture"}
    for found in both.values():
        ranking = found["Classement"]
        assert column(ranking, "Dossier")[:3] == ["CC20-0003", "CC20-0001", "CC20-0002"]
        assert column(ranking, "Moyenne brute")[:3] == [4.0, 3.5, 2.5]
        assert column(ranking, "Notes données") == [2, 2, 3, 7]
        assert column(ranking, "Montant proposé") == [9000, 9000, 9000, 27000]
        assert column(found["Notes"], "Note pondérée").count("") == 2  # abstentions: no mark, no zero
        assert column(found["Grille"], "Poids (%)")[-1] == 100
        assert column(found["Avis"], "Motif") == ["-2+3\navec   espaces"]
        assert isinstance(column(found["Avis"], "Attendu le")[0], date)
    for name in ("Classement", "Notes", "Grille"):
        for one, other in zip(both["xlsx"][name], both["ods"][name], strict=True):
            assert one == pytest.approx(other) if all(isinstance(each, float) for each in one) else one == other


def test_a_mean_is_a_formula_that_gives_the_score_of_the_service(world: World) -> None:
    file_id = add_file(world, "under_review", rank=9)
    review_id = add_review(world, file_id, world["president"])
    file = db.session.get_one(Application, file_id)
    given = {each.key: {"mark": 4, "comment": ""} for each in file.file.grid_of(file.stage_key).criteria}
    given |= {"need": {"mark": 2, "comment": "=non"}, "budget": {"mark": None, "comment": "pas lu"}}
    given = {key: mark for key, mark in given.items() if key in {each.key for each in grid_of(file)}}
    reviews.score(world["president"], review_id, version=version_of(Review, review_id), marks=given)
    sheet = next(each for each in book(world).sheets if each.name == "Notes")
    cell = next(row for row in sheet.rows if row[0] == "CC20-0009")[5 + len(grid_of(file))]
    assert isinstance(cell, Formula)
    assert cell.value == db.session.get_one(Review, review_id).total
    assert computed(cell.text, sheet, file) == pytest.approx(float(cell.value))


def grid_of(file: Application) -> list:
    return file.file.grid_of(file.stage_key).criteria


def computed(formula: str, sheet: Sheet, file: Application) -> float:
    """The formula worked out by hand: its references replaced by the cells that they name."""
    weights = [each.weight for each in grid_of(file)]

    def cell(found: re.Match[str]) -> str:
        if found[1]:
            return str(weights[int(found[3]) - 2])
        rank = next(rank for rank in range(60) if letter(rank) == found[2])
        return str(sheet.rows[int(found[3]) - 2][rank])

    text = re.sub(r"(Grille!)?\$?([A-Z]+)\$?(\d+)", cell, formula)
    names = {"N": lambda x: x or 0, "ISNUMBER": lambda x: x is not None, "ROUND": round}
    return float(eval(text, names))


@pytest.mark.parametrize("format", FORMATS)
def test_no_text_is_a_formula(format: str, database_url: str) -> None:
    rows = [[text, Formula("1+1", 2)] for text in BAD]
    content = b"".join(
        FORMATS[format].blocks(Book("Essai", [Sheet("Essai", [Column("=A"), Column("B", Kind.WHOLE)], rows)]))
    )
    found = read(content)["Essai"]
    assert found[0] == ["=A", "B"]
    assert [str(row[0]).strip() for row in found[1:]] == [text.strip() for text in BAD]
    assert [row[1] for row in found[1:]] == [2] * len(BAD)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        inner = next(name for name in archive.namelist() if name in ("content.xml", "xl/worksheets/sheet1.xml"))
        text = archive.read(inner).decode()
    assert len(re.findall(r"<f>|table:formula=", text)) == len(BAD)


def test_an_ods_begins_by_its_type_and_declares_its_header(world: World) -> None:
    with zipfile.ZipFile(io.BytesIO(b"".join(ods.blocks(book(world))))) as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        content = archive.read("content.xml").decode()
    assert content.count("<table:table-header-rows>") == 5
    assert "of:=SUM([.G2:.G4])" in content
    assert "[$Notes.$A$2:.$A$10]" in content


def test_a_recused_reader_s_book_lacks_the_file_and_all_that_is_about_it(world: World) -> None:
    file = db.session.query(Application).filter_by(number="CC20-0003").one()
    db.session.add(
        Recusal(application_id=file.id, user_id=world["secretary"], reason="cousin", declared_at=clock.now())
    )
    db.session.commit()
    for name, each in FORMATS.items():
        assert "CC20-0003" not in str(read(b"".join(each.blocks(book(world))))), name
        assert "CC20-0003" in str(read(b"".join(each.blocks(book(world, "president"))))), name


def test_the_sheet_is_for_who_weighs_the_scores_and_takes_the_same_statements(app: Flask, built: World) -> None:
    address = f"/vagues/{built.round_id}/notes.ods"
    client = sign_in(app, built["secretary"])
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer.mimetype == ods.MEDIA_TYPE
    for name in ("reviewer", "service", "applicant", "committee_member", "communication"):
        assert sign_in(app, built[name]).get(address).status_code == 403, name
    with counted(app) as few:
        client.get(address)
    with app.app_context():
        for rank in range(10, 60):
            add_review(built, add_file(built, "under_review", rank=rank), built["reviewer"], "3.00")
    with counted(app) as many:
        client.get(address)
    assert len(few) == len(many)


def test_who_has_a_mark_to_give_is_refused_the_marks_of_others(app: Flask, built: World) -> None:
    with app.app_context():
        add_review(built, add_file(built, "under_review", rank=9), built["secretary"])
    answer = sign_in(app, built["secretary"]).get(f"/vagues/{built.round_id}/notes.xlsx")
    assert answer.status_code == 422
    assert "encore 1 note(s) à donner" in answer.text
