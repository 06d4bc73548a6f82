"""After the deposit: documents of messages, hearings, drafts that are given up."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("application") as batch:
        batch.add_column(sa.Column("discarded_at", sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table("meeting") as batch:
        batch.add_column(sa.Column("directions", sa.String(), nullable=False, server_default=""))
        batch.add_column(sa.Column("hearing_minutes", sa.Integer(), nullable=True))
    op.create_table(
        "message_piece",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("notes", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["digest"], ["stored_file.digest"], name=op.f("fk_message_piece_digest")),
        sa.ForeignKeyConstraint(["message_id"], ["message.id"], name=op.f("fk_message_piece_message_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message_piece")),
    )
    with op.batch_alter_table("message_piece") as batch:
        batch.create_index(batch.f("ix_message_piece_message_id"), ["message_id"], unique=False)


def downgrade() -> None:
    op.drop_table("message_piece")
    with op.batch_alter_table("meeting") as batch:
        batch.drop_column("hearing_minutes")
        batch.drop_column("directions")
    with op.batch_alter_table("application") as batch:
        batch.drop_column("discarded_at")
