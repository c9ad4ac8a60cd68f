"""Note when a session was confirmed, and where kept words were being sent."""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    with op.batch_alter_table("user_session", schema=None) as table:
        table.add_column(sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table("rescued_words", schema=None) as table:
        table.add_column(sa.Column("action", sa.String(length=2000), nullable=True))


def downgrade() -> None:
    """Take the change back; what waits for a confirmation goes."""
    op.execute("DELETE FROM rescued_words WHERE action IS NOT NULL")
    with op.batch_alter_table("rescued_words", schema=None) as table:
        table.drop_column("action")
    with op.batch_alter_table("user_session", schema=None) as table:
        table.drop_column("confirmed_at")
