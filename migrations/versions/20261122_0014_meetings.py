"""meetings: secret votes, adjournment, the room's screen, versions and signatures of the minutes, documents."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

SIGNATORY = sa.Enum("president", "secretary", name="signatory", native_enum=False, length=40)
PACK_STATUS = sa.Enum(
    "waiting", "gathering", "setting", "ready", "failed", name="packstatus", native_enum=False, length=40
)


def upgrade() -> None:
    with op.batch_alter_table("meeting") as batch:
        batch.add_column(sa.Column("is_secret", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch.add_column(sa.Column("adjourned_reason", sa.String(), nullable=True))
    with op.batch_alter_table("agenda_item") as batch:
        batch.add_column(sa.Column("is_secret", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch.add_column(sa.Column("is_counted", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch.add_column(sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True))
    add_ballots()
    add_minutes()
    add_room()
    add_packs()


def add_ballots() -> None:
    op.create_table(
        "ballot_roll",
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["agenda_item.id"], name=op.f("fk_ballot_roll_item_id")),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_ballot_roll_user_id")),
        sa.PrimaryKeyConstraint("item_id", "user_id", name=op.f("pk_ballot_roll")),
    )
    counts = ("for_count", "against_count", "abstain_count")
    op.create_table(
        "ballot_count",
        sa.Column("item_id", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in counts),
        sa.CheckConstraint(" AND ".join(f"{name} >= 0" for name in counts), name=op.f("ck_ballot_count_counted")),
        sa.ForeignKeyConstraint(["item_id"], ["agenda_item.id"], name=op.f("fk_ballot_count_item_id")),
        sa.PrimaryKeyConstraint("item_id", name=op.f("pk_ballot_count")),
    )


def add_minutes() -> None:
    op.create_table(
        "minutes_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("written_by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_minutes_version_meeting_id")),
        sa.ForeignKeyConstraint(["written_by_id"], ["user.id"], name=op.f("fk_minutes_version_written_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_minutes_version")),
        sa.UniqueConstraint("meeting_id", "number", name=op.f("uq_minutes_version_meeting_id_number")),
    )
    op.create_table(
        "minutes_signature",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("signatory", SIGNATORY, nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_minutes_signature_meeting_id")),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_minutes_signature_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_minutes_signature")),
        sa.UniqueConstraint(
            "meeting_id", "digest", "signatory", name=op.f("uq_minutes_signature_meeting_id_digest_signatory")
        ),
        sa.UniqueConstraint(
            "meeting_id", "digest", "user_id", name=op.f("uq_minutes_signature_meeting_id_digest_user_id")
        ),
    )


def add_room() -> None:
    op.create_table(
        "room_screen",
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["agenda_item.id"], name=op.f("fk_room_screen_item_id")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_room_screen_meeting_id")),
        sa.PrimaryKeyConstraint("meeting_id", name=op.f("pk_room_screen")),
    )
    op.create_table(
        "presence_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("is_present", sa.Boolean(), nullable=False),
        sa.Column("proxy_id", sa.Integer(), nullable=True),
        sa.Column("counted", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_presence_change_meeting_id")),
        sa.ForeignKeyConstraint(["proxy_id"], ["user.id"], name=op.f("fk_presence_change_proxy_id")),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_presence_change_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_presence_change")),
    )
    op.create_index(op.f("ix_presence_change_meeting_id"), "presence_change", ["meeting_id"])


def add_packs() -> None:
    op.create_table(
        "meeting_pack",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("reader_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("status", PACK_STATUS, nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("moved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("application_ids", sa.JSON(), nullable=False),
        sa.Column("digest", sa.String(), nullable=True),
        sa.Column("size", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["digest"], ["stored_file.digest"], name=op.f("fk_meeting_pack_digest")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_meeting_pack_meeting_id")),
        sa.ForeignKeyConstraint(["reader_id"], ["user.id"], name=op.f("fk_meeting_pack_reader_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_pack")),
    )
    op.create_index(op.f("ix_meeting_pack_meeting_id"), "meeting_pack", ["meeting_id"])
    op.create_index(op.f("ix_meeting_pack_reader_id"), "meeting_pack", ["reader_id"])


def downgrade() -> None:
    # The version of before knows one signature: where the second lacked, the first is asked again.
    op.execute("UPDATE meeting SET state = 'minuted' WHERE state = 'countersigning'")
    op.execute("UPDATE meeting SET workflow_key = 'meeting@1' WHERE workflow_key = 'meeting@2'")
    for table in ("meeting_pack", "presence_change", "room_screen", "minutes_signature", "minutes_version",
                  "ballot_count", "ballot_roll"):  # fmt: skip
        op.drop_table(table)
    with op.batch_alter_table("agenda_item") as batch:
        for column in ("answered_at", "is_counted", "is_secret"):
            batch.drop_column(column)
    with op.batch_alter_table("meeting") as batch:
        for column in ("adjourned_reason", "is_secret"):
            batch.drop_column(column)
