"""quorums: the seats that a call wants at its meetings, and the meeting that a second one follows."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("meeting") as batch:
        batch.add_column(sa.Column("required_seats", sa.JSON(), server_default="[]", nullable=False))
        batch.add_column(sa.Column("follows_id", sa.Integer(), nullable=True))
        batch.create_foreign_key(op.f("fk_meeting_follows_id"), "meeting", ["follows_id"], ["id"])
    with op.batch_alter_table("presence_change") as batch:
        batch.add_column(sa.Column("missing", sa.JSON(), server_default="[]", nullable=False))


def downgrade() -> None:
    # The version of before knows no vice-president: they sat as members.
    op.execute("UPDATE meeting_member SET seat = 'member' WHERE seat = 'vice_president'")
    with op.batch_alter_table("presence_change") as batch:
        batch.drop_column("missing")
    with op.batch_alter_table("meeting") as batch:
        batch.drop_constraint(op.f("fk_meeting_follows_id"), type_="foreignkey")
        batch.drop_column("follows_id")
        batch.drop_column("required_seats")
