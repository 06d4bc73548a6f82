"""Organisations: what a directory says, accounts, invitations, requests to join, merging."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

ROLE = sa.Enum("editor", "representative", name="memberrole", native_enum=False, length=40)
WAITING = sa.text("answered_at IS NULL")
ADDED = ("siret_requested_on", "looked_up_at", "verified_at", "merged_into_id")


def moment(name: str, *, nullable: bool = True) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def id_of(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.Integer(), nullable=nullable)


def points(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}"))


def upgrade() -> None:
    with op.batch_alter_table("organisation") as batch_op:
        batch_op.add_column(sa.Column("siret_requested_on", sa.Date(), nullable=True))
        batch_op.add_column(moment("looked_up_at"))
        batch_op.add_column(moment("verified_at"))
        batch_op.add_column(id_of("merged_into_id", nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_organisation_merged_into_id"), "organisation", ["merged_into_id"], ["id"]
        )
        batch_op.create_index(batch_op.f("ix_organisation_merged_into_id"), ["merged_into_id"], unique=False)
    op.create_table(
        "invitation",
        id_of("id"),
        id_of("organisation_id"),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("role", ROLE, nullable=False),
        id_of("sent_by_id"),
        moment("sent_at", nullable=False),
        moment("expires_at", nullable=False),
        moment("accepted_at"),
        id_of("accepted_by_id", nullable=True),
        moment("revoked_at"),
        points("invitation", "organisation_id", "organisation"),
        points("invitation", "sent_by_id", "user"),
        points("invitation", "accepted_by_id", "user"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
    )
    op.create_index(op.f("ix_invitation_organisation_id"), "invitation", ["organisation_id"])
    op.create_table(
        "joining",
        id_of("id"),
        id_of("organisation_id"),
        id_of("user_id"),
        sa.Column("said", sa.String(), nullable=False),
        moment("asked_at", nullable=False),
        moment("answered_at"),
        id_of("answered_by_id", nullable=True),
        sa.Column("is_accepted", sa.Boolean(), nullable=True),
        points("joining", "organisation_id", "organisation"),
        points("joining", "user_id", "user"),
        points("joining", "answered_by_id", "user"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_joining")),
    )
    op.create_index(op.f("ix_joining_organisation_id"), "joining", ["organisation_id"])
    op.create_index(op.f("ix_joining_user_id"), "joining", ["user_id"])
    op.create_index(
        "uq_joining_waiting", "joining", ["user_id", "organisation_id"],
        unique=True, sqlite_where=WAITING, postgresql_where=WAITING,
    )  # fmt: skip
    op.create_table(
        "bank_account",
        id_of("id"),
        id_of("organisation_id"),
        sa.Column("iban", sa.String(), nullable=False),
        sa.Column("bic", sa.String(), nullable=True),
        sa.Column("holder", sa.String(), nullable=False),
        moment("began_at"),
        moment("ended_at"),
        id_of("given_by_id", nullable=True),
        points("bank_account", "organisation_id", "organisation"),
        points("bank_account", "given_by_id", "user"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bank_account")),
    )
    op.create_index(op.f("ix_bank_account_organisation_id"), "bank_account", ["organisation_id"])
    op.create_table(
        "kept_apart",
        id_of("lower_id"),
        id_of("higher_id"),
        moment("decided_at", nullable=False),
        id_of("decided_by_id"),
        sa.CheckConstraint("lower_id < higher_id", name=op.f("ck_kept_apart_in_order")),
        points("kept_apart", "lower_id", "organisation"),
        points("kept_apart", "higher_id", "organisation"),
        points("kept_apart", "decided_by_id", "user"),
        sa.PrimaryKeyConstraint("lower_id", "higher_id", name=op.f("pk_kept_apart")),
    )


def downgrade() -> None:
    for table in ("kept_apart", "bank_account", "joining", "invitation"):
        op.drop_table(table)
    with op.batch_alter_table("organisation") as batch_op:
        batch_op.drop_index(batch_op.f("ix_organisation_merged_into_id"))
        batch_op.drop_constraint(batch_op.f("fk_organisation_merged_into_id"), type_="foreignkey")
        for column in ADDED:
            batch_op.drop_column(column)
