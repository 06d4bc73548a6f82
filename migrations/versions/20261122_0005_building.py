"""building."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "call_draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("call_id", sa.Integer(), nullable=True),
        sa.Column("base_id", sa.Integer(), nullable=True),
        sa.Column("content", sa.JSON(), nullable=True),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("saved_by_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_call_draft_call_id")),
        sa.ForeignKeyConstraint(["base_id"], ["call_definition.id"], name=op.f("fk_call_draft_base_id")),
        sa.ForeignKeyConstraint(["saved_by_id"], ["user.id"], name=op.f("fk_call_draft_saved_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call_draft")),
        sa.UniqueConstraint("call_id", name=op.f("uq_call_draft_call_id")),
        sa.UniqueConstraint("key", name=op.f("uq_call_draft_key")),
    )
    # Each call that is there can be worked on: its draft is empty, so it says what the version in force says.
    op.execute(
        "INSERT INTO call_draft (key, call_id, base_id, version) SELECT key, id, definition_id, 1 FROM call ORDER BY id"
    )
    with op.batch_alter_table("call_definition", schema=None) as batch_op:
        batch_op.add_column(sa.Column("is_offered", sa.Boolean(), server_default=sa.false(), nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("call_definition", schema=None) as batch_op:
        batch_op.drop_column("is_offered")
    op.drop_table("call_draft")
