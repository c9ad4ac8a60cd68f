"""Let a round's report to MED hold what the talks gave."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

END = sa.Enum("EXACT", "OR_LOWER", "OR_HIGHER", name="end", native_enum=False, length=20)


def upgrade() -> None:
    """Make the change."""
    with op.batch_alter_table("med_report", schema=None) as batch_op:
        batch_op.add_column(sa.Column("answers_hidden", sa.String(length=20), nullable=True))
    op.create_table(
        "med_report_answer",
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("percent", sa.Integer(), nullable=False),
        sa.Column("end", END, nullable=False),
        sa.ForeignKeyConstraint(
            ["report_id"], ["med_report.cycle_id"], name=op.f("fk_med_report_answer_report_id_med_report")
        ),
        sa.PrimaryKeyConstraint("report_id", "step", name=op.f("pk_med_report_answer")),
    )


def downgrade() -> None:
    """Take the change back."""
    op.drop_table("med_report_answer")
    with op.batch_alter_table("med_report", schema=None) as batch_op:
        batch_op.drop_column("answers_hidden")
