"""accounts."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
LINK_KINDS = ("confirm", "known", "reset", "invite", "change_email")
INDEXES = [
    ("sign_in", "user_id"), ("sign_in", "device_digest"), ("passkey", "user_id"), ("recovery_code", "user_id"),
    ("account_link", "user_id"), ("account_link", "pair"), ("sign_in_try", "key"), ("parked_form", "user_id"),
]  # fmt: skip


def upgrade() -> None:
    with op.batch_alter_table("user") as batch:
        batch.add_column(sa.Column("totp_step", sa.Integer()))
        batch.add_column(sa.Column("muted", sa.JSON(), nullable=False, server_default="[]"))
    add_sessions()
    add_second_factors()
    add_links()
    for table, column in INDEXES:
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def downgrade() -> None:
    for table in ("parked_form", "sign_in_try", "account_link", "recovery_code", "passkey", "sign_in"):
        op.drop_table(table)
    with op.batch_alter_table("user") as batch:
        batch.drop_column("muted")
        batch.drop_column("totp_step")


def add_sessions() -> None:
    op.create_table(
        "sign_in",
        *identified("sign_in"),
        text("digest"), text("device_digest"), text("device"), text("network"),
        sa.Column("has_second_factor", sa.Boolean(), nullable=False),
        *moments("begun_at", "seen_at"), sa.Column("ended_at", MOMENT),
        sa.UniqueConstraint("digest", name=op.f("uq_sign_in_digest")),
    )  # fmt: skip
    op.create_table("sign_in_try", *identified("sign_in_try", is_somebodys=False), text("key"), *moments("at"))
    op.create_table(
        "parked_form",
        *identified("parked_form"),
        text("path"),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("lost_files", sa.JSON(), nullable=False),
        *moments("parked_at"),
    )


def add_second_factors() -> None:
    op.create_table(
        "passkey",
        *identified("passkey"),
        text("credential_id"), text("public_key"), sa.Column("sign_count", sa.Integer(), nullable=False), text("label"),
        *moments("created_at"), sa.Column("used_at", MOMENT),
        sa.UniqueConstraint("credential_id", name=op.f("uq_passkey_credential_id")),
    )  # fmt: skip
    op.create_table("recovery_code", *identified("recovery_code"), text("digest"), sa.Column("used_at", MOMENT))


def add_links() -> None:
    kind = sa.Enum(*LINK_KINDS, name="linkkind", native_enum=False, length=40)
    maybe = [sa.Column(name, sa.String()) for name in ("email", "name", "password_hash", "pair")]
    op.create_table(
        "account_link",
        *identified("account_link", is_always=False),
        sa.Column("kind", kind, nullable=False),
        text("sent_to"),
        *maybe,
        *moments("created_at", "expires_at"),
        sa.Column("used_at", MOMENT),
    )


def text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=False)


def moments(*names: str) -> list[sa.Column[object]]:
    return [sa.Column(name, MOMENT, nullable=False) for name in names]


def identified(table: str, *, is_somebodys: bool = True, is_always: bool = True) -> list[sa.schema.SchemaItem]:
    """The table's own number, and the person it belongs to."""
    key = [sa.Column("id", sa.Integer(), nullable=False), sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}"))]
    person = [
        sa.Column("user_id", sa.Integer(), nullable=not is_always),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f(f"fk_{table}_user_id")),
    ]
    return key + (person if is_somebodys else [])
