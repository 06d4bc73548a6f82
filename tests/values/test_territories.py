import pytest

from grants.values import territories
from grants.values.gazetteer import described, suggest
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


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("St Nazaire", "44184"), ("saint-nazaire", "44184"), ("SAINT NAZAIRE", "44184"), ("st-herblain", "44162"),
        ("44000 Nantes", "44109"), ("Nantes, 44000", "44109"), ("Mans", "72181"), ("le mans", "72181"),
        ("ancenis-st-géréon", "44003"), ("Chateau gontier sur mayenne", "53062"),
    ],
)  # fmt: skip
def test_accents_hyphens_saints_and_articles_do_not_matter(typed: str, code: str):
    assert [place.code for place in find(typed, ["commune"])] == [code]


def test_every_place_is_found_by_its_own_name_code_and_postcode():
    for place in every().values():
        assert place in find(place.name), place
        assert place in find(place.name.upper().replace("-", " ")), place
        assert find(str(place)) == [place], place
        assert place in suggest(place.name, [place.kind], limit=60), place
    for postcode, served in territories.postcodes().items():
        assert set(find(postcode, ["commune"])) >= set(served) or territories.commune(postcode), postcode


def test_proposes_the_likeliest_first():
    assert [place.name for place in suggest("nant", ["commune"])][0] == "Nantes"
    assert suggest("mans", ["commune"])[0].name == "Le Mans"
    assert [place.name for place in suggest("st naz", ["commune"])] == ["Saint-Nazaire"]
    assert suggest("gildas pontchateau", ["intercommunality"])[0].code == "200000438"
    assert suggest("nantes metr")[0].kind == "metropolis"
    assert suggest("44600")[0].name == "Saint-Nazaire"
    assert len(suggest("sa")) == 10


@pytest.mark.parametrize("typed", ["", "  ", "-", "'", "%", "<script>", "' OR 1=1 --", "\x00", "x" * 5000, "🙂"])
def test_proposes_nothing_for_nonsense(typed: str):
    assert suggest(typed) == []
    assert find(typed) == []


def test_a_namesake_is_told_by_its_department():
    told = [described(place) for place in find("Changé", ["commune"])]
    assert told == ["Commune · Mayenne · 53810", "Commune · Sarthe · 72560"]
    assert len(find("Changé", ["commune"], limit=1)) == 1
