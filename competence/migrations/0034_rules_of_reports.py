"""Say which rules a half-year was held to, and in words which competences goals are about."""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change; what is written already was held to what was promised."""
    with op.batch_alter_table("fair_share", schema=None) as table:
        table.add_column(sa.Column("k", sa.Integer(), server_default="5", nullable=False))
        table.add_column(sa.Column("unit_floor", sa.Integer(), server_default="10", nullable=False))
        audience = sa.Enum("EVERYBODY", "LEADERS", "HR", name="audience", native_enum=False, length=20)
        table.add_column(sa.Column("audience", audience, server_default="EVERYBODY", nullable=False))
    op.create_table(
        "med_report_goal",
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column(
            "told",
            sa.Enum("FEW", "TWENTIETH", "TENTH", "QUARTER", "HALF", name="part", native_enum=False, length=20),
            nullable=False,
        ),
        sa.Column("title_da", sa.Text(), nullable=False),
        sa.Column("title_en", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["report_id"], ["med_report.cycle_id"], name=op.f("fk_med_report_goal_report_id_med_report")
        ),
        sa.PrimaryKeyConstraint("report_id", "position", name=op.f("pk_med_report_goal")),
    )


def downgrade() -> None:
    """Take the change back."""
    op.drop_table("med_report_goal")
    with op.batch_alter_table("fair_share", schema=None) as table:
        for column in ("audience", "unit_floor", "k"):
            table.drop_column(column)
