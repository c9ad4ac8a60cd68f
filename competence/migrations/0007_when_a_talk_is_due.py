"""Keep about when a conversation should be held."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = ()
depends_on = None


def upgrade() -> None:
    """Make the change."""
    with op.batch_alter_table("conversation", schema=None) as batch_op:
        batch_op.add_column(sa.Column("near", sa.Date(), nullable=True))


def downgrade() -> None:
    """Take the change back."""
    with op.batch_alter_table("conversation", schema=None) as batch_op:
        batch_op.drop_column("near")
