"""Whoever is recused looks for the file through every page of the site that is not public, and does not find it.

The pages are those of the URL map, whatever they are: lists, searches, exports, counts, committee. A twin of the same
offices, who is not recused, finds it: so there was something to find. What an envelope has left is the same for both.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from grants.database import db
from grants.models import Application, Appointment, Delegation, Meeting, MeetingMember, Recusal, Round, Seat, User
from grants.queries import minutes
from grants.queries import rounds as counts
from grants.services import opinions, rulings, search_words
from grants.services.command import transaction
from grants.values import clock
from grants.values.money import Money
from tests.security.addresses import Address, addresses
from tests.security.reading import text_of
from tests.support.instruction import add_complete_file, add_meeting, add_review
from tests.support.money import seen
from tests.support.town import Town, add_user
from tests.support.web import sign_in
from tests.world import STAFF, add_organisation
from workflows.roles import Role

BODY, TITLE = "Les Ocelots du Bocage", "Des zibelines lunaires"
SEARCHES = ("ocelot bocage", "zibeline lunaire")  # found by their stems: what a page repeats of them is not the name
STATES = ("submitted", "under_review", "awaiting_committee", "adjourned", "recommended", "reserve_list", "refused")
EVE, TWIN = "eve", "twin"  # who is recused, and who is not
ASKED = {"requested_amount": Money.of(17_131), "recommended_amount": Money.of(17_131), "theme": "food_aid"}


@pytest.fixture
def hidden(site: Flask, town: Town) -> dict[str, str]:
    """The numbers of the files that Eve may not see, by state; on all of them there was something to do."""
    world = town.world
    with site.app_context():
        for name in (EVE, TWIN):
            world.people[name] = add_user(name)
            give_every_office(world[name])
        own, world.organisation_id = (
            world.organisation_id,
            add_organisation(BODY, world["applicant"], world["representative"]),
        )
        town.ids["hidden_organisation"] = world.organisation_id
        files = add_files(town)
        world.organisation_id = own
        recuse(world[EVE], files.values())
        numbers = {state: db.session.get_one(Application, file_id).number for state, file_id in files.items()}
        db.session.remove()
    return numbers


def give_every_office(user_id: int) -> None:
    for role in STAFF:
        service = "state_department" if role is Role.SERVICE else None
        db.session.add(Appointment(user_id=user_id, role=role, service=service))
    db.session.add(Delegation(user_id=user_id, valid_from=date(2018, 1, 1), reference="RAA fictif"))
    db.session.commit()


def add_files(town: Town) -> dict[str, int]:
    """One in each state before release, with readings, opinions, a place in a meeting, an award that is not told."""
    world = town.world
    files = {
        state: add_complete_file(world, state, rank=rank, title=TITLE, **ASKED)
        for rank, state in enumerate([*STATES, "unpublished"], 7001)
        if state != "unpublished"
    }
    files["unpublished"] = add_complete_file(world, "recommended", rank=7099, title=TITLE, **ASKED)
    rulings.award(world["prefect"], files["unpublished"], amount=Money.of(17_131),
                  **seen(Application, files["unpublished"]))  # fmt: skip
    for file_id in files.values():
        for name in (EVE, TWIN, "reviewer"):
            add_review(world, file_id, world[name], "4.00" if name == "reviewer" else None)
    opinions.ask(
        world["instructor"], files["under_review"], service="state_department", service_label="DDCS",
        question="Avis ?", due_on=clock.today() + timedelta(days=9), **seen(Application, files["under_review"]),
    )  # fmt: skip
    for state in ("minuted", "held", "convened", "opened"):
        sit(town, add_meeting(world, [files["awaiting_committee"], town.ids["awaiting_committee"]], state=state))
    with transaction():
        for file_id in files.values():
            search_words.index(db.session.get_one(Application, file_id))
    return files


def sit(town: Town, meeting_id: int) -> None:
    """Both are members of the committee, and one file of another organisation is on the agenda too."""
    for name in (EVE, TWIN):
        sits = {"user_id": town.world[name], "seat": Seat.MEMBER, "is_present": True}
        db.session.add(MeetingMember(meeting_id=meeting_id, **sits))
    db.session.flush()
    meeting = db.session.get_one(Meeting, meeting_id)
    meeting.minutes = minutes.draft(meeting) if meeting.state == "minuted" else None
    db.session.commit()
    town.ids["meeting"] = meeting_id


def recuse(user_id: int, files: Iterator[int]) -> None:
    for file_id in files:
        db.session.add(Recusal(application_id=file_id, user_id=user_id, reason="lien", declared_at=clock.now()))
    db.session.commit()


def pages(site: Flask, town: Town, hidden: dict[str, str]) -> list[str]:
    """Every address that is read: those of no file, of a file that is hidden, of the town's others; and each search."""
    own, town.numbers = town.numbers, {f"hidden_{state}": number for state, number in hidden.items()} | {
        "draft": town.numbers["draft"], "awarded": town.numbers["awarded"], "rival": town.numbers["rival"],
        "awaiting_committee": hidden["awaiting_committee"], "under_review": hidden["under_review"],
        "submitted": hidden["submitted"], "refused": hidden["refused"], "unpublished": hidden["unpublished"],
    }  # fmt: skip
    found = [each for each in addresses(site, town) if may_be_read(each)]
    town.numbers = own
    paths = {whole(each.path) for each in found}
    with site.app_context():
        meetings = db.session.scalars(select(Meeting.id)).all()
    paths |= {f"/comites/{id}{rest}" for id in meetings for rest in in_meetings(paths, town)}
    paths |= {f"/organismes/{town.ids['hidden_organisation']}"}
    lists = sorted(path for path in paths if not re.search(r"\d", path))
    return sorted(paths) + [f"{path}?q={words}" for path in lists for words in (*SEARCHES, hidden["under_review"])]


def may_be_read(address: Address) -> bool:
    return "GET" in address.methods and address.policy != "public" and not address.endpoint.startswith("sessions.")


def whole(path: str) -> str:
    """What the common table does not name yet: one, or the first of the choices."""
    path = re.sub(r"<any\(([^,)]+)[^)]*\):\w+>", lambda found: found[1].strip("\"' "), path)
    return re.sub(r"<[^>]+>", "1", path)


def in_meetings(paths: set[str], town: Town) -> set[str]:
    here = f"/comites/{town.ids['meeting']}"
    return {path.removeprefix(here) for path in paths if path == here or path.startswith(f"{here}/")}


def names(text: str, path: str, hidden: dict[str, str]) -> list[str]:
    """The names of hidden files that the page tells: by number, but for what it repeats of the address; title, body."""
    asked = {number for number in hidden.values() if number in path}
    told = [number for number in hidden.values() if number not in asked and number in text]
    return told + [name for name in (BODY, TITLE) if name in text]


def looked_for(site: Flask, user_id: int, paths: list[str], hidden: dict[str, str]) -> dict[str, list[str]]:
    """What this person finds, page by page; a page that breaks is told too."""
    client, found = sign_in(site, user_id), {}
    for path in paths:
        answer = client.get(path)
        if answer.status_code >= 500:
            found[path] = [str(answer.status_code)]
        elif answer.status_code == 200 and (told := names(text_of(answer), path, hidden)):
            found[path] = told
        elif answer.status_code == 200 and any(number in path.partition("?")[0] for number in hidden.values()):
            found[path] = ["open"]
    return found


@pytest.mark.slow
def test_who_is_recused_finds_the_file_nowhere_and_the_twin_does(
    site: Flask, town: Town, hidden: dict[str, str]
) -> None:
    paths = pages(site, town, hidden)
    found = looked_for(site, town.world[EVE], paths, hidden)
    assert found == {}, "\n".join(f"{path}: {' '.join(told)}" for path, told in sorted(found.items()))
    there = ["/instruction", "/instruction?q=ocelot bocage", f"/comites/{town.ids['meeting']}",
             f"/selection/{town.world.round_id}", f"/vagues/{town.world.round_id}/lectures",
             f"/instruction/{hidden['recommended']}"]  # fmt: skip
    assert set(there) <= set(paths)
    assert looked_for(site, town.world[TWIN], there, hidden).keys() == set(there), "there was something to find"


@pytest.mark.slow
def test_what_envelopes_have_left_stays_whole_and_counts_of_files_do_not(
    site: Flask, town: Town, hidden: dict[str, str]
) -> None:
    """The award that Eve may not see is in the total that she sees."""
    with site.app_context():
        round = db.session.get_one(Round, town.world.round_id)
        mine, twins = (
            sum(row[2] for row in counts.counts_by_state(round, db.session.get_one(User, town.world[name])))
            for name in (EVE, TWIN)
        )
        charged = [each.charged for each in counts.envelopes(round)]
    assert twins - mine == len(hidden)
    assert Money.of(17_131) <= Money.total(charged)
    told = [amounts(sign_in(site, town.world[name]).get(f"/vagues/{town.world.round_id}")) for name in (EVE, TWIN)]
    assert told[0] == told[1]
    assert told[0]


def amounts(answer) -> list[str]:
    """What the page says of the credits."""
    panel = re.search(r'id="enveloppes".*?</section>', text_of(answer), re.DOTALL)
    return re.findall(r"[\d ]+€", panel[0]) if panel else []
