"""Open data as the schema wants it, checked by frictionless; what can't be published is told."""

import csv
import io
import json
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import frictionless
import pytest
from sqlalchemy import update

from grants.cli.export import export
from grants.database import db
from grants.definitions.grantor import Grantor, grantor
from grants.exports import cells, scdl
from grants.models import (
    Agreement,
    AgreementKind,
    Amendment,
    Application,
    Call,
    Organisation,
    Partner,
    Payment,
)
from grants.values import clock
from grants.values.money import Money
from tests.world import add_file, add_world
from workflows.errors import Refused

REAL = Grantor(name="Préfecture", siret="73282932000074", fictif=False)


@pytest.fixture
def world(programme_app):
    with programme_app.app_context():
        world = add_world("publics_invisibles_2019")
        organisation = db.session.get_one(Organisation, world.organisation_id)
        organisation.siret, organisation.rna = "73282932000074", "W443000123"
        db.session.commit()
        yield world


def add_agreement(world, rank=1, *, signed=datetime(2020, 9, 1, 12, tzinfo=UTC), **columns):
    id = add_file(world, "awarded", rank=rank)
    application = db.session.get_one(Application, id)
    agreement = Agreement(
        application=application, funder_id=application.round.envelopes[0].funder_id, kind=AgreementKind.CONVENTION,
        reference=f"2020-44-{rank}", object="Une épicerie solidaire", amount=Money.of("15000.50"), signed_at=signed,
        drafted_at=clock.now(), notified_at=signed, workflow_key="agreement@1", state="notified",
        starts_on=date(2020, 9, 1), ends_on=date(2021, 8, 31),
    )  # fmt: skip
    for name, value in columns.items():
        setattr(agreement, name, value)
    db.session.add(agreement)
    db.session.commit()
    return agreement


def pay(agreement, rank, day, **columns):
    payment = Payment(
        application_id=agreement.application_id, agreement_id=agreement.id, rank=rank, key=f"p{rank}", label="x",
        amount=Money.of(100), due_at=day, workflow_key="payment@1", state="planned", **columns,
    )  # fmt: skip
    db.session.add(payment)
    db.session.commit()
    db.session.expire_all()


def add_partner(agreement, name, amount, **numbers):
    organisation = Organisation(name=name, sort_name=name.lower(), is_fictif=True, **numbers)
    agreement.application.partners.append(
        Partner(name=name, organisation=organisation, is_co_carrier=True, amount=Money.of(amount))
    )
    db.session.commit()


def assert_valid(raw, tmp_path):
    (path := tmp_path / "scdl.csv").write_bytes(raw)
    schema = frictionless.Schema.from_descriptor(json.loads(scdl.SCHEMA.read_text()))
    with frictionless.system.use_context(trusted=True):
        report = frictionless.Resource(path=str(path), schema=schema, encoding="utf-8").validate()
    assert report.valid, report.flatten(["rowNumber", "fieldName", "type", "message"])


def test_a_signed_agreement_is_one_valid_row(world, tmp_path):
    add_agreement(world)
    found = scdl.of_year(2020)
    assert_valid(found.written(), tmp_path)
    (row,) = csv.DictReader(io.StringIO(found.written().decode()))
    assert list(row) == list(scdl.columns())
    assert row == {
        "nomAttribuant": f"{grantor().name} (données fictives)", "idAttribuant": grantor().siret,
        "dateConvention": "2020-09-01", "referenceDecision": "2020-44-1",
        "nomBeneficiaire": "Les Passerelles du Layon (fictif)", "idBeneficiaire": "73282932000074",
        "rnaBeneficiaire": "W443000123", "objet": "Une épicerie solidaire", "montant": "15000.50",
        "nature": "aide en numéraire", "conditionsVersement": "selon la convention",
        "datesPeriodeVersement": "2020-09-01/2021-08-31", "idRAE": "", "notificationUE": "non",
        "pourcentageSubvention": "1",
        "dispositifAide": db.session.get_one(Call, world.call_id).title,
    }  # fmt: skip


def test_the_check_has_teeth(world, tmp_path):
    add_agreement(world)
    raw = scdl.of_year(2020).written()
    for wrong in (raw.replace(b"2020-09-01,", b"01/09/2020,", 1), raw.replace(b",non,", b",no,"),
                  raw.replace(b",73282932000074,", b",7328,"), raw.replace(b"15000.50", b"15000;50")):  # fmt: skip
        assert wrong != raw
        with pytest.raises(AssertionError):
            assert_valid(wrong, tmp_path)


def test_only_what_was_signed_in_the_year_in_paris(world):
    add_agreement(world, 1, signed=datetime(2020, 12, 31, 23, 30, tzinfo=UTC))  # already 2021 in Paris
    add_agreement(world, 2, signed=None)
    add_agreement(world, 3, state="terminated", notified_at=None)
    assert scdl.of_year(2020).rows == []
    assert [row["referenceDecision"] for row in scdl.of_year(2021).rows] == ["2020-44-1"]


def test_real_facts_of_the_past_are_never_published_as_agreements(programme_app):
    with programme_app.app_context():
        assert [scdl.of_year(year, REAL).rows for year in (2019, 2020, 2021)] == [[], [], []]


def test_one_row_a_beneficiary_whose_shares_make_one(world, tmp_path):
    agreement = add_agreement(world)  # 18 000 € asked for
    add_partner(agreement, "La Remise", 6000, siret="35600000000048")
    add_partner(agreement, "L’Atelier", 3000, rna="W2A1001234", siret="20003452800014")
    found = scdl.of_year(2020)
    assert_valid(found.written(), tmp_path)
    assert [row["pourcentageSubvention"] for row in found.rows] == [Decimal("0.50"), Decimal("0.33"), Decimal("0.17")]
    assert {row["montant"] for row in found.rows} == {Decimal("15000.50")}  # the whole, on each row
    assert found.rows[2]["rnaBeneficiaire"] is None  # a form that open data does not take
    assert sum(row["pourcentageSubvention"] for row in found.rows) == 1


def test_a_partner_known_by_name_alone_is_in_the_share_of_the_lead(world):
    agreement = add_agreement(world)
    agreement.application.partners.append(Partner(name="Un café", is_co_carrier=True, amount=Money.of(5000)))
    db.session.commit()
    assert [row["pourcentageSubvention"] for row in scdl.of_year(2020).rows] == [1]


def test_parts_above_the_whole_are_refused(world):
    add_partner(add_agreement(world), "La Remise", 18_000, siret="35600000000048")
    with pytest.raises(Refused, match="dépassent"):
        scdl.of_year(2020)


def test_whoever_has_no_number_is_told_and_left_out(world):
    add_agreement(world)
    db.session.execute(update(Organisation).where(Organisation.is_fictif).values(siret=None, rna="W2A1001234"))
    db.session.commit()
    found = scdl.of_year(2020)
    assert found.rows == []
    assert found.left_out == ["2020-44-1 : Les Passerelles du Layon n’a ni SIRET ni numéro RNA."]


def test_payments_say_how_and_when(world):
    agreement = add_agreement(world)
    day = datetime(2020, 10, 1, 12, tzinfo=UTC)
    pay(agreement, 1, day)
    (row,) = scdl.of_year(2020).rows
    assert (row["conditionsVersement"], row["datesPeriodeVersement"]) == ("unique", "2020-10-01")
    pay(agreement, 2, day + timedelta(days=200))
    pay(agreement, 3, day + timedelta(days=900))
    db.session.execute(update(Payment).filter_by(rank=3).values(state="cancelled"))
    db.session.commit()
    (row,) = scdl.of_year(2020).rows
    assert (row["conditionsVersement"], row["datesPeriodeVersement"]) == ("échelonné", "2020-10-01/2021-04-19")


def test_amendments_count_in_the_amount(world):
    agreement = add_agreement(world)
    agreement.amendments.append(Amendment(number=1, year=2021, reason="suite", difference=Money.of("-5000.50")))
    db.session.commit()
    assert scdl.of_year(2020).rows[0]["montant"] == 10_000


def test_a_long_purpose_is_cut_at_a_word(world, tmp_path):
    add_agreement(world, object="épicerie solidaire " * 30)
    found = scdl.of_year(2020)
    assert_valid(found.written(), tmp_path)
    assert len(found.rows[0]["objet"]) <= 256


def test_real_subsidies_never_leave_under_an_invented_number(world):
    add_agreement(world)
    add_agreement(world, 2)
    db.session.execute(update(Application).where(Application.number.like("%2")).values(is_fictif=False))
    db.session.commit()
    with pytest.raises(Refused, match="SIRET de l’attribuant est inventé"):
        scdl.of_year(2020)
    assert [row["referenceDecision"] for row in scdl.of_year(2020, REAL).rows] == ["2020-44-2"]  # and nothing invented


def test_no_spreadsheet_runs_what_somebody_typed(world, tmp_path):
    for start in "=+-@\t\r":
        assert cells.guarded(f"{start}1+1").startswith("'")
    assert cells.guarded(-5) == -5
    assert cells.guarded("l’épicerie -10 %") == "l’épicerie -10 %"
    add_agreement(world, object='=HYPERLINK("http://x.example","clic")')
    found = scdl.of_year(2020)
    assert_valid(found.written(), tmp_path)
    (row,) = csv.DictReader(io.StringIO(found.written().decode()))
    assert row["objet"].startswith("'=")
    assert json.loads(found.written("json"))[0]["objet"].startswith("=")


def test_the_command_writes_the_file_and_tells(world, programme_app, tmp_path):
    add_agreement(world)
    for kind in ("csv", "json"):
        path = tmp_path / f"out.{kind}"
        result = programme_app.test_cli_runner().invoke(
            export, ["scdl", "--year", "2020", "--format", kind, "-o", str(path)]
        )
        assert result.exit_code == 0, result.output
        assert "1 ligne(s)" in result.stdout
    assert json.loads((tmp_path / "out.json").read_text())[0]["montant"] == 15000.5
    assert_valid((tmp_path / "out.csv").read_bytes(), tmp_path)
