"""A score under way is kept; a call may be scored without the reviewers' knowing whose file it is."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("review") as table:
        table.add_column(sa.Column("draft", sa.JSON(), nullable=True))
        table.add_column(sa.Column("draft_saved_at", sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table("call_definition") as table:
        table.add_column(sa.Column("is_blind", sa.Boolean(), server_default=sa.false(), nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("call_definition") as table:
        table.drop_column("is_blind")
    with op.batch_alter_table("review") as table:
        table.drop_column("draft_saved_at")
        table.drop_column("draft")
