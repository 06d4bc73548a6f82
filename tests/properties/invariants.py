"""What must be true after each act, whoever did it: read from the rows alone, by other code than the product's."""

from collections import defaultdict
from collections.abc import Iterator
from hashlib import sha256

from sqlalchemy import text

from grants import journal
from grants.database import db
from grants.models import Application
from grants.queries import ledgers
from workflows.registry import WORKFLOWS

# Domain, « Duties are separate », written out again on purpose: not read from workflows/guards/duties.py.
JUDGED = {"application.start_review", "application.propose_ineligible", "review.score"}
RULED = {"ruling.award", "ruling.reserve", "ruling.refuse", "ruling.take_no_action", "ruling.promote", "ruling.approve",
         "ruling.preselect", "label.grant"}  # fmt: skip
SEPARATE = [
    (JUDGED, RULED | {"application.declare_ineligible"}),
    (RULED, {"payment.order", "payment.approve", "payment.pay", "review.score"}),
    ({"payment.order"}, {"payment.pay", "payment.reject"}),
    ({"ruling.approve"}, RULED - {"ruling.approve"}),
    ({"recovery.propose"}, {"recovery.order"}),
    ({"recovery.order"}, {"recovery.collect"}),
]
STATEFUL = ("application", "agreement", "payment", "recovery", "report", "evaluation", "appeal", "round", "meeting",
            "opinion")  # fmt: skip


def check_all() -> None:
    """Every invariant; AssertionError names the one that broke."""
    db.session.rollback()
    for check in (envelopes, journals, rulings, duties, states, payments, moneys):
        broken = list(check())
        assert not broken, f"{check.__name__}: {broken}"
    db.session.rollback()


def rows(statement: str) -> list[tuple]:
    return [tuple(row) for row in db.session.execute(text(statement))]


def envelopes() -> Iterator[str]:
    """Σ charges not released = what the envelope says is charged ≤ its amount."""
    found = rows(
        "SELECT e.key, e.amount, e.charged, (SELECT COALESCE(SUM(c.amount), 0) FROM charge c "
        "WHERE c.envelope_id = e.id AND c.released_at IS NULL) FROM envelope e"
    )
    for key, amount, charged, claimed in found:
        if not claimed == charged <= amount:
            yield f"{key}: {claimed} claimed, {charged} cached, {amount} there"
    for (ruling,) in rows(
        "SELECT r.id FROM ruling r JOIN charge c ON c.ruling_id = r.id WHERE c.released_at IS NULL "
        "AND NOT r.is_in_force"
    ):
        yield f"ruling {ruling} is over and still charges"


def journals() -> Iterator[str]:
    yield from journal.broken_links()
    yield from journal.altered_texts()


def rulings() -> Iterator[str]:
    """One in force per file and funder."""
    yield from map(str, rows("SELECT application_id, funder_id FROM ruling WHERE is_in_force "
                             "GROUP BY application_id, funder_id HAVING COUNT(*) > 1"))  # fmt: skip


def duties() -> Iterator[str]:
    """Nobody did, on one file, both an act and one that must be another person's."""
    done: dict[tuple[str, int], list[str]] = defaultdict(list)
    past = "SELECT stream, actor_id, act FROM journal_entry WHERE stream LIKE 'application:%' ORDER BY id"
    for stream, actor, act in rows(past):
        for before, after in SEPARATE:
            if act in after and before & set(done[stream, actor]):
                yield f"{stream}: person {actor} did {before & set(done[stream, actor])}, then {act}"
        done[stream, actor].append(act)


def states() -> Iterator[str]:
    known = {(key, state) for key, workflow in WORKFLOWS.items() for state in workflow.steps}
    seeded = set(rows("SELECT workflow_key, state FROM workflow_state"))
    for table in STATEFUL:
        for state in rows(f"SELECT DISTINCT workflow_key, state FROM {table}"):
            if state not in known or state not in seeded:
                yield f"{table}: {state}"


def payments() -> Iterator[str]:
    """The payments that are alive never pass what was granted and amended."""
    yield from map(str, rows(
        "SELECT a.reference FROM agreement a WHERE a.amount + (SELECT COALESCE(SUM(difference), 0) FROM amendment m "
        "WHERE m.agreement_id = a.id) < (SELECT COALESCE(SUM(p.amount), 0) FROM payment p WHERE p.agreement_id = a.id "
        "AND p.state <> 'cancelled')"
    ))  # fmt: skip


def moneys() -> Iterator[str]:
    """The ledger of each file, to the cent."""
    for (id,) in rows("SELECT id FROM application"):
        found = ledgers.of_application(db.session.get_one(Application, id))
        if not found.holds:
            yield f"file {id}: {found}"


def everything() -> str:
    """One digest of every row of every table: equal before and after, nothing was written."""
    db.session.rollback()
    digest = sha256()
    for table in sorted(db.metadata.tables):
        found = db.session.execute(text(f'SELECT * FROM "{table}"'))
        digest.update("\n".join(sorted(map(repr, found))).encode())
    db.session.rollback()
    return digest.hexdigest()
