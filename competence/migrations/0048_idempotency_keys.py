"""Keep for a day which forms were sent, so that sending one again does nothing more; nothing was kept before."""

import sqlalchemy as sa
from alembic import op

revision = "0048"
down_revision = "0047"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    op.create_table(
        "idempotency_key",
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("fingerprint", name=op.f("pk_idempotency_key")),
    )
    op.create_index(op.f("ix_idempotency_key_day"), "idempotency_key", ["day"])


def downgrade() -> None:
    """Take the change back."""
    op.drop_index(op.f("ix_idempotency_key_day"), "idempotency_key")
    op.drop_table("idempotency_key")
