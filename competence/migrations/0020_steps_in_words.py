"""Make the tables of what a round's close says of steps, in words, and the ledger behind it."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

REASON = sa.String(length=20)
PART = sa.Enum("FEW", "TWENTIETH", "TENTH", "QUARTER", "HALF", name="part", native_enum=False, length=20)
QUESTION = sa.Enum("HERE", "INTEREST", name="question", native_enum=False, length=20)


def upgrade() -> None:
    """Make the change."""
    op.create_table(
        "step_release",
        sa.Column("cycle_id", sa.Integer(), nullable=False),
        sa.Column("released_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("k", sa.Integer(), nullable=False),
        sa.Column("shares_floor", sa.Integer(), nullable=False),
        sa.Column("here_hidden", REASON, nullable=True),
        sa.Column("interest_hidden", REASON, nullable=True),
        sa.Column("ready_hidden", REASON, nullable=True),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycle.id"], name=op.f("fk_step_release_cycle_id_cycle")),
        sa.PrimaryKeyConstraint("cycle_id", name=op.f("pk_step_release")),
    )
    op.create_table(
        "step_figure",
        sa.Column("release_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("track_da", sa.Text(), nullable=False),
        sa.Column("track_en", sa.Text(), nullable=False),
        sa.Column("title_da", sa.Text(), nullable=False),
        sa.Column("title_en", sa.Text(), nullable=False),
        sa.Column("here", PART, nullable=True),
        sa.Column("interest", PART, nullable=True),
        sa.Column("ready", PART, nullable=True),
        sa.Column("near", PART, nullable=True),
        sa.ForeignKeyConstraint(
            ["release_id"], ["step_release.cycle_id"], name=op.f("fk_step_figure_release_id_step_release")
        ),
        sa.PrimaryKeyConstraint("release_id", "position", name=op.f("pk_step_figure")),
    )
    op.create_table(
        "critical_figure",
        sa.Column("release_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("title_da", sa.Text(), nullable=False),
        sa.Column("title_en", sa.Text(), nullable=False),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.Column("ready", PART, nullable=True),
        sa.Column("near", PART, nullable=True),
        sa.ForeignKeyConstraint(
            ["release_id"], ["step_release.cycle_id"], name=op.f("fk_critical_figure_release_id_step_release")
        ),
        sa.PrimaryKeyConstraint("release_id", "position", name=op.f("pk_critical_figure")),
    )
    op.create_table(
        "step_ledger",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("release_id", sa.Integer(), nullable=False),
        sa.Column("model_id", sa.Integer(), nullable=False),
        sa.Column("question", QUESTION, nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("choices", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["release_id"], ["step_release.cycle_id"], name=op.f("fk_step_ledger_release_id_step_release")
        ),
        sa.ForeignKeyConstraint(["model_id"], ["career_model.id"], name=op.f("fk_step_ledger_model_id_career_model")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_step_ledger_person_id_person"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_step_ledger")),
    )
    with op.batch_alter_table("step_ledger", schema=None) as batch_op:
        batch_op.create_index("ix_step_ledger_question", ["model_id", "question"], unique=False)
        batch_op.create_index(batch_op.f("ix_step_ledger_release_id"), ["release_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_step_ledger_person_id"), ["person_id"], unique=False)


def downgrade() -> None:
    """Take the change back."""
    for table in ("step_ledger", "critical_figure", "step_figure", "step_release"):
        op.drop_table(table)
