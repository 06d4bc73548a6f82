import pytest

from grants.values import territories
from grants.values.territories import commune, every, find, is_commune_code, is_within, read


def test_knows_the_region():
    kinds = [place.kind for place in every().values()]
    assert kinds.count("commune") == 1228
    assert kinds.count("intercommunality") + kinds.count("metropolis") == 71
    assert set(territories.DEPARTMENTS) == {"44", "49", "53", "72", "85"}


def test_reads_a_commune_by_its_insee_code_never_by_its_postcode():
    assert commune("44109").name == "Nantes"
    assert commune("44000") is None
    assert is_commune_code("2A004")
    assert not is_commune_code("4410")
    assert not is_commune_code("441099")


@pytest.mark.parametrize("typed", ["Nantes", "nantes", " 44109", "commune:44109", "Nantes (44109)", "44000"])
def test_finds_a_commune_as_people_type_it(typed):
    assert [place.key for place in find(typed, ["commune"])] == ["commune:44109"]


def test_finds_all_that_a_name_may_mean():
    assert [place.code for place in find("Changé", ["commune"])] == ["53054", "72058"]
    assert [place.kind for place in find("44")] == ["department"]
    assert find("Paris") == []
    assert find("mayenne", ["department", "commune"])[0].departments == ("53",)


def test_knows_what_lies_where():
    nantes, region = commune("44109"), read("region:52")
    assert is_within(nantes, region)
    assert is_within(nantes, read({"kind": "department", "code": "44"}))
    assert is_within(nantes, read("metropolis:244400404"))
    assert not is_within(nantes, read("department:49"))
    assert not is_within(region, nantes)
    assert not is_within(nantes, commune("44143"))


@pytest.mark.parametrize("value", [None, 3, "x", {"kind": []}, ["commune:44109"]])
def test_reads_nothing_from_nonsense(value):
    assert read(value) is None
