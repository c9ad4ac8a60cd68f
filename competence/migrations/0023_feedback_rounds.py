"""Open feedback rounds."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    op.create_table(
        "feedback_round",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("form", sa.String(length=40), nullable=False),
        sa.Column(
            "whom", sa.Enum("UNIT", "HOUSE", "OUTSIDE", name="whom", native_enum=False, length=20), nullable=False
        ),
        sa.Column("approves", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("opens_on", sa.Date(), nullable=False),
        sa.Column("closes_on", sa.Date(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("opened_by_id", sa.Integer(), nullable=True),
        sa.Column("invited", sa.Integer(), nullable=False),
        sa.Column("asked", sa.Integer(), nullable=True),
        sa.Column("received", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("pid", sa.String(length=32), nullable=False),
        sa.CheckConstraint("closes_on >= opens_on", name=op.f("ck_feedback_round_period")),
        sa.ForeignKeyConstraint(
            ["opened_by_id"], ["person.id"], name=op.f("fk_feedback_round_opened_by_id_person"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feedback_round")),
        sa.UniqueConstraint("pid", name=op.f("uq_feedback_round_pid")),
    )
    with op.batch_alter_table("feedback_round", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_feedback_round_closes_on"), ["closes_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_feedback_round_opened_by_id"), ["opened_by_id"], unique=False)

    op.create_table(
        "round_participant",
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_round_participant_person_id_person"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["round_id"],
            ["feedback_round.id"],
            name=op.f("fk_round_participant_round_id_feedback_round"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("round_id", "person_id", name=op.f("pk_round_participant")),
    )
    with op.batch_alter_table("round_participant", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_round_participant_person_id"), ["person_id"], unique=False)

    op.create_table(
        "round_topic",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("competence_id", sa.Integer(), nullable=True),
        sa.Column("value_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("(competence_id IS NULL) <> (value_id IS NULL)", name=op.f("ck_round_topic_one_of_the_two")),
        sa.ForeignKeyConstraint(
            ["competence_id"], ["competence.id"], name=op.f("fk_round_topic_competence_id_competence")
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["feedback_round.id"], name=op.f("fk_round_topic_round_id_feedback_round"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["value_id"], ["mark.id"], name=op.f("fk_round_topic_value_id_mark")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round_topic")),
    )
    with op.batch_alter_table("round_topic", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_round_topic_competence_id"), ["competence_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_round_topic_round_id"), ["round_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_round_topic_value_id"), ["value_id"], unique=False)

    with op.batch_alter_table("feedback_request", schema=None) as batch_op:
        batch_op.add_column(sa.Column("round_id", sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f("ix_feedback_request_round_id"), ["round_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_feedback_request_round_id_feedback_round"),
            "feedback_round",
            ["round_id"],
            ["id"],
            ondelete="SET NULL",
        )


def downgrade() -> None:
    """Take the change back."""
    with op.batch_alter_table("feedback_request", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_feedback_request_round_id_feedback_round"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_feedback_request_round_id"))
        batch_op.drop_column("round_id")

    with op.batch_alter_table("round_topic", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_round_topic_value_id"))
        batch_op.drop_index(batch_op.f("ix_round_topic_round_id"))
        batch_op.drop_index(batch_op.f("ix_round_topic_competence_id"))

    op.drop_table("round_topic")
    with op.batch_alter_table("round_participant", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_round_participant_person_id"))

    op.drop_table("round_participant")
    with op.batch_alter_table("feedback_round", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_feedback_round_opened_by_id"))
        batch_op.drop_index(batch_op.f("ix_feedback_round_closes_on"))

    op.drop_table("feedback_round")
