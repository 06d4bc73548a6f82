"""The selection board: scenarios, where they put each file, and what was asked of the solver."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    add_scenarios()
    add_lines()
    add_calculations()


def downgrade() -> None:
    op.drop_table("calculation")
    op.drop_table("scenario_line")
    op.drop_table("scenario")


def add_scenarios() -> None:
    op.create_table(
        "scenario",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("is_shared", sa.Boolean(), nullable=False),
        sa.Column("keeps_hand", sa.Boolean(), nullable=False),
        sa.Column("rules", sa.JSON(), nullable=False),
        sa.Column("gap", sa.Numeric(precision=6, scale=4), nullable=False),
        sa.Column("seconds", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["user.id"], name=op.f("fk_scenario_author_id")),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_scenario_round_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scenario")),
    )
    op.create_index(op.f("ix_scenario_author_id"), "scenario", ["author_id"], unique=False)
    op.create_index(op.f("ix_scenario_round_id"), "scenario", ["round_id"], unique=False)


def add_lines() -> None:
    op.create_table(
        "scenario_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("scenario_id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(length=40), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=True),
        sa.Column("is_by_hand", sa.Boolean(), nullable=False),
        sa.Column("parts", sa.JSON(), nullable=True),
        sa.CheckConstraint("(place = 'in') = (amount IS NOT NULL)", name=op.f("ck_scenario_line_amount_iff_in")),
        sa.CheckConstraint("amount IS NULL OR amount > 0", name=op.f("ck_scenario_line_positive")),
        sa.ForeignKeyConstraint(["application_id"], ["application.id"], name=op.f("fk_scenario_line_application_id")),
        sa.ForeignKeyConstraint(["scenario_id"], ["scenario.id"], name=op.f("fk_scenario_line_scenario_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scenario_line")),
        sa.UniqueConstraint("scenario_id", "application_id", name=op.f("uq_scenario_line_scenario_id_application_id")),
    )
    op.create_index(op.f("ix_scenario_line_application_id"), "scenario_line", ["application_id"], unique=False)
    op.create_index(op.f("ix_scenario_line_scenario_id"), "scenario_line", ["scenario_id"], unique=False)


def add_calculations() -> None:
    op.create_table(
        "calculation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("scenario_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=True),
        sa.Column("asked_by_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("doing", sa.String(), nullable=False),
        sa.Column("scenario_version", sa.Integer(), nullable=True),
        sa.Column("result", sa.JSON(), nullable=True),
        sa.ForeignKeyConstraint(["asked_by_id"], ["user.id"], name=op.f("fk_calculation_asked_by_id")),
        sa.ForeignKeyConstraint(["file_id"], ["application.id"], name=op.f("fk_calculation_file_id")),
        sa.ForeignKeyConstraint(["scenario_id"], ["scenario.id"], name=op.f("fk_calculation_scenario_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calculation")),
    )
    op.create_index(op.f("ix_calculation_scenario_id"), "calculation", ["scenario_id"], unique=False)
