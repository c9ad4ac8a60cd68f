"""Keep that HR broke the glass for somebody."""

import sqlalchemy as sa
from alembic import op

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    op.create_table(
        "glass",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("pid", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["person.id"], name=op.f("fk_glass_actor_id_person"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["subject_id"], ["person.id"], name=op.f("fk_glass_subject_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_glass")),
        sa.UniqueConstraint("pid", name=op.f("uq_glass_pid")),
    )
    with op.batch_alter_table("glass", schema=None) as table:
        table.create_index(op.f("ix_glass_actor_id"), ["actor_id"])
        table.create_index(op.f("ix_glass_subject_id"), ["subject_id"])
        table.create_index(op.f("ix_glass_opened_at"), ["opened_at"])


def downgrade() -> None:
    """Take the change back."""
    op.drop_table("glass")
