"""Make the table of prepared answers."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

INDEXED = ("author_id", "conversation_id", "question_id", "seat_id")


def upgrade() -> None:
    """Make the change."""
    op.create_table(
        "prepared_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("conversation_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("shared_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("seat_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["author_id"], ["person.id"], name=op.f("fk_prepared_answer_author_id_person"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversation.id"],
            name=op.f("fk_prepared_answer_conversation_id_conversation"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["question_id"], ["guide_question.id"], name=op.f("fk_prepared_answer_question_id_guide_question")
        ),
        sa.ForeignKeyConstraint(
            ["seat_id"], ["person.id"], name=op.f("fk_prepared_answer_seat_id_person"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_prepared_answer")),
        sa.UniqueConstraint(
            "conversation_id",
            "author_id",
            "question_id",
            name=op.f("uq_prepared_answer_conversation_id_author_id_question_id"),
        ),
    )
    with op.batch_alter_table("prepared_answer", schema=None) as batch_op:
        for column in INDEXED:
            batch_op.create_index(batch_op.f(f"ix_prepared_answer_{column}"), [column], unique=False)


def downgrade() -> None:
    """Take the change back."""
    with op.batch_alter_table("prepared_answer", schema=None) as batch_op:
        for column in reversed(INDEXED):
            batch_op.drop_index(batch_op.f(f"ix_prepared_answer_{column}"))
    op.drop_table("prepared_answer")
