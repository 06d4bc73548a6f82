"""Every form of every call can be filled in: complete, eligible, and the same each time."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from grants.config import ROOT
from grants.definitions import completeness, facts
from grants.definitions.answers import Context
from grants.definitions.completeness import faults
from grants.definitions.eligibility import eligibility
from grants.definitions.files import load
from grants.rehearsal import numbers
from grants.rehearsal.answers import Brief, answers_to, report_answers
from grants.rehearsal.draw import Draw
from grants.rehearsal.editions import edition
from grants.values import iban, identifiers

CALLS = sorted((ROOT / "content" / "calls").glob("*.yaml"))
OF_DATABASE = {
    "late_report_count": 0,
    "applications_same_organisation_department": 1,
    "stage_outcome.letter": "invited",
}


def brief(call, seed="essai", department="44"):
    organisation = {"name": "Les Voisins de Clairvent", "siret": numbers.siret(3), "rna": numbers.rna(3),
                    "iban": numbers.iban(3), "created_on": "2010-03-04"}  # fmt: skip
    partners = tuple({"name": f"Partenaire {rank}", "siret": numbers.siret(rank)} for rank in (4, 5))
    day = call.rounds[0].closes_at.date() - timedelta(days=3)
    return Brief(call, Draw(seed), day, "Une épicerie", department, organisation=organisation, partners=partners)


def gaps(call, stage, said, day):
    """What a file with these answers lacks, and the rules it does not meet."""
    known = facts.derived(call, said, submitted_on=day) | OF_DATABASE
    form, given = call.form_of(stage), [each.key for each in call.pieces]
    missing = completeness.missing(call, form, said, known, given=given, stage=stage)
    failed = [each.rule for each in eligibility(call, said, known, stage=stage) if not each.passed]
    return missing, failed


@pytest.mark.parametrize("path", CALLS, ids=lambda path: path.stem)
def test_each_form_of_a_call_is_filled_in_without_a_gap(path: Path):
    call = load(path)
    for stage in call.stages:
        asked = brief(call)
        said = answers_to(asked, call.form_of(stage.key))
        missing, failed = gaps(call, stage.key, said, asked.day)
        assert missing == []
        assert stage.key == "letter" or failed == []


@pytest.mark.parametrize("path", [each for each in CALLS if load(each).reports], ids=lambda path: path.stem)
def test_each_report_of_a_call_is_filled_in_without_a_fault(path: Path):
    call = load(path)
    said = answers_to(brief(call), call.form_of(call.stages[-1].key))
    for report in call.reports:
        given = report_answers(brief(call), report, said)
        context = Context(call, report.questions, given, said)
        assert [faults(each, given.get(each.key), context) for each in report.questions if each.key in given
                and faults(each, given.get(each.key), context)] == []  # fmt: skip


def test_the_same_seed_gives_the_same_answers_and_another_gives_others():
    call = load(ROOT / "content" / "calls" / "credits_commissaire_2020.yaml")
    form = call.form_of("full")
    assert answers_to(brief(call), form) == answers_to(brief(call), form)
    assert answers_to(brief(call), form) != answers_to(brief(call, "autre"), form)


@pytest.mark.parametrize("rank", [1, 9, 10, 97, 500, 12_345])
def test_invented_identifiers_pass_their_checks_and_belong_to_nobody(rank):
    assert identifiers.is_siret(numbers.siret(rank))
    assert numbers.siret(rank).startswith("000")
    assert identifiers.is_rna(numbers.rna(rank))
    assert iban.is_iban(numbers.iban(rank))
    assert numbers.iban(rank)[4:9] == "00000"


@pytest.mark.parametrize("path", CALLS, ids=lambda path: path.stem)
def test_another_edition_of_a_call_is_a_whole_call_at_other_dates(path: Path):
    call = load(path)
    closes_on = call.rounds[0].closes_at.date() + timedelta(days=2000)
    found = edition(call, closes_on)
    assert found.rounds[0].closes_at.date() == closes_on
    assert found.key != call.key
    assert found.fictif
    stage = found.stages[-1].key
    asked = brief(found)
    missing, failed = gaps(found, stage, answers_to(asked, found.form_of(stage)), asked.day)
    assert (missing, failed) == ([], [])


def test_the_themes_of_a_file_follow_its_title():
    call = load("content/calls/credits_commissaire_2020.yaml")
    said = answers_to(brief(call), call.form_of("full"))
    other = replace(brief(call), title="Un garage solidaire pour aller travailler")
    assert said["themes"] == ["food_aid"]
    assert answers_to(other, call.form_of("full"))["themes"] == ["employment"]
    others = [replace(brief(call, str(seed)), title="Un projet") for seed in range(6)]
    drawn = {answers_to(each, call.form_of("full"))["themes"][0] for each in others}
    assert len(drawn) > 2
