"""Each list asks as many statements of the database for 300 rows as for 3, and its last step is rendering."""

from contextlib import contextmanager

import pytest
from flask import before_render_template
from sqlalchemy import event, select

from grants.database import db
from grants.models import Agreement, Application, Payment, Report
from grants.values import clock
from grants.values.money import Money
from tests.security.conftest import built, database_url, site, town  # noqa: F401  # fixtures
from tests.support.web import sign_in
from tests.world import add_file

NO_LIST = {
    "accounts.show",
    "sessions.sign_in",
    "organisations.create",
    "administration.import_call",
    "call_drafts.begin",
    "receipts.find",
}
QUICK, MORE = ("instructor", "applicant"), ("authority", "grant_manager", "commissioner", "administrator", "auditor")


def list_pages(app) -> list[str]:
    """The addresses without parts that answer a GET with a page."""
    return sorted(
        rule.rule
        for rule in app.url_map.iter_rules()
        if not rule.arguments and "GET" in (rule.methods or ()) and rule.endpoint not in NO_LIST
        and not rule.endpoint.startswith(("showcase.", "static", "health", "metrics", "demo"))
    )  # fmt: skip


@contextmanager
def watched(app):
    """What happens during a request, in order: "sql" and "render"."""
    happened: list[str] = []

    def sql(connection, cursor, statement, *more):
        happened.append("sql: " + " ".join(statement.split())[:160])

    def render(sender, **more):
        happened.append("render")

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", sql)
    before_render_template.connect(render, app)
    try:
        yield happened
    finally:
        event.remove(engine, "before_cursor_execute", sql)
        before_render_template.disconnect(render, app)


def asked(app, user_id: int, address: str) -> tuple[int, list[str]]:
    """How many statements, and those that came after rendering had begun."""
    client = sign_in(app, user_id)
    with watched(app) as happened:
        answer = client.get(address)
    if answer.status_code != 200:
        return -answer.status_code, []
    late = happened[happened.index("render") :] if "render" in happened else []
    return sum(each.startswith("sql") for each in happened), [each for each in late if each != "render"]


def add_rows(app, town, ranks: range) -> None:  # noqa: F811
    """More files, in states of all sorts, with an agreement, a payment and a report each."""
    with app.app_context():
        model = {kind: db.session.scalars(select(kind)).first() for kind in (Agreement, Payment, Report)}
        states = ("submitted", "under_review", "recommended", "awarded", "draft", "refused", "awaiting_committee")
        for rank in ranks:
            money = {"requested_amount": Money.of(9_000), "recommended_amount": Money.of(9_000)}
            file_id = add_file(town.world, states[rank % len(states)], rank=rank, **money)
            if states[rank % len(states)] == "awarded":
                db.session.get_one(Application, file_id).released_at = clock.now()
                copies(model, file_id, rank)
        db.session.commit()
        db.session.remove()


def copies(model: dict, file_id: int, rank: int) -> None:
    """The same rows as those of the town, on another file."""
    agreement_id = 0
    for kind, like in model.items():
        values = {each.key: getattr(like, each.key) for each in kind.__table__.columns if each.key != "id"}
        values |= {"application_id": file_id}
        values |= {"reference": f"COPIE-{rank}", "ruling_id": None} if kind is Agreement else {}
        values |= {"agreement_id": agreement_id} if kind is Payment else {}
        made = kind(**values)
        db.session.add(made)
        db.session.flush()
        agreement_id = made.id if kind is Agreement else agreement_id


Counted = dict[tuple[str, str], tuple[int, list[str]]]


def counted(site, town, roles: tuple[str, ...]) -> tuple[Counted, Counted]:  # noqa: F811
    """(role, address) → statements, with a few rows and with 300 more."""
    pages = list_pages(site)

    def count() -> Counted:
        return {(name, page): asked(site, town.world[name], page) for name in roles for page in pages}

    add_rows(site, town, range(1000, 1007))
    count()  # what is read once a process is read now
    few = count()
    add_rows(site, town, range(2000, 2300))
    return few, count()


@pytest.mark.parametrize("roles", [QUICK, pytest.param(MORE, marks=pytest.mark.slow)])
def test_lists_cost_the_same_for_3_and_for_300_rows_and_end_by_rendering(site, town, roles):  # noqa: F811
    few, many = counted(site, town, roles)
    opened = {page for (_, page), (found, _) in few.items() if found >= 0}
    assert len(opened) >= 12, opened
    grown = {key: (few[key][0], many[key][0]) for key in few if few[key][0] != many[key][0]}
    assert grown == {}
    late = {key: found for key, (_, found) in many.items() if found}
    assert late == {}
