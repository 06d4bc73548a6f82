"""`python -m bench.room`: forty seats ask their screen each second, four hundred files, nine rulings keyed at once.

A ruling is seen by a seat when the screen that the seat receives bears it. The clock starts when its secretary has the
answer of the server. The processor time is that of the application's own processes, read from the kernel.
"""

import argparse
import os
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

from sqlalchemy import inspect

from bench.__main__ import databases
from bench.floor import prepare
from bench.measure import Client
from bench.pages import own, sent_by
from bench.place import Place, open_place
from grants.database import db
from grants.models import Application, Appointment, Meeting, MeetingMember, Seat
from grants.services import meetings
from tests.support.instruction import add_meeting, add_person, add_review
from tests.support.web import sign_in
from tests.world import World, add_file, version_of
from workflows.roles import Role

EVERY = 1.0  # seconds between two questions of a seat
KEYING = 9  # at once: one that is watched and eight others
SECONDS_AIMED, SHARE_AIMED = 2.0, 0.30


@dataclass
class Sitting:
    """A meeting that is open, the cookies of its seats, and for each secretary the file that they key."""

    meeting_id: int
    seats: list[str] = field(default_factory=list)
    secretaries: list[str] = field(default_factory=list)
    numbers: list[str] = field(default_factory=list)


@dataclass
class Seen:
    """When each ruling was keyed, and when each seat saw it: (seat, file) → instant."""

    keyed: dict[str, float] = field(default_factory=dict)
    shown: dict[tuple[int, str], float] = field(default_factory=dict)
    answers: list[int] = field(default_factory=list)


def open_meeting(place: Place, seats: int, files: int, bursts: int) -> Sitting:
    """People, files with two readings each for those that are keyed, and the meeting, opened by its service."""
    world = place.world
    with place.app.app_context():
        ids = add_files(world, files)
        meeting_id = add_meeting(world, ids, quorum=seats // 2)
        members = [add_person(f"siège {n}") for n in range(seats)]
        keepers = [add_person(f"secrétaire {n}") for n in range(KEYING)]
        sitting = Sitting(meeting_id)
        for user_id in members:
            db.session.add(MeetingMember(meeting_id=meeting_id, user_id=user_id, seat=Seat.MEMBER, is_present=True))
        for user_id in keepers:
            db.session.add(Appointment(user_id=user_id, role=Role.SECRETARY))
            db.session.add(MeetingMember(meeting_id=meeting_id, user_id=user_id, seat=Seat.SECRETARY, is_present=True))
        db.session.commit()
        for file_id in ids[: KEYING * bursts]:
            for reader in ("reviewer", "cofunder"):
                add_review(world, file_id, world[reader], "4.00")
            sitting.numbers.append(db.session.get_one(Application, file_id).number)
        meetings.open(world["secretary"], meeting_id, version=version_of(Meeting, meeting_id))
    sitting.seats = [cookie(place, each) for each in members]
    sitting.secretaries = [cookie(place, each) for each in keepers]
    return sitting


def add_files(world: World, count: int) -> list[int]:
    """As many files that wait for the committee, alike but for their numbers; their ids."""
    model = db.session.get_one(Application, add_file(world, "awaiting_committee", rank=5000))
    own_columns = {"id", "number", "version"}
    alike = [each.key for each in inspect(Application).column_attrs if each.key not in own_columns]
    columns = {key: getattr(model, key) for key in alike}
    copies = [Application(number=f"CC20-{rank}", **columns) for rank in range(5001, 5000 + count)]
    db.session.add_all(copies)
    db.session.commit()
    return [model.id, *(each.id for each in copies)]


def cookie(place: Place, user_id: int) -> str:
    held = sign_in(place.app, user_id).get_cookie(place.app.config["SESSION_COOKIE_NAME"])
    assert held is not None
    return f"{held.key}={held.value}"


def follow(port: int, sitting: Sitting, rank: int, seen: Seen, over: threading.Event) -> None:
    """One seat, as `static/js/room.js` asks."""
    connection, mark = HTTPConnection("127.0.0.1", port, timeout=30), ""
    over.wait(EVERY * rank / len(sitting.seats))  # nobody comes in at the same instant
    while not over.is_set():
        headers = {"Cookie": sitting.seats[rank], "Accept": "text/html", "If-None-Match": mark}
        connection.request("GET", f"/comites/{sitting.meeting_id}/salle/ecran", None, headers)
        answer = connection.getresponse()
        text, now = answer.read().decode(), time.perf_counter()
        seen.answers.append(answer.status)
        if answer.status == 200:
            mark = answer.getheader("ETag", "")
            for number in sitting.numbers:
                if f'data-outcome="{number}"' in text:
                    seen.shown.setdefault((rank, number), now)
        over.wait(EVERY)


def key(port: int, sitting: Sitting, who: int, number: str, seen: Seen, ready: threading.Barrier) -> None:
    """One secretary opens the file's page, and keys at the same time as the others."""
    person, here = Client(port, sitting.secretaries[who]), f"/comites/{sitting.meeting_id}/dossiers/{number}"
    page = person.get(here)
    answer = {"outcome": "application.recommend", "amount": "12000", "reason": "Utile."}
    body = urlencode([*(pair for pair in sent_by(page) if pair[0] not in answer), *own(page), *answer.items()])
    ready.wait(30)
    person.send("POST", here, body, 303)
    seen.keyed[number] = time.perf_counter()


def processor_seconds() -> float:
    """User and system time of the application's processes, all our descendants that serve `wsgi:app`."""
    ticks = sum(sum(map(int, stat.rsplit(")", 1)[1].split()[11:13])) for stat in servers())
    return ticks / os.sysconf("SC_CLK_TCK")


def servers() -> Iterator[str]:
    for each in Path("/proc").glob("[0-9]*"):
        try:
            if b"wsgi:app" in (each / "cmdline").read_bytes():
                yield (each / "stat").read_text()
        except OSError:
            continue  # gone meanwhile


def measure(place: Place, sitting: Sitting, bursts: int, seconds: float) -> tuple[Seen, float]:
    """The seats follow all along; each burst keys nine rulings at once. The share of one core that it took."""
    seen, over = Seen(), threading.Event()
    with ThreadPoolExecutor(len(sitting.seats)) as room, ThreadPoolExecutor(KEYING) as desk:
        seats = [room.submit(follow, place.port, sitting, rank, seen, over) for rank in range(len(sitting.seats))]
        time.sleep(3)  # every seat has its first screen
        begun, before = time.perf_counter(), processor_seconds()
        for burst in range(bursts):
            ready = threading.Barrier(KEYING)
            numbers = sitting.numbers[burst * KEYING : (burst + 1) * KEYING]
            each = partial(key, place.port, sitting, seen=seen, ready=ready)
            for done in [desk.submit(each, who, number) for who, number in enumerate(numbers)]:
                done.result()
            time.sleep(max(0.0, begun + seconds * (burst + 1) / bursts - time.perf_counter()))
        share = (processor_seconds() - before) / (time.perf_counter() - begun)
        over.set()
        for seat in seats:
            seat.result()
    return seen, share


def show(sitting: Sitting, seen: Seen, share: float) -> None:
    waits = sorted(
        seen.shown[rank, number] - keyed
        for number, keyed in seen.keyed.items()
        for rank in range(len(sitting.seats))
        if (rank, number) in seen.shown
    )
    wanted = len(seen.keyed) * len(sitting.seats)
    polls = len(seen.answers)
    print(f"  avis notés {len(seen.keyed)}, vus {len(waits)} fois sur {wanted} attendues")
    print(f"  vu par un siège   médiane {max(0.0, waits[len(waits) // 2]):5.2f} s   "
          f"au plus tard {max(0.0, waits[-1]):5.2f} s   (visé : {SECONDS_AIMED:.0f} s)")  # fmt: skip
    print(f"  demandes {polls}, dont {seen.answers.count(304)} réponses 304")
    print(f"  processeur du serveur   {share:6.1%} d’un cœur   (visé : {SHARE_AIMED:.0%})")


def main() -> None:
    options = argparse.ArgumentParser(prog="bench.room", description=__doc__)
    options.add_argument("--seats", type=int, default=40)
    options.add_argument("--files", type=int, default=400)
    options.add_argument("--seconds", type=float, default=24.0)
    options.add_argument("--bursts", type=int, default=2)
    options.add_argument("--database", default="postgresql", choices=["postgresql", "sqlite"])
    asked = options.parse_args()
    with ExitStack() as stack, databases([asked.database]) as found:
        ours, floor = found[asked.database]
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="guichet-room-"))
        with open_place(asked.database, ours, floor, prepare, STORAGE_URL=f"file:{Path(folder) / 'files'}") as place:
            sitting = open_meeting(place, asked.seats, asked.files, asked.bursts)
            print(f"la salle du comité, {asked.database} : {asked.seats} sièges, {asked.files} dossiers, "
                  f"{KEYING} avis notés à la fois")  # fmt: skip
            show(sitting, *measure(place, sitting, asked.bursts, asked.seconds))


if __name__ == "__main__":
    main()
