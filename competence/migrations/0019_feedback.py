"""Let colleagues ask for feedback and give it."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    op.create_table(
        "feedback_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("receiver_id", sa.Integer(), nullable=False),
        sa.Column("form", sa.String(length=40), nullable=False),
        sa.Column(
            "about", sa.Enum("COMPETENCE", "VALUE", "TALK", name="about", native_enum=False, length=20), nullable=False
        ),
        sa.Column("competence_id", sa.Integer(), nullable=True),
        sa.Column("value_id", sa.Integer(), nullable=True),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("tried", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("pid", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["competence_id"], ["competence.id"], name=op.f("fk_feedback_request_competence_id_competence")
        ),
        sa.ForeignKeyConstraint(
            ["receiver_id"], ["person.id"], name=op.f("fk_feedback_request_receiver_id_person"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["value_id"], ["mark.id"], name=op.f("fk_feedback_request_value_id_mark")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feedback_request")),
        sa.UniqueConstraint("pid", name=op.f("uq_feedback_request_pid")),
    )
    with op.batch_alter_table("feedback_request", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_feedback_request_competence_id"), ["competence_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_feedback_request_due_on"), ["due_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_feedback_request_receiver_id"), ["receiver_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_feedback_request_value_id"), ["value_id"], unique=False)

    op.create_table(
        "feedback",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=True),
        sa.Column("receiver_id", sa.Integer(), nullable=False),
        sa.Column("sender_id", sa.Integer(), nullable=True),
        sa.Column("outside_name", sa.String(length=120), nullable=False),
        sa.Column("form", sa.String(length=40), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "PROPOSED",
                "TURNED_DOWN",
                "ASKED",
                "DECLINED",
                "CALLED_OFF",
                "WRITTEN",
                "TAKEN_BACK",
                "READ",
                "KEPT",
                "SHARED",
                "DELETED",
                name="state",
                native_enum=False,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column(
            "about", sa.Enum("COMPETENCE", "VALUE", "TALK", name="about", native_enum=False, length=20), nullable=True
        ),
        sa.Column("competence_id", sa.Integer(), nullable=True),
        sa.Column("value_id", sa.Integer(), nullable=True),
        sa.Column("words", sa.JSON(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("thanked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("shared_with_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("pid", sa.String(length=32), nullable=False),
        sa.CheckConstraint("sender_id <> receiver_id", name=op.f("ck_feedback_not_oneself")),
        sa.ForeignKeyConstraint(
            ["competence_id"], ["competence.id"], name=op.f("fk_feedback_competence_id_competence")
        ),
        sa.ForeignKeyConstraint(
            ["receiver_id"], ["person.id"], name=op.f("fk_feedback_receiver_id_person"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["request_id"],
            ["feedback_request.id"],
            name=op.f("fk_feedback_request_id_feedback_request"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["sender_id"], ["person.id"], name=op.f("fk_feedback_sender_id_person"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["shared_with_id"], ["person.id"], name=op.f("fk_feedback_shared_with_id_person"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["value_id"], ["mark.id"], name=op.f("fk_feedback_value_id_mark")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feedback")),
        sa.UniqueConstraint("pid", name=op.f("uq_feedback_pid")),
    )
    with op.batch_alter_table("feedback", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_feedback_competence_id"), ["competence_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_feedback_receiver_id"), ["receiver_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_feedback_request_id"), ["request_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_feedback_sender_id"), ["sender_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_feedback_shared_with_id"), ["shared_with_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_feedback_value_id"), ["value_id"], unique=False)

    op.create_table(
        "viewed_competence",
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("competence_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["competence_id"], ["competence.id"], name=op.f("fk_viewed_competence_competence_id_competence")
        ),
        sa.ForeignKeyConstraint(
            ["request_id"],
            ["feedback_request.id"],
            name=op.f("fk_viewed_competence_request_id_feedback_request"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("request_id", "competence_id", name=op.f("pk_viewed_competence")),
    )
    with op.batch_alter_table("viewed_competence", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_viewed_competence_competence_id"), ["competence_id"], unique=False)

    op.create_table(
        "feedback_report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("feedback_id", sa.Integer(), nullable=False),
        sa.Column("receiver_id", sa.Integer(), nullable=False),
        sa.Column("writer_id", sa.Integer(), nullable=True),
        sa.Column("writer_name", sa.String(length=120), nullable=False),
        sa.Column("form", sa.String(length=40), nullable=False),
        sa.Column("words", sa.JSON(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("reported_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("handled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("handled_by_id", sa.Integer(), nullable=True),
        sa.Column("pid", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["feedback_id"], ["feedback.id"], name=op.f("fk_feedback_report_feedback_id_feedback"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["handled_by_id"], ["person.id"], name=op.f("fk_feedback_report_handled_by_id_person"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["receiver_id"], ["person.id"], name=op.f("fk_feedback_report_receiver_id_person"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["writer_id"], ["person.id"], name=op.f("fk_feedback_report_writer_id_person"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feedback_report")),
        sa.UniqueConstraint("feedback_id", name=op.f("uq_feedback_report_feedback_id")),
        sa.UniqueConstraint("pid", name=op.f("uq_feedback_report_pid")),
    )
    with op.batch_alter_table("feedback_report", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_feedback_report_handled_by_id"), ["handled_by_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_feedback_report_receiver_id"), ["receiver_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_feedback_report_writer_id"), ["writer_id"], unique=False)

    op.create_table(
        "outside_link",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("feedback_id", sa.Integer(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["feedback_id"], ["feedback.id"], name=op.f("fk_outside_link_feedback_id_feedback"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_outside_link")),
        sa.UniqueConstraint("feedback_id", name=op.f("uq_outside_link_feedback_id")),
    )
    with op.batch_alter_table("outside_link", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_outside_link_expires_at"), ["expires_at"], unique=False)

    op.create_table(
        "viewed_level",
        sa.Column("feedback_id", sa.Integer(), nullable=False),
        sa.Column("competence_id", sa.Integer(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=True),
        sa.CheckConstraint("level BETWEEN 1 AND 8", name=op.f("ck_viewed_level_level")),
        sa.ForeignKeyConstraint(
            ["competence_id"], ["competence.id"], name=op.f("fk_viewed_level_competence_id_competence")
        ),
        sa.ForeignKeyConstraint(
            ["feedback_id"], ["feedback.id"], name=op.f("fk_viewed_level_feedback_id_feedback"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("feedback_id", "competence_id", name=op.f("pk_viewed_level")),
    )
    with op.batch_alter_table("viewed_level", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_viewed_level_competence_id"), ["competence_id"], unique=False)


def downgrade() -> None:
    """Take the change back."""
    with op.batch_alter_table("viewed_level", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_viewed_level_competence_id"))

    op.drop_table("viewed_level")
    with op.batch_alter_table("outside_link", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_outside_link_expires_at"))

    op.drop_table("outside_link")
    with op.batch_alter_table("feedback_report", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_feedback_report_writer_id"))
        batch_op.drop_index(batch_op.f("ix_feedback_report_receiver_id"))
        batch_op.drop_index(batch_op.f("ix_feedback_report_handled_by_id"))

    op.drop_table("feedback_report")
    with op.batch_alter_table("viewed_competence", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_viewed_competence_competence_id"))

    op.drop_table("viewed_competence")
    with op.batch_alter_table("feedback", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_feedback_value_id"))
        batch_op.drop_index(batch_op.f("ix_feedback_shared_with_id"))
        batch_op.drop_index(batch_op.f("ix_feedback_sender_id"))
        batch_op.drop_index(batch_op.f("ix_feedback_request_id"))
        batch_op.drop_index(batch_op.f("ix_feedback_receiver_id"))
        batch_op.drop_index(batch_op.f("ix_feedback_competence_id"))

    op.drop_table("feedback")
    with op.batch_alter_table("feedback_request", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_feedback_request_value_id"))
        batch_op.drop_index(batch_op.f("ix_feedback_request_receiver_id"))
        batch_op.drop_index(batch_op.f("ix_feedback_request_due_on"))
        batch_op.drop_index(batch_op.f("ix_feedback_request_competence_id"))

    op.drop_table("feedback_request")
