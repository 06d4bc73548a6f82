"""A deposit, an award and a section saved, through their pages, beside the floor's write."""

from collections.abc import Callable, Iterator
from functools import partial

from bench.measure import Client, Times, in_turn
from bench.parking import park_drafts, park_recommended
from bench.place import Place
from grants.values import passwords
from tests.support.signing import signed
from tests.support.web import sign_in
from tests.world import HASH, PASSWORD

WARM = 5
AWARD = {"amount": "1 000,00", "reason": "Utile."}


def measure(place: Place, runs: int) -> dict[str, Times]:
    """Each file is used once. Only the POST is timed: the page that asks was opened before, as a person does."""
    with place.app.app_context():
        drafts = park_drafts(place.world, runs + WARM + 2)
        advised = park_recommended(place.world, runs + WARM + 2)
    submits, awards = [f"/dossiers/{n}/deposer" for n in drafts], [f"/dossiers/{n}/retenir" for n in advised]
    count(place, "dépôt", "representative", submits, {})
    count(place, "attribution", "authority", awards, AWARD)
    submit = posts(place.person("representative"), submits, {})
    award = posts(place.person("authority"), awards, AWARD)
    acts: dict[str, Callable[[], object]] = {
        "plancher": lambda: place.floor.post("/write", {}, expect=200),
        "mot de passe": lambda: passwords.matches(HASH, PASSWORD),  # what a deposit pays to know who signs
        "dépôt": lambda: next(submit)(),
        "attribution": lambda: next(award)(),
    }
    return in_turn(acts, runs, warm=WARM)


def count(place: Place, label: str, person: str, paths: list[str], typed: dict[str, str]) -> None:
    """The statements of one POST, once the process is warm; these files are spent."""
    client = sign_in(place.app, place.world[person])
    first, second = paths.pop(), paths.pop()
    client.post(first, data=filled(client.get(first).text, typed))
    data = filled(client.get(second).text, typed)
    with place.counting(label):
        assert client.post(second, data=data).status_code == 303


def posts(person: Client, paths: list[str], typed: dict[str, str]) -> Iterator[Callable[[], object]]:
    """For each page: what pressing its button sends, read before the clock runs."""
    ready = [(path, filled(person.get(path), typed)) for path in paths]
    return iter([partial(person.post, path, data) for path, data in ready])


def filled(page: str, typed: dict[str, str]) -> dict[str, str]:
    """What the page's own form sends: its hidden fields, the sentences ticked, the password, and what is typed."""
    return signed(page) | typed
