"""Every act that the product knows, found by its name, with arguments drawn at random: good ones, and bad ones."""

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from importlib import import_module
from random import Random
from typing import Any

from sqlalchemy import select

from grants.database import db
from grants.models import (
    AgendaItem,
    Agreement,
    Appeal,
    Application,
    Choice,
    Evaluation,
    Meeting,
    Opinion,
    OpinionAnswer,
    Payment,
    Recovery,
    Recusal,
    Report,
    Review,
    Round,
    Seat,
    User,
)  # fmt: skip
from grants.policies.permits import PERMITS
from grants.queries import quorums
from grants.services.rulings import Awarded
from grants.values import clock
from grants.values.money import Money
from tests.world import World
from workflows.registry import WORKFLOWS
from workflows.words import plural

SUBJECTS: dict[str, type] = {
    "application_id": Application, "review_id": Review, "recusal_id": Recusal, "opinion_id": Opinion,
    "round_id": Round, "meeting_id": Meeting, "item_id": AgendaItem, "agreement_id": Agreement,
    "payment_id": Payment, "recovery_id": Recovery, "report_id": Report, "evaluation_id": Evaluation,
    "appeal_id": Appeal,
}  # fmt: skip
# Played by tests of their own: a section is versioned by itself; people, organisations, calls being built are no file.
APART = {"application.edit", "application.start_from", "adviser.invite", "remark.write", "letter.sign"}
APART_NOUNS = {
    "accreditation", "adviser", "call_draft", "delegation", "invitation", "joining", "mandate", "membership",
    "organisation",
    "scenario",
}  # fmt: skip

MEMBERS = ("everywoman", "commissioner", "cofunder", "first_approver", "authority")  # with a seat in a committee


@dataclass(frozen=True)
class Play:
    """One act: its service, what it is done to, and what else it asks."""

    name: str
    service: Callable[..., Any]
    subject: type
    asks: tuple[inspect.Parameter, ...]


@cache
def plays() -> dict[str, Play]:
    names = {action.name for workflow in WORKFLOWS.values() for action in workflow.actions} | set(PERMITS)
    return {name: play_of(name) for name in sorted(names - APART) if name.partition(".")[0] not in APART_NOUNS}


def play_of(name: str) -> Play:
    noun, verb = name.split(".")
    service = getattr(import_module(f"grants.services.{plural(noun)}"), verb)
    _, subject, *rest = inspect.signature(service).parameters.values()
    return Play(name, service, SUBJECTS[subject.name], tuple(each for each in rest if each.name != "version"))


def perform(play: Play, dice: Random, world: World, actor_id: int, subject: Any, version: int) -> None:
    """Do the act as this person, with arguments of the day."""
    given = {each.name: MAKERS[each.name](dice, world, subject) for each in play.asks if is_said(each, dice)}
    db.session.rollback()
    id = subject.id
    if "version" in inspect.signature(play.service).parameters:
        given["version"] = version
    play.service(actor_id, id, **given)


def is_said(asked: inspect.Parameter, dice: Random) -> bool:
    return asked.name in MAKERS and (asked.default is inspect.Parameter.empty or dice.random() < 0.7)


def soon(dice: Random, world: World, subject: Any) -> Any:
    """A day to come; now and then, one that is past."""
    return clock.today() + timedelta(days=dice.choice((10, 20, 40, 90, -3)))


def an_hour(dice: Random, world: World, subject: Any) -> Any:
    return clock.now() + timedelta(days=dice.choice((1, 12, 40, -2)))


def today(dice: Random, world: World, subject: Any) -> Any:
    return clock.today() + timedelta(days=dice.choice((0, 0, 0, 5)))


def amount(dice: Random, world: World, subject: Any) -> Money:
    """What was asked, a part of it, or too much."""
    euros = {"requested_amount": Money.of(18_000), "amount": Money.of(18_000)}
    whole = next((getattr(subject, each, None) or known for each, known in euros.items()), Money.of(18_000))
    return dice.choice((whole, whole, Money(whole.cents // 2), Money(whole.cents // 3 + 1), Money.of(90_000)))


def difference(dice: Random, world: World, subject: Any) -> Money:
    return Money(dice.choice((-2_000_00, -500_01, 1_000_00, 60_000_00, -90_000_00)))


class NothingToName(Exception):
    """The act names a row, and there is none yet."""


def payment(dice: Random, world: World, subject: Any) -> int:
    """A payment of the file; now and then, of another one."""
    found = db.session.scalars(select(Payment).order_by(Payment.id)).all()
    own = [each for each in found if each.application_id == subject.id and dice.random() < 0.9] or found
    if not own:
        raise NothingToName
    return dice.choice(own).id


def marks(dice: Random, world: World, subject: Any) -> Any:
    """Of a review, by criterion; of an evaluation, by its own four."""
    if isinstance(subject, Evaluation):
        keys = ("relevance", "effectiveness", "efficiency", "impact")
        return {key: dice.randint(0, 5) for key in keys}
    grid = subject.application.file.grid_of(subject.stage_key)
    criteria = grid.criteria if grid else []
    return {each.key: {"mark": dice.randint(0, 4), "comment": dice.choice(("Oui.", "Oui.", ""))} for each in criteria}


def seats(dice: Random, world: World, subject: Any) -> Any:
    held = {"president": Seat.PRESIDENT, "committee_member": Seat.MEMBER, "secretary": Seat.SECRETARY,
            "everyman": Seat.CONCERNED_PERSON, **dict.fromkeys(MEMBERS, Seat.MEMBER)}  # fmt: skip
    return {world[name]: seat for name, seat in held.items() if dice.random() < 0.95}


def quorum(dice: Random, world: World, subject: Any) -> int:
    """What the call wants, or one fewer."""
    return quorums.least(subject) - dice.choice([0, 0, 1])


def presence(dice: Random, world: World, subject: Any) -> Any:
    """The committee; one member may be represented by another, or be away."""
    said: dict[int, int | bool] = {each.user_id: dice.random() < 0.8 for each in subject.members}
    if dice.random() < 0.3 and said:
        said[dice.choice(list(said))] = dice.choice(list(said))
    return said


def awards(dice: Random, world: World, subject: Any) -> Any:
    files = db.session.scalars(select(Application).filter_by(round_id=subject.id, state="recommended")).all()
    return [Awarded(each.id, each.version, amount(dice, world, each)) for each in files]


def charges(dice: Random, world: World, subject: Any) -> Any:
    """None: as the call foresees it; else split between two envelopes, not always to the whole."""
    if dice.random() < 0.7 or len(world.envelopes) < 2:
        return None
    first, second = dice.sample(sorted(world.envelopes.values()), 2)
    return {first: Money.of(10_000), second: Money.of(8_000)}


def items(dice: Random, world: World, subject: Any) -> Any:
    kind = {"key": "bank_details", "kind": "piece", "label": "RIB", "reason": "illisible"}
    return dice.choice(([kind], [kind], []))


def member(dice: Random, world: World, subject: Any) -> Any:
    return dice.choice((None, None, world["president"], world["outsider"]))


def values(dice: Random, world: World, subject: Any) -> Any:
    return {}


def report_key(dice: Random, world: World, subject: Any) -> Any:
    return dice.choice([each.key for each in subject.file.reports] or ["final"])


def say(*texts: Any) -> Callable[..., Any]:
    return lambda dice, world, subject: dice.choice(texts)


def people(dice: Random, world: World, subject: Any) -> list[int]:
    return dice.sample([world[name] for name in ("reviewer", "everyman", "everywoman", "authority")], 2)


WORDS = ("reason", "remarks", "advice", "comment", "label", "title", "place", "object", "observations", "signatory",
         "question", "service_label", "grounds", "answer", "minutes", "body", "conclusion", "period")  # fmt: skip
MAKERS: dict[str, Callable[..., Any]] = {name: say("Parce que le projet le demande.") for name in WORDS} | {
    "due_on": soon, "sign_by": soon, "hear_by": soon, "starts_on": today, "ends_on": soon, "signed_on": today,
    "envelope_id": lambda dice, world, subject: dice.choice(sorted(world.envelopes.values())),
    "paid_on": today, "collected_on": today, "withdrawn_on": today, "granted_from": today, "granted_until": soon,
    "held_at": an_hour, "closes_at": an_hour, "amount": amount, "difference": difference, "charges": charges,
    "reference": say("REF-1"), "commitment_reference": say("2102368447"), "rank": say(1, 2), "quorum": quorum,
    "service": say("state_department", "health_agency"), "items": items, "marks": marks, "seats": seats,
    "presence": presence, "awards": awards, "values": values, "key": report_key, "reviewer_ids": people,
    "payment_id": payment, "ruling_id": say(None), "overrides": say({}), "refusals": say({}),
    "choice": say(*Choice), "member_id": member, "is_sincere": say(True, True, False),
    "recommendation": say("renew", "stop"), "organisation_id": lambda dice, world, subject: world.organisation_id,
}  # fmt: skip


def answer(dice: Random, world: World, subject: Any) -> Any:
    """Of a service asked for its opinion, a choice; of who answers an appeal, words."""
    return dice.choice(list(OpinionAnswer)) if isinstance(subject, Opinion) else "Réponse motivée."


MAKERS["answer"] = answer
MAKERS["user_id"] = lambda dice, world, subject: world["reviewer"]


def ruling(dice: Random, world: World, subject: Any) -> Any:
    """The one in force, when there is one."""
    found = [each.id for each in subject.rulings if each.is_in_force]
    return found[-1] if found else None


MAKERS["ruling_id"] = ruling


def files(dice: Random, world: World, subject: Any) -> Any:
    """Those of the agenda and those that wait, in any order; now and then, one that does not exist."""
    ready = db.session.scalars(select(Application.id).filter_by(round_id=round_of(subject), state="awaiting_committee"))
    return dice.sample(found := [*ready, *dice.choice(([], [], [10**6]))], len(found))


def round_of(subject: Any) -> int:
    return subject.id if isinstance(subject, Round) else subject.round_id


MAKERS |= {"files": files, "hearing_at": an_hour, "is_secret": say(False, True)}


def user_ids(world: World) -> list[int]:
    known = select(User.id).where(User.id.in_(world.people.values()))
    return list(db.session.scalars(known.order_by(User.id)))
