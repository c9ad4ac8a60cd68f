"""Note on a closed feedback round how many of those in it its best informed leader knew; of earlier ones none."""

import sqlalchemy as sa
from alembic import op

revision = "0043"
down_revision = "0042"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    with op.batch_alter_table("feedback_round", schema=None) as table:
        table.add_column(sa.Column("known", sa.Integer(), nullable=True))


def downgrade() -> None:
    """Take it back."""
    with op.batch_alter_table("feedback_round", schema=None) as table:
        table.drop_column("known")
