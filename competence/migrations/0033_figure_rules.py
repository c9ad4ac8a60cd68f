"""Make the table of the rules for figures, proposed with one key and confirmed with another."""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    op.create_table(
        "figure_rule",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pid", sa.String(length=32), nullable=False),
        sa.Column("k", sa.Integer(), nullable=False),
        sa.Column("unit_floor", sa.Integer(), nullable=False),
        sa.Column("shares_floor", sa.Integer(), nullable=False),
        sa.Column(
            "audience",
            sa.Enum("EVERYBODY", "LEADERS", "HR", name="audience", native_enum=False, length=20),
            nullable=False,
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("proposed_by_id", sa.Integer(), nullable=True),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("confirmed_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("k >= 5 AND unit_floor >= 10 AND shares_floor >= 20", name=op.f("ck_figure_rule_promise")),
        sa.CheckConstraint(
            "confirmed_by_id IS NULL OR confirmed_by_id <> proposed_by_id", name=op.f("ck_figure_rule_two_hands")
        ),
        sa.ForeignKeyConstraint(
            ["proposed_by_id"], ["person.id"], name=op.f("fk_figure_rule_proposed_by_id_person"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["confirmed_by_id"], ["person.id"], name=op.f("fk_figure_rule_confirmed_by_id_person"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_figure_rule")),
        sa.UniqueConstraint("pid", name=op.f("uq_figure_rule_pid")),
    )
    with op.batch_alter_table("figure_rule", schema=None) as table:
        table.create_index(op.f("ix_figure_rule_proposed_by_id"), ["proposed_by_id"])
        table.create_index(op.f("ix_figure_rule_confirmed_by_id"), ["confirmed_by_id"])


def downgrade() -> None:
    """Take the change back."""
    op.drop_table("figure_rule")
