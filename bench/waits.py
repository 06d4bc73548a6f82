"""How long a writer waits while another holds a file: of another file, and of the same one; and a section's save."""

import re
from collections.abc import Callable
from functools import partial
from threading import Event, Thread

from bench.measure import Times, timed
from bench.parking import park_drafts
from bench.place import Place
from grants.database import db
from grants.models import Answer, Application
from grants.services import applications
from grants.services.command import Act, command

HELD, SAVES = 0.5, 40  # seconds, saves


@command
def keep(act: Act, application_id: int, *, has_it: Event, until: Event) -> None:
    """Hold a file's lock, as a slow act would."""
    act.lock(Application, application_id)
    has_it.set()
    until.wait(HELD)


def measure(place: Place) -> dict[str, Times]:
    """A section saved on a free file, then while another file is held for half a second, then while the same is."""
    with place.app.app_context():
        numbers = park_drafts(place.world, 2)
        rows = db.session.query(Application.id).where(Application.number.in_(numbers)).order_by(Application.id)
        held, other = [id for (id,) in rows]
    free = [saved(place, other, n) for n in range(SAVES)]
    beside = [while_held(place, held, partial(saved, place, other, n)) for n in range(4)]
    same = [while_held(place, held, partial(saved, place, held, n)) for n in range(4)]
    return {"section, dossier libre": Times.of(free), "… autre dossier tenu": Times.of(beside),
            "… même dossier tenu": Times.of(same)}  # fmt: skip


def while_held(place: Place, application_id: int, act: Callable[[], float]) -> float:
    has_it, until = Event(), Event()

    def hold() -> None:
        with place.app.app_context():
            keep(place.world["applicant"], application_id, has_it=has_it, until=until)

    holder = Thread(target=hold)
    holder.start()
    has_it.wait(10)
    seconds = act()
    until.set()
    holder.join()
    return seconds


def saved(place: Place, application_id: int, n: int) -> float:
    """Seconds to save the section that holds the project's title, with another title."""
    with place.app.app_context():
        answers = db.session.query(Answer).filter_by(application_id=application_id)
        section = next(each for each in answers if "project_title" in each.values)
        title = re.sub(r" \d+$", "", section.values["project_title"])
        values = section.values | {"project_title": f"{title} {n}"}
        key, version, person = section.section_key, section.version, place.world["applicant"]
        return timed(lambda: applications.edit(person, application_id, key, version=version, values=values))
