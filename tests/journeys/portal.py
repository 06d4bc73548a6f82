"""What an applicant does on the portal, through its pages: begin, answer, join, hand in."""

from typing import Any

from forms.showing import shown
from grants.database import db
from grants.definitions.answers import Context
from grants.models import Application
from grants.queries import applications
from grants.rehearsal import papers
from grants.rehearsal.answers import answers_to
from grants.rehearsal.filling import brief_of, fill
from tests.journeys.walk import Walk
from tests.world import PASSWORD

PAPER = {"name": "releve.pdf", "mimeType": "application/pdf", "buffer": papers.pdf(["Relevé fictif"])}


def begin(walk: Walk, call: str, who: str = "editor_1") -> str:
    """From the page of the call to an open draft; the file's number."""
    walk.be(who)
    walk.go(f"/appels/{call}")
    walk.follow("Commencer mon dossier")
    walk.press("Commencer un dossier")
    walk.done("application.start")
    return walk.page.url.rsplit("/", 1)[1]


def write(walk: Walk, number: str, sections: list[str], **wanted: Any) -> None:
    """These sections answered on their own pages, a piece joined; the services fill in the rest of the form."""
    for key in sections:
        answer_section(walk, number, key, wanted)
    join(walk, number)
    with walk.app.app_context(), walk.play.on_stage():
        fill(file_of(number), **wanted)


def file_of(number: str) -> Application:
    found = applications.by_number(number)
    assert found is not None
    return found


def number_of(application_id: int) -> str:
    return db.session.get_one(Application, application_id).number


def answer_section(walk: Walk, number: str, key: str, wanted: dict[str, Any]) -> None:
    known = answers(walk, number, wanted)
    answer_page(walk, f"/dossiers/{number}/formulaire/{key}", known, "Enregistrer et revenir au dossier")


def answer_page(walk: Walk, place: str, known: dict[str, Any], button: str) -> None:
    """Answer what the page asks, again when an answer calls for another question."""
    done: set[str] = set()
    walk.go(place)
    while to_answer := set(walk.page.locator("[name=asked]").input_value().split()) - done:
        for question in sorted(to_answer):
            type_in(walk, f"q_{question}", known[question])
        done |= to_answer
        walk.press(button)
        walk.go(place)


def answers(walk: Walk, number: str, wanted: dict[str, Any]) -> dict[str, Any]:
    """What a careful applicant would type at each question."""
    with walk.app.app_context():
        file = file_of(number)
        form = file.file.form_of(file.stage_key)
        said = answers_to(brief_of(file, day=walk.play.today, **wanted), form)
        context = Context.of(file.file, form, said)
        return {each.key: shown(each, said[each.key], context) for each in form.questions if each.key in said}


def type_in(walk: Walk, name: str, value: Any) -> None:
    """One answer; the lines of a table and the figures of a budget have fields of their own."""
    if isinstance(value, dict):
        for key, part in value.items():
            type_in(walk, f"{name}-{key}", part)
    elif isinstance(value, list) and walk.page.locator(f"[name^='{name}-0']").count():
        for rank, part in enumerate(value):
            if not walk.page.locator(f"[name^='{name}-{rank}']").count():
                with walk.page.expect_navigation():
                    walk.page.locator(f"[name=add_row][value='{name}']").click()
            type_in(walk, f"{name}-{rank}", part)
    elif value not in ("", None, []):
        walk.fill(name, value)


def join(walk: Walk, number: str) -> None:
    """The first piece that is asked, when there is one."""
    walk.go(f"/dossiers/{number}")
    walk.go(f"/dossiers/{number}/pieces")
    if not walk.page.locator("input[type=file]").count():
        return
    walk.page.locator("input[type=file]").first.set_input_files([PAPER])
    if not walk.has_scripts:
        walk.leave_by(walk.page.get_by_role("button", name="Joindre ce fichier").first)
    walk.page.locator(".piece").first.get_by_text("Jointe", exact=True).wait_for()
    walk.look()


def hand_in(walk: Walk, number: str, name: str = "application.submit") -> None:
    """Who signs reads again, certifies each sentence, proves who they are, hands in: the receipt."""
    walk.be("representative_1")
    walk.go(f"/dossiers/{number}")
    walk.leave_by(walk.page.get_by_role("link", name="Relire et déposer"))
    for box in walk.page.locator("main form input[type=checkbox]").all():
        walk.fill(str(box.get_attribute("name")), True)
    walk.fill("proof_password", PASSWORD)
    walk.press("Déposer ma lettre d’intention" if name == "application.submit_letter" else "Déposer mon dossier")
    assert walk.page.url.endswith("/recepisse"), walk.page.locator("main").inner_text()
