"""A deposit and an award through their pages, beside the floor's write: each file is used once."""

import re
from collections.abc import Callable, Iterator

from bench.measure import Client, Times, in_turn
from bench.parking import park_drafts, park_recommended
from bench.place import Place

HIDDEN = re.compile(r'<input[^>]*type="hidden"[^>]*>')
NAME, VALUE = re.compile(r'name="([^"]*)"'), re.compile(r'value="([^"]*)"')
WARM = 5


def measure(place: Place, runs: int) -> dict[str, Times]:
    """Only the POST is timed: the page that asks was opened before, as a person does."""
    with place.app.app_context():
        drafts = park_drafts(place.world, runs + WARM)
        advised = park_recommended(place.world, runs + WARM)
    submit = posts(place.person("applicant"), [f"/dossiers/{n}/deposer" for n in drafts], is_sincere="y")
    award = posts(
        place.person("authority"), [f"/dossiers/{n}/retenir" for n in advised], amount="1 000,00", reason="Utile."
    )
    acts: dict[str, Callable[[], object]] = {
        "plancher": lambda: place.floor.post("/write", {}, expect=200),
        "dépôt": lambda: next(submit)(),
        "attribution": lambda: next(award)(),
    }
    return in_turn(acts, runs, warm=WARM)


def posts(person: Client, paths: list[str], **typed: str) -> Iterator[Callable[[], object]]:
    """For each page: what pressing its button sends, ready before the clock runs."""
    ready = [(path, filled(person.get(path), typed)) for path in paths]
    for path, data in ready:
        yield lambda path=path, data=data: person.post(path, data)


def filled(page: str, typed: dict[str, str]) -> dict[str, str]:
    """The hidden fields of the page's own form, and what is typed."""
    form = page[page.index('<form method="post"', page.index("<main")) :]
    hidden = {}
    for tag in HIDDEN.findall(form):
        name, value = NAME.search(tag), VALUE.search(tag)
        if name and value:
            hidden[name[1]] = value[1]
    return hidden | typed
