"""Find the figures of the whole house, a handful among hundreds of thousands, by an index."""

from alembic import op

revision = "0046"
down_revision = "0045"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    op.create_index(op.f("ix_released_figure_depth"), "released_figure", ["depth"])


def downgrade() -> None:
    """Take the change back."""
    op.drop_index(op.f("ix_released_figure_depth"), "released_figure")
