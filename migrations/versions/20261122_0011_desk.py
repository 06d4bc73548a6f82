"""The desk: private notes, saved searches, acts on many files, and by when each file awaits its next act."""

from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
LATER = datetime(9000, 1, 1, tzinfo=UTC)  # no date is awaited
CHECKING = ("submitted", "letter_submitted")  # awaited two weeks after the deposit
DECIDING = (
    "ineligibility_proposed", "under_review", "awaiting_committee", "recommended", "reserve_recommended",
    "not_recommended", "adjourned", "approved", "partly_ruled", "preselected",
)  # fmt: skip
MOST = 500  # rows written at once


def whole(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False)


def text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=False)


def moment(name: str, *, nullable: bool = False) -> sa.Column[datetime]:
    return sa.Column(name, MOMENT, nullable=nullable)


def table(name: str, *columns: sa.schema.SchemaItem, points: dict[str, str]) -> None:
    keys = [
        sa.ForeignKeyConstraint([column], [f"{to}.id"], name=op.f(f"fk_{name}_{column}"))
        for column, to in points.items()
    ]
    op.create_table(name, whole("id"), *columns, *keys, sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")))


def upgrade() -> None:
    table(
        "desk_note", whole("application_id"), whole("author_id"), text("body"), moment("written_at"),
        points={"application_id": "application", "author_id": "user"},
    )  # fmt: skip
    op.create_index(op.f("ix_desk_note_application_id"), "desk_note", ["application_id"])
    table(
        "saved_search", whole("user_id"), text("name"), text("words"), moment("saved_at"),
        sa.UniqueConstraint("user_id", "name", name=op.f("uq_saved_search_user_id_name")), points={"user_id": "user"},
    )  # fmt: skip
    table(
        "bulk_act", text("token"), whole("user_id"), text("act"), whole("wanted"),
        sa.Column("results", sa.JSON(), nullable=False), moment("asked_at"), moment("done_at", nullable=True),
        sa.UniqueConstraint("token", name=op.f("uq_bulk_act_token")), points={"user_id": "user"},
    )  # fmt: skip
    op.create_index(op.f("ix_bulk_act_user_id"), "bulk_act", ["user_id"])
    with op.batch_alter_table("application") as batch:
        batch.add_column(sa.Column("due_at", MOMENT, nullable=False, server_default="9000-01-01 00:00:00+00:00"))
        batch.create_index("ix_application_due", ["due_at", "id"])
    tell_when_due()


def tell_when_due() -> None:
    """Write the date on the files that are there, as the steps of their workflows say it."""
    file = sa.table("application", *map(sa.column, ("id", "state", "round_id")), sa.column("due_at", MOMENT),
                    sa.column("submitted_at", MOMENT), sa.column("completion_due_at", MOMENT))  # fmt: skip
    round = sa.table("round", sa.column("id"), sa.column("decisions_at", MOMENT))
    here = sa.select(file.c.id, file.c.state, file.c.submitted_at, file.c.completion_due_at, round.c.decisions_at)
    rows = op.get_bind().execute(here.join_from(file, round, round.c.id == file.c.round_id)).all()
    found = [{"key": row.id, "due": due_of(row) or LATER} for row in rows]
    write = sa.update(file).where(file.c.id == sa.bindparam("key")).values(due_at=sa.bindparam("due"))
    for start in range(0, len(found), MOST):
        op.get_bind().execute(write, found[start : start + MOST])


def due_of(row: sa.Row[tuple[int, str, datetime, datetime, datetime]]) -> datetime | None:
    if row.state in CHECKING and row.submitted_at:
        return row.submitted_at + timedelta(days=15)
    if row.state == "to_complete":
        return row.completion_due_at
    return row.decisions_at if row.state in DECIDING else None


def downgrade() -> None:
    with op.batch_alter_table("application") as batch:
        batch.drop_index("ix_application_due")
        batch.drop_column("due_at")
    for name in ("bulk_act", "saved_search", "desk_note"):
        op.drop_table(name)
