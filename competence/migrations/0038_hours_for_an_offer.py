"""Give hours to each offer of a distribution, and days after the first to a date."""

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change; what there is has no limit of hours and lasts one day, as it did."""
    with op.batch_alter_table("offer_date", schema=None) as table:
        table.add_column(sa.Column("further_days", sa.JSON(), nullable=True))
    op.create_table(
        "distribution_offer",
        sa.Column("distribution_id", sa.Integer(), nullable=False),
        sa.Column("offer_id", sa.Integer(), nullable=False),
        sa.Column("hours", sa.Integer(), nullable=False),
        sa.CheckConstraint("hours >= 0", name=op.f("ck_distribution_offer_hours")),
        sa.ForeignKeyConstraint(
            ["distribution_id"],
            ["distribution.id"],
            name=op.f("fk_distribution_offer_distribution_id_distribution"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["offer_id"], ["offer.id"], name=op.f("fk_distribution_offer_offer_id_offer"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("distribution_id", "offer_id", name=op.f("pk_distribution_offer")),
    )
    with op.batch_alter_table("distribution_offer", schema=None) as table:
        table.create_index(table.f("ix_distribution_offer_offer_id"), ["offer_id"], unique=False)


def downgrade() -> None:
    """Take it back: hours for single offers and days after the first are gone."""
    op.drop_table("distribution_offer")
    with op.batch_alter_table("offer_date", schema=None) as table:
        table.drop_column("further_days")
