"""Rulings and letters: delegations with their scope, letters made, signed, kept; credits held for appeals."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

DELEGATION = (
    "substitutes_id",
    "call_id",
    "acts",
    "document_name",
    "document_digest",
    "created_at",
    "ended_at",
    "version",
)
LETTER = ("ruling_id", "claimed_until", "failure", "signed_at", "signed_digest", "signature", "signed_by_id", "version")
RULED = "('ruling.award', 'ruling.promote', 'ruling.reserve', 'ruling.refuse', 'ruling.take_no_action')"


def moment(name: str) -> "sa.Column[object]":
    return sa.Column(name, sa.DateTime(timezone=True), nullable=True)


def id_of(name: str) -> "sa.Column[object]":
    return sa.Column(name, sa.Integer(), nullable=True)


def words(name: str) -> "sa.Column[object]":
    return sa.Column(name, sa.String(), nullable=True)


def version() -> "sa.Column[object]":
    return sa.Column("version", sa.Integer(), nullable=False, server_default="1")


def upgrade() -> None:
    delegations()
    letters()
    holds()


def delegations() -> None:
    with op.batch_alter_table("delegation") as batch:
        for column in (id_of("substitutes_id"), id_of("call_id"), words("document_name"), words("document_digest"),
                       moment("created_at"), moment("ended_at"), version()):  # fmt: skip
            batch.add_column(column)
        batch.add_column(sa.Column("acts", sa.JSON(), nullable=False, server_default="[]"))
        for column, to in (
            ("substitutes_id", "user.id"),
            ("call_id", "call.id"),
            ("document_digest", "stored_file.digest"),
        ):
            batch.create_foreign_key(batch.f(f"fk_delegation_{column}"), to.split(".")[0], [column], [to.split(".")[1]])
        batch.create_check_constraint(
            batch.f("ck_delegation_of_another"), "substitutes_id IS NULL OR substitutes_id <> user_id"
        )
        batch.create_index(batch.f("ix_delegation_substitutes_id"), ["substitutes_id"])


def letters() -> None:
    """A letter that a ruling issued was issued at the instant of the ruling."""
    with op.batch_alter_table("letter") as batch:
        for column in (id_of("ruling_id"), moment("claimed_until"), words("failure"), moment("signed_at"),
                       words("signed_digest"), id_of("signed_by_id"), version()):  # fmt: skip
            batch.add_column(column)
        batch.add_column(sa.Column("signature", sa.JSON(), nullable=False, server_default="{}"))
        for column, to in (
            ("ruling_id", "ruling.id"),
            ("signed_digest", "stored_file.digest"),
            ("signed_by_id", "user.id"),
        ):
            batch.create_foreign_key(batch.f(f"fk_letter_{column}"), to.split(".")[0], [column], [to.split(".")[1]])
        batch.create_index(batch.f("ix_letter_ruling_id"), ["ruling_id"])
    waiting = sa.text("status = 'frozen'")
    op.create_index("ix_letter_waiting", "letter", ["id"], sqlite_where=waiting, postgresql_where=waiting)
    op.execute(
        "UPDATE letter SET ruling_id = (SELECT MAX(r.id) FROM ruling r WHERE r.application_id = letter.application_id "
        f"AND r.decided_at = letter.issued_at) WHERE act IN {RULED}"
    )


def holds() -> None:
    with op.batch_alter_table("envelope") as batch:
        batch.add_column(sa.Column("held", sa.BigInteger(), nullable=False, server_default="0"))
        batch.create_check_constraint(batch.f("ck_envelope_holds_what_is_left"), "held BETWEEN 0 AND amount - charged")
    op.create_table(
        "hold",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("appeal_id", sa.Integer(), nullable=False),
        sa.Column("envelope_id", sa.Integer(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("held_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("released_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("amount > 0", name=op.f("ck_hold_positive")),
        sa.ForeignKeyConstraint(["appeal_id"], ["appeal.id"], name=op.f("fk_hold_appeal_id")),
        sa.ForeignKeyConstraint(["envelope_id"], ["envelope.id"], name=op.f("fk_hold_envelope_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hold")),
    )
    for column in ("appeal_id", "envelope_id"):
        op.create_index(op.f(f"ix_hold_{column}"), "hold", [column])


def downgrade() -> None:
    op.drop_table("hold")
    with op.batch_alter_table("envelope") as batch:
        batch.drop_constraint(batch.f("ck_envelope_holds_what_is_left"), type_="check")
        batch.drop_column("held")
    op.drop_index("ix_letter_waiting", "letter")
    with op.batch_alter_table("letter") as batch:
        batch.drop_index(batch.f("ix_letter_ruling_id"))
        for column in ("ruling_id", "signed_digest", "signed_by_id"):
            batch.drop_constraint(batch.f(f"fk_letter_{column}"), type_="foreignkey")
        for column in LETTER:
            batch.drop_column(column)
    op.execute("UPDATE letter SET status = 'frozen' WHERE status = 'failed'")
    with op.batch_alter_table("delegation") as batch:
        batch.drop_index(batch.f("ix_delegation_substitutes_id"))
        batch.drop_constraint(batch.f("ck_delegation_of_another"), type_="check")
        for column in ("substitutes_id", "call_id", "document_digest"):
            batch.drop_constraint(batch.f(f"fk_delegation_{column}"), type_="foreignkey")
        for column in DELEGATION:
            batch.drop_column(column)
