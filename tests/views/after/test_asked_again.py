"""What the service asks again, and until when."""

from datetime import timedelta

from grants.database import db
from grants.models import Application
from grants.services import applications
from grants.values import clock
from tests.views.after.pages import page_of, text
from tests.world import version_of


def ask_completion(world, id):
    items = [
        {"key": "bank_details", "kind": "piece", "label": "Relevé", "reason": "Il est illisible."},
        {"key": "need", "kind": "question", "label": "Besoin et public", "reason": "Dites combien."},
    ]
    applications.request_completion(world["instructor"], id, version=version_of(Application, id), items=items,
                                    due_on=clock.today() + timedelta(days=9))  # fmt: skip


def test_each_thing_asked_stands_on_the_page_with_its_link(world, deposited, as_person):
    ask_completion(world, deposited)
    answer = as_person("applicant").get(page_of(deposited))
    page = text(answer)
    for words in ("Restent 2 choses à faire", "Il est illisible.", "Dites combien.", "Reste à faire", "plus de temps"):
        assert words in page
    assert f"{page_of(deposited)}/pieces#bank_details" in answer.text
    assert f"{page_of(deposited)}/formulaire/need#q_need" in answer.text
    begun = as_person("applicant").get(f"{page_of(deposited)}/messages?objet=delai")
    assert "besoin de plus de temps" in text(begun)


def test_past_the_day_the_page_says_what_happens(world, deposited, as_person):
    ask_completion(world, deposited)
    db.session.get_one(Application, deposited).completion_due_at = clock.now() - timedelta(hours=1)
    db.session.commit()
    assert "Le délai est passé. Vous pouvez encore tout renvoyer" in text(
        as_person("applicant").get(page_of(deposited))
    )
    staff = as_person("instructor")
    form = text(staff.get(f"{page_of(deposited)}/ne-plus-attendre"))
    assert "Toujours attendu : « Relevé »" in form
    assert staff.get(f"{page_of(deposited)}/donner-plus-de-temps").status_code == 200
