"""Help from outside: people accredited, mandates, advisers of a draft and what they say of it."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def moment(name: str, *, nullable: bool = True) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def day(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.Date(), nullable=nullable)


def words(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.String(), nullable=False)


def id_of(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.Integer(), nullable=nullable)


def table(name: str, *columns: object, points: dict[str, str], indexes: tuple[str, ...]) -> None:
    """A table with its key, what its columns point to, and the indexes of those that are looked for."""
    keys = [sa.ForeignKeyConstraint([column], [f"{to}.id"], name=op.f(f"fk_{name}_{column}"))
            for column, to in points.items()]  # fmt: skip
    op.create_table(name, id_of("id"), *columns, *keys, sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")))  # type: ignore[arg-type]
    for column in indexes:
        op.create_index(op.f(f"ix_{name}_{column}"), name, [column])


def upgrade() -> None:
    table(
        "accreditation",
        id_of("user_id", nullable=True), id_of("organisation_id", nullable=True), words("house"), words("reference"),
        moment("granted_at", nullable=False), id_of("granted_by_id"), day("ends_on", nullable=True), moment("ended_at"),
        id_of("version"),
        sa.CheckConstraint("(user_id IS NULL) <> (organisation_id IS NULL)", name=op.f("ck_accreditation_one_of_both")),
        points={"user_id": "user", "organisation_id": "organisation", "granted_by_id": "user"},
        indexes=("user_id", "organisation_id"),
    )  # fmt: skip
    table(
        "mandate",
        id_of("accreditation_id"), id_of("helper_id"), id_of("organisation_id"), id_of("file_id", nullable=True),
        day("begins_on"), day("ends_on"), sa.Column("asks_submit", sa.Boolean(), nullable=False),
        sa.Column("allows_submit", sa.Boolean(), nullable=False), words("said"), moment("proposed_at", nullable=False),
        moment("answered_at"), id_of("answered_by_id", nullable=True),
        sa.Column("is_accepted", sa.Boolean(), nullable=True), moment("ended_at"), id_of("ended_by_id", nullable=True),
        sa.CheckConstraint("begins_on <= ends_on", name=op.f("ck_mandate_in_order")),
        points={"accreditation_id": "accreditation", "helper_id": "user", "organisation_id": "organisation",
                "file_id": "application", "answered_by_id": "user", "ended_by_id": "user"},
        indexes=("helper_id", "organisation_id"),
    )  # fmt: skip
    table(
        "adviser",
        id_of("application_id"), words("stage_key"), words("email"), id_of("user_id", nullable=True),
        id_of("invited_by_id"), moment("invited_at", nullable=False), day("ends_on"), moment("accepted_at"),
        moment("revoked_at"), id_of("version"),
        points={"application_id": "application", "user_id": "user", "invited_by_id": "user"},
        indexes=("application_id", "user_id"),
    )  # fmt: skip
    table(
        "remark",
        id_of("application_id"), words("section_key"), id_of("author_id"), words("body"),
        moment("written_at", nullable=False),
        points={"application_id": "application", "author_id": "user"}, indexes=("application_id",),
    )  # fmt: skip


def downgrade() -> None:
    for name in ("remark", "adviser", "mandate", "accreditation"):
        op.drop_table(name)
