"""Make rounds of anonymous questions."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    op.create_table(
        "sealed_round",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("audience", sa.Enum("LEADER", "ABOVE", "TEAM", native_enum=False, length=20), nullable=False),
        sa.Column("closes_on", sa.Date(), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=True),
        sa.Column("published_on", sa.Date(), nullable=True),
        sa.Column(
            "stage", sa.Enum("DRAFT", "OPEN", "CLOSED", "PUBLISHED", native_enum=False, length=20), nullable=False
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("pid", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sealed_round")),
        sa.UniqueConstraint("pid", name=op.f("uq_sealed_round_pid")),
    )
    op.create_table(
        "loose_answer",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("leader_id", sa.Integer(), nullable=True),
        sa.Column("units", sa.Text(), nullable=False),
        sa.Column("question", sa.String(length=60), nullable=False),
        sa.Column("step", sa.Integer(), nullable=True),
        sa.Column("words", sa.Text(), nullable=True),
        sa.CheckConstraint("(step IS NULL) <> (words IS NULL)", name=op.f("ck_loose_answer_one")),
        sa.ForeignKeyConstraint(
            ["leader_id"], ["person.id"], name=op.f("fk_loose_answer_leader_id_person"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["sealed_round.id"], name=op.f("fk_loose_answer_round_id_sealed_round"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_loose_answer")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("loose_answer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_loose_answer_leader_id"), ["leader_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_loose_answer_round_id"), ["round_id"], unique=False)

    op.create_table(
        "round_figure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("leader_id", sa.Integer(), nullable=True),
        sa.Column("units", sa.Text(), nullable=False),
        sa.Column("question", sa.String(length=60), nullable=False),
        sa.Column("people", sa.String(length=20), nullable=False),
        sa.Column("mean", sa.Numeric(precision=4, scale=2), nullable=False),
        sa.Column("end", sa.Enum("EXACT", "OR_LOWER", "OR_HIGHER", native_enum=False, length=20), nullable=False),
        sa.ForeignKeyConstraint(
            ["leader_id"], ["person.id"], name=op.f("fk_round_figure_leader_id_person"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["sealed_round.id"], name=op.f("fk_round_figure_round_id_sealed_round"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round_figure")),
    )
    with op.batch_alter_table("round_figure", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_round_figure_leader_id"), ["leader_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_round_figure_round_id"), ["round_id"], unique=False)

    op.create_table(
        "sealed_question",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column(
            "about", sa.Enum("LEADER", "LEADER_IN_WORDS", "CLIMATE", native_enum=False, length=20), nullable=False
        ),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("competence", sa.String(length=60), nullable=False),
        sa.Column("text_da", sa.Text(), nullable=False),
        sa.Column("text_en", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["round_id"], ["sealed_round.id"], name=op.f("fk_sealed_question_round_id_sealed_round"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sealed_question")),
        sa.UniqueConstraint("round_id", "code", name=op.f("uq_sealed_question_round_id_code")),
    )
    op.create_table(
        "sealed_round_unit",
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["round_id"],
            ["sealed_round.id"],
            name=op.f("fk_sealed_round_unit_round_id_sealed_round"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_sealed_round_unit_unit_id_unit")),
        sa.PrimaryKeyConstraint("round_id", "unit_id", name=op.f("pk_sealed_round_unit")),
    )
    with op.batch_alter_table("sealed_round_unit", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sealed_round_unit_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "sealed_sheet",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("rater_id", sa.Integer(), nullable=False),
        sa.Column("leader_id", sa.Integer(), nullable=True),
        sa.Column("pool", sa.Integer(), nullable=False),
        sa.Column("box", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["leader_id"], ["person.id"], name=op.f("fk_sealed_sheet_leader_id_person"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["rater_id"], ["person.id"], name=op.f("fk_sealed_sheet_rater_id_person"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["sealed_round.id"], name=op.f("fk_sealed_sheet_round_id_sealed_round"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sealed_sheet")),
        sa.UniqueConstraint(
            "round_id", "rater_id", "leader_id", name=op.f("uq_sealed_sheet_round_id_rater_id_leader_id")
        ),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("sealed_sheet", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sealed_sheet_leader_id"), ["leader_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_sealed_sheet_rater_id"), ["rater_id"], unique=False)

    op.create_table(
        "sealed_topic",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("leader_id", sa.Integer(), nullable=False),
        sa.Column(
            "outcome", sa.Enum("ASKED", "TOO_SMALL", "TOO_FEW", "SHOWN", native_enum=False, length=20), nullable=False
        ),
        sa.Column("people", sa.String(length=20), nullable=False),
        sa.Column("talk_asked_on", sa.Date(), nullable=True),
        sa.Column("pid", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["leader_id"], ["person.id"], name=op.f("fk_sealed_topic_leader_id_person"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["sealed_round.id"], name=op.f("fk_sealed_topic_round_id_sealed_round"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sealed_topic")),
        sa.UniqueConstraint("pid", name=op.f("uq_sealed_topic_pid")),
        sa.UniqueConstraint("round_id", "leader_id", name=op.f("uq_sealed_topic_round_id_leader_id")),
    )
    with op.batch_alter_table("sealed_topic", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sealed_topic_leader_id"), ["leader_id"], unique=False)

    op.create_table(
        "own_answer",
        sa.Column("topic_id", sa.Integer(), nullable=False),
        sa.Column("question", sa.String(length=60), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["topic_id"], ["sealed_topic.id"], name=op.f("fk_own_answer_topic_id_sealed_topic"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("topic_id", "question", name=op.f("pk_own_answer")),
    )


def downgrade() -> None:
    """Take the change back."""
    op.drop_table("own_answer")
    with op.batch_alter_table("sealed_topic", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sealed_topic_leader_id"))

    op.drop_table("sealed_topic")
    with op.batch_alter_table("sealed_sheet", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sealed_sheet_rater_id"))
        batch_op.drop_index(batch_op.f("ix_sealed_sheet_leader_id"))

    op.drop_table("sealed_sheet")
    with op.batch_alter_table("sealed_round_unit", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sealed_round_unit_unit_id"))

    op.drop_table("sealed_round_unit")
    op.drop_table("sealed_question")
    with op.batch_alter_table("round_figure", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_round_figure_round_id"))
        batch_op.drop_index(batch_op.f("ix_round_figure_leader_id"))

    op.drop_table("round_figure")
    with op.batch_alter_table("loose_answer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_loose_answer_round_id"))
        batch_op.drop_index(batch_op.f("ix_loose_answer_leader_id"))

    op.drop_table("loose_answer")
    op.drop_table("sealed_round")
