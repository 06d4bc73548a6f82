"""What visitors read, and the door that only the demonstration has."""

import pytest

from tests.views.portal import text

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def test_visitors_read_the_calls(world, as_person):
    visitor = as_person("visitor")
    assert "Crédits commissaire 2020" in text(visitor.get("/"))
    assert "Ouvert" in text(visitor.get("/appels"))
    page = text(visitor.get("/appels/credits_commissaire_2020"))
    for words in (
        "À quoi sert cet appel",
        "Relevé d’identité bancaire",
        "Besoin et public",
        "Loire-Atlantique",
        "Calendrier",
    ):
        assert words in page
    assert visitor.get("/appels/inconnu").status_code == 404


def test_the_door_of_the_demonstration_exists_nowhere_else(app, world, as_person):
    visitor = as_person("visitor")
    assert visitor.post(f"/demo/entrer/{world['applicant']}").status_code == 404
    assert "Démonstration" not in text(visitor.get("/connexion"))
    app.config["GUICHET_ENV"] = "demo"
    assert "Applicant Fictif" in text(visitor.get("/connexion"))
    assert visitor.post(f"/demo/entrer/{world['clock']}").status_code == 404
    assert visitor.post(f"/demo/entrer/{world['applicant']}").status_code == 303
    assert "Mon compte" in text(visitor.get("/compte"))
