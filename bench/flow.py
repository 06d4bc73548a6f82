"""`python -m bench.flow`: eight applicants at once, each from the page of the call to the receipt."""

import argparse
import re
import tempfile
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from urllib.parse import urlencode

from sqlalchemy import func, insert, select, text

from bench.__main__ import databases
from bench.floor import prepare
from bench.measure import Client, Times, timed
from bench.pages import own, sent_by
from bench.parking import model
from bench.place import Place, open_place
from bench.servers import queue_and_worker
from grants.database import db
from grants.models import Application, Membership, Organisation, Receipt, User
from grants.queries.eligibility import pieces
from grants.rehearsal import papers
from grants.values import clock
from grants.values.stems import unaccented
from tests.support.signing import signed
from tests.support.web import sign_in
from tests.world import HASH

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
BOUNDARY = "----guichet-bench"
CALL = "/appels/credits_commissaire_2020"


@dataclass
class Script:
    """What each applicant sends: section → fields, and the pieces that are required."""

    round_id: int
    sections: dict[str, list[tuple[str, str]]]
    pieces: list[str]


@dataclass
class Taken:
    """Seconds of each save and each deposit; what went wrong."""

    saves: list[float] = field(default_factory=list)
    deposits: list[float] = field(default_factory=list)
    numbers: list[str] = field(default_factory=list)
    faults: Counter[str] = field(default_factory=Counter)


def record(place: Place) -> Script:
    """Read from a file filled in by the services what its pages would send."""
    with place.app.app_context():
        file = model(place.world)
        sections = [each.key for each in file.file.form_of(file.stage_key).sections]
        wanted = [each.key for each in pieces(file) if each.required]
        number, round_id = file.number, file.round_id
    person = sign_in(place.app, place.world["applicant"])
    answers = {key: sent_by(person.get(f"/dossiers/{number}/formulaire/{key}").text) for key in sections}
    return Script(round_id, answers, wanted)


def add_applicants(place: Place, count: int) -> list[str]:
    """The cookies of as many legal representatives, each of an organisation of its own."""
    with place.app.app_context():
        first = (db.session.scalar(select(func.max(Organisation.id))) or 0) + 1
        for n in range(first, first + count):
            name = f"Association fictive {n}"
            db.session.add(Organisation(id=n, name=name, sort_name=unaccented(name), is_fictif=True,
                                        legal_nature="association_1901"))  # fmt: skip
            email = f"depot-{n}@guichet.example"
            user = User(email=email, name=f"Personne {n}", created_at=clock.now(), password_hash=HASH, is_fictif=True)
            db.session.add(user)
            db.session.flush()
            row = {"user_id": user.id, "organisation_id": n, "role": "REPRESENTATIVE", "began_at": clock.now()}
            db.session.execute(insert(Membership), [row | {"role": "representative"}])
        db.session.commit()
        emails = [f"depot-{n}@guichet.example" for n in range(first, first + count)]
        ids = list(db.session.scalars(select(User.id).where(User.email.in_(emails))))
        if db.engine.dialect.name == "postgresql":  # rows came with their ids: the sequence must follow
            db.session.execute(text("SELECT setval('organisation_id_seq', (SELECT max(id) FROM organisation))"))
            db.session.commit()
    name = place.app.config["SESSION_COOKIE_NAME"]
    return [f"{name}={sign_in(place.app, id).get_cookie(name).value}" for id in ids]  # type: ignore[union-attr]


def deposit(port: int, script: Script, taken: Taken, cookie: str) -> None:
    """One applicant's evening; a fault ends it and is counted."""
    try:
        walk(Client(port, cookie), script, taken)
    except (RuntimeError, OSError) as fault:
        taken.faults[re.sub(r"\d+", "…", str(fault))[:120]] += 1


def walk(person: Client, script: Script, taken: Taken) -> None:
    person.get(CALL)
    number = begin(person, script.round_id)
    here = f"/dossiers/{number}"
    for key, typed in script.sections.items():
        place = f"{here}/formulaire/{key}"
        body = urlencode(typed + own(person.get(place)))
        taken.saves.append(timed(partial(person.send, "POST", place, body, 303)))
    for key in script.pieces:
        join(person, here, key, number)
    page = person.get(f"{here}/deposer")
    if "proof_password" not in page:
        raise RuntimeError(f"{here} lacks something: {' '.join(re.findall('href=[^>]*>([^<]*)</a></li>', page))}")
    taken.deposits.append(timed(partial(person.post, f"{here}/deposer", signed(page))))
    assert "recepisse" in person.get(f"{here}/recepisse")
    taken.numbers.append(number)


def begin(person: Client, round_id: int) -> str:
    """Start a file; its number."""
    place = f"/vagues/{round_id}/commencer"
    page = person.get(place)
    body = urlencode(sent_by(page) + own(page))
    person.send("POST", place, body, 303)
    return person.location.rsplit("/", 1)[1]


def join(person: Client, here: str, key: str, number: str) -> None:
    """One piece, of a content of its own."""
    token = dict(own(person.get(f"{here}/pieces")))["csrf_token"]
    paper = papers.pdf([f"{key} {number}"])
    name = f"{key}-content"
    head = (
        f'Content-Disposition: form-data; name="{name}"; filename="{key}.pdf"\r\nContent-Type: application/pdf\r\n\r\n'
    )
    parts = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{{}}"\r\n\r\n{{}}\r\n'
    body = "".join(parts.format(n, token) for n in (f"{key}-csrf_token", "csrf_token")).encode()
    body += f"--{BOUNDARY}\r\n{head}".encode() + paper + f"\r\n--{BOUNDARY}--\r\n".encode()
    person.send("POST", f"{here}/pieces/{key}", body, 303, f"multipart/form-data; boundary={BOUNDARY}")


def measure(place: Place, people: int, flows: int) -> tuple[Taken, float]:
    """All the flows, `people` at a time; what was taken, and the seconds that all of it took."""
    script, taken = record(place), Taken()
    warm = add_applicants(place, people)
    cookies = add_applicants(place, flows)
    with ThreadPoolExecutor(people) as crowd:
        list(crowd.map(partial(deposit, place.port, script, Taken()), warm))
        whole = timed(lambda: list(crowd.map(partial(deposit, place.port, script, taken), cookies)))
    return taken, whole


def receipts(place: Place, numbers: list[str]) -> Counter[int]:
    """How many files have how many receipts."""
    with place.app.app_context():
        counted = select(func.count(Receipt.id)).join(Application, Application.id == Receipt.application_id)
        each = counted.where(Application.number.in_(numbers)).group_by(Application.id)
        return Counter(db.session.scalars(each))


def floor_write(place: Place, people: int, runs: int = 60) -> list[float]:
    """Seconds of the floor's write, by as many people at once."""

    def write(_: int) -> list[float]:
        client = Client(place.floor_port)
        return [timed(lambda: client.post("/write", {}, expect=200)) for _ in range(runs)]

    with ThreadPoolExecutor(people) as crowd:
        return [seconds for each in crowd.map(write, range(people)) for seconds in each]


def show(name: str, place: Place, people: int, flows: int) -> None:
    """The floor is asked before and after: a machine changes its pace within a minute."""
    writes = floor_write(place, 1), floor_write(place, people)
    taken, seconds = measure(place, people, flows)
    alone, floor = (Times.of(each + floor_write(place, n)).median for each, n in zip(writes, (1, people), strict=True))
    if not taken.deposits:
        raise SystemExit(f"{name} : aucun dossier déposé. {dict(taken.faults)}")
    saves, deposits = Times.of(taken.saves), Times.of(taken.deposits)
    print(f"\n{name} : {people} personnes à la fois, {flows} dossiers, de la page de l’appel au récépissé")
    print(f"  plancher d’écriture      {floor:8.2f}ms à {people} à la fois ; seul : {alone:.2f}ms")
    print(f"  déposés par seconde      {len(taken.numbers) / seconds:8.2f}    (visé : 20)")
    print(f"  enregistrer une section  {saves.median:8.2f}ms  p95 {saves.p95:8.2f}ms  × {saves.median / floor:.2f}"
          f" du plancher à {people} (visé : 8)")  # fmt: skip
    print(f"  déposer                  {deposits.median:8.2f}ms  p95 {deposits.p95:8.2f}ms"
          f"  × {deposits.median / floor:.2f} (visé : 20)")  # fmt: skip
    print(f"  fautes                   {sum(taken.faults.values()):8}    {dict(taken.faults) or ''}")
    print(f"  récépissés par dossier   {dict(receipts(place, taken.numbers))}")


def main() -> None:
    options = argparse.ArgumentParser(prog="bench.flow", description=__doc__)
    options.add_argument("--people", type=int, default=8)
    options.add_argument("--flows", type=int, default=64)
    options.add_argument("--files", type=int, default=10_000)
    asked = options.parse_args()
    for name in ("file d’attente en service", "file d’attente arrêtée"):
        with ExitStack() as stack, databases(["postgresql"]) as found:
            ours, floor = found["postgresql"]
            folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="guichet-flow-"))
            settings = {"STORAGE_URL": f"file:{Path(folder) / 'files'}"}
            if "service" in name:
                settings |= stack.enter_context(queue_and_worker(Path(folder), ours))
            with open_place("postgresql", ours, floor, prepare, **settings) as place:
                place.grow(asked.files)
                show(name, place, asked.people, asked.flows)


if __name__ == "__main__":
    started = time.monotonic()
    main()
    print(f"\n{time.monotonic() - started:.0f} s en tout")
