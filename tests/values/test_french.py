import pytest

from grants.values import french
from grants.values.money import Money
from grants.values.typography import typeset


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("0.00", "zéro euro"),
        ("1.00", "un euro"),
        ("15000.00", "quinze mille euros"),
        ("21071.80", "vingt et un mille soixante et onze euros et quatre-vingts centimes"),
        ("80.01", "quatre-vingts euros et un centime"),
        ("80000.00", "quatre-vingt mille euros"),
        ("200.00", "deux cents euros"),
        ("200291.00", "deux cent mille deux cent quatre-vingt-onze euros"),
        ("1000000.00", "un million d’euros"),
        ("2800000.00", "deux millions huit cent mille euros"),
        ("1999.99", "mille neuf cent quatre-vingt-dix-neuf euros et quatre-vingt-dix-neuf centimes"),
    ],
)
def test_an_amount_is_spelled(amount, words):
    assert french.euros_lettres(amount) == words


def test_what_the_filters_write():
    assert french.euros("15000.00") == french.euros(Money(1500000)) == "15\u202f000,00\u00a0€"
    assert french.date_longue("2020-09-01") == "1er\u00a0septembre 2020"
    assert french.date_heure("2020-07-09T19:14:05+00:00") == "9\u00a0juillet 2020 à\u00a021\u00a0h\u00a014"
    assert french.date_heure("2020-07-09T12:00:00+02:00").endswith("à\u00a012\u00a0h")
    assert french.pourcent("0.6667") == "66,67\u202f%"
    assert french.pourcent("0.20") == "20\u202f%"
    assert french.nombre(1234) == "1\u202f234"
    assert french.majuscule("le préfet de la Loire") == "Le préfet de la Loire"


def test_a_day_is_that_of_paris():
    assert french.date_longue("2020-12-31T23:30:00+00:00") == "1er\u00a0janvier 2021"


def test_spaces_that_must_not_break():
    assert (
        typeset("« Oui » : 23 000 € ; n° 7 ?") == "«\u00a0Oui\u00a0»\u00a0: 23\u202f000\u00a0€\u202f; n°\u00a07\u202f?"
    )
    assert typeset("https://exemple.fr/a?b=1") == "https://exemple.fr/a?b=1"
    assert typeset("il manque %(amount)s, soit 20 % de tout") == "il manque %(amount)s, soit 20\u00a0% de tout"
