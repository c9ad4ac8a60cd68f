"""Make the leadership charter."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    op.create_table(
        "charter_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title_da", sa.Text(), nullable=False),
        sa.Column("title_en", sa.Text(), nullable=False),
        sa.Column("preamble_da", sa.Text(), nullable=False),
        sa.Column("preamble_en", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_charter_version")),
        sa.UniqueConstraint("number", name=op.f("uq_charter_version_number")),
    )
    op.create_table(
        "charter_principle",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title_da", sa.Text(), nullable=False),
        sa.Column("title_en", sa.Text(), nullable=False),
        sa.Column("text_da", sa.Text(), nullable=False),
        sa.Column("text_en", sa.Text(), nullable=False),
        sa.Column("competences", sa.Text(), nullable=False),
        sa.Column("questions", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["charter_version.id"],
            name=op.f("fk_charter_principle_version_id_charter_version"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_charter_principle")),
    )
    with op.batch_alter_table("charter_principle", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_charter_principle_version_id"), ["version_id"], unique=False)


def downgrade() -> None:
    """Take the change back."""
    with op.batch_alter_table("charter_principle", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_charter_principle_version_id"))

    op.drop_table("charter_principle")
    op.drop_table("charter_version")
