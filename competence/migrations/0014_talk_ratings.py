"""Make the table of what talks gave."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    op.create_table(
        "talk_rating",
        sa.Column("conversation_id", sa.Integer(), nullable=False),
        sa.Column("gain", sa.Enum("HELPED", "FINE", "LITTLE", "UNSAID", native_enum=False, length=20), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversation.id"],
            name=op.f("fk_talk_rating_conversation_id_conversation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("conversation_id", name=op.f("pk_talk_rating")),
    )


def downgrade() -> None:
    """Take the change back."""
    op.drop_table("talk_rating")
