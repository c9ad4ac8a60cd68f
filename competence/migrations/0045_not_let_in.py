"""Count by the hour how many were not let in, and why; there was no such count before."""

import sqlalchemy as sa
from alembic import op

revision = "0045"
down_revision = "0044"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    why = sa.Enum("PASSWORD", "FACTOR", "WAIT", name="why", native_enum=False, length=20)
    op.create_table(
        "refused",
        sa.Column("hour", sa.DateTime(timezone=True), nullable=False),
        sa.Column("why", why, nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("hour", "why", name=op.f("pk_refused")),
    )


def downgrade() -> None:
    """Take the change back."""
    op.drop_table("refused")
