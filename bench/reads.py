"""The staff's list, a search, a file's page and the board of sixty files, beside the floor's read."""

from collections.abc import Callable
from functools import partial

from bench.measure import Times, in_turn
from bench.parking import park_board, park_read
from bench.place import Place
from grants.database import db
from grants.models import Call

LIST, SEARCH, FILE = "/instruction", "/instruction?q=etudiante", "/instruction/{number}"


def measure(place: Place, runs: int) -> dict[str, Times]:
    """Medians and p95 over `runs` of each, one after the other."""
    number = f"{prefix(place)}-B{place.size // 2:06}"
    with place.app.app_context():
        filled, round_id = park_read(place.world), park_board(place.world)
    paths = {"liste": LIST, "recherche": SEARCH, "dossier": FILE.format(number=number)}
    paths |= {"dossier rempli": FILE.format(number=filled), "tableau, 60": f"/selection/{round_id}"}
    for label, path in paths.items():
        place.count_read(label, "commissioner", path)
    person = place.person("commissioner")
    acts: dict[str, Callable[[], object]] = {label: partial(person.get, path) for label, path in paths.items()}
    return in_turn({"plancher": lambda: place.floor.get("/read")} | acts, runs)


def prefix(place: Place) -> str:
    with place.app.app_context():
        return db.session.get_one(Call, place.world.call_id).prefix
