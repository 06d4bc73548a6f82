"""Opinions answered by a link, with their history; what reviewers know and which files go to whom; links detected."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

ANSWER = sa.Enum("favourable", "with_reservations", "unfavourable", name="opinionanswer", native_enum=False, length=40)


def upgrade() -> None:
    with op.batch_alter_table("opinion") as batch:
        batch.add_column(sa.Column("email", sa.String(), nullable=True))
        batch.add_column(sa.Column("sections", sa.JSON(), nullable=False, server_default="[]"))
        batch.add_column(sa.Column("pieces", sa.JSON(), nullable=False, server_default="[]"))
        batch.add_column(sa.Column("link_serial", sa.Integer(), nullable=False, server_default="0"))
        batch.add_column(sa.Column("link_digest", sa.String(), nullable=True))
        batch.add_column(sa.Column("link_ends_at", sa.DateTime(timezone=True), nullable=True))
        batch.create_unique_constraint(op.f("uq_opinion_link_digest"), ["link_digest"])
    with op.batch_alter_table("recusal") as batch:
        batch.add_column(sa.Column("is_detected", sa.Boolean(), nullable=False, server_default=sa.false()))
    add_replies()
    add_readers()


def add_replies() -> None:
    """What was answered so far is the first reply of each opinion."""
    op.create_table(
        "opinion_reply",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("opinion_id", sa.Integer(), nullable=False),
        sa.Column("answer", ANSWER, nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("given_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["given_by_id"], ["user.id"], name=op.f("fk_opinion_reply_given_by_id")),
        sa.ForeignKeyConstraint(["opinion_id"], ["opinion.id"], name=op.f("fk_opinion_reply_opinion_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opinion_reply")),
    )
    with op.batch_alter_table("opinion_reply") as batch:
        batch.create_index(batch.f("ix_opinion_reply_opinion_id"), ["opinion_id"], unique=False)
    op.execute(
        "INSERT INTO opinion_reply (opinion_id, answer, reason, given_at, given_by_id) "
        "SELECT id, answer, COALESCE(reason, ''), answered_at, answered_by_id FROM opinion "
        "WHERE answer IS NOT NULL AND answered_at IS NOT NULL"
    )


def add_readers() -> None:
    op.create_table(
        "reader_profile",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("skills", sa.JSON(), nullable=False),
        sa.Column("departments", sa.JSON(), nullable=False),
        sa.Column("most", sa.Integer(), nullable=False),
        sa.Column("employer", sa.String(), nullable=False),
        sa.Column("employer_siren", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_reader_profile_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reader_profile")),
        sa.UniqueConstraint("user_id", name=op.f("uq_reader_profile_user_id")),
    )
    op.create_table(
        "reading_rule",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("reviewer_id", sa.Integer(), nullable=False),
        sa.Column("theme", sa.String(), nullable=True),
        sa.Column("department", sa.String(), nullable=True),
        sa.CheckConstraint("theme IS NOT NULL OR department IS NOT NULL", name=op.f("ck_reading_rule_says_which")),
        sa.ForeignKeyConstraint(["reviewer_id"], ["user.id"], name=op.f("fk_reading_rule_reviewer_id")),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_reading_rule_round_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reading_rule")),
    )
    with op.batch_alter_table("reading_rule") as batch:
        batch.create_index(batch.f("ix_reading_rule_round_id"), ["round_id"], unique=False)


def downgrade() -> None:
    op.drop_table("reading_rule")
    op.drop_table("reader_profile")
    op.drop_table("opinion_reply")
    with op.batch_alter_table("recusal") as batch:
        batch.drop_column("is_detected")
    with op.batch_alter_table("opinion") as batch:
        batch.drop_constraint(op.f("uq_opinion_link_digest"), type_="unique")
        for name in ("link_ends_at", "link_digest", "link_serial", "pieces", "sections", "email"):
            batch.drop_column(name)
