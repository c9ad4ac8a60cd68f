"""Write down contract hours, and make the tables of the half-yearly fair share."""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None

BY = sa.Enum("PROFILES", "CONTRACTS", name="by", native_enum=False, length=20)
REASON = sa.Enum(
    "TOO_FEW", "EARLIER", "SHARES_TOO_FEW", "TOO_FEW_PEOPLE", "SHARES_WHOLE_ONLY", "SHARES_ONLY",
    name="reason", native_enum=False, length=20,
)  # fmt: skip
END = sa.Enum("EXACT", "OR_LOWER", "OR_HIGHER", name="end", native_enum=False, length=20)


def upgrade() -> None:
    """Make the change."""
    with op.batch_alter_table("employment", schema=None) as table:
        table.add_column(sa.Column("weekly_hours", sa.Integer(), nullable=True))
        table.create_check_constraint(op.f("ck_employment_weekly_hours"), "weekly_hours BETWEEN 1 AND 60")
    op.create_table(
        "fair_share",
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", BY, nullable=False),
        sa.Column("hidden", REASON, nullable=True),
        sa.PrimaryKeyConstraint("first_day", name=op.f("pk_fair_share")),
    )
    op.create_table(
        "fair_share_row",
        sa.Column("share_id", sa.Date(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("beside", sa.Boolean(), nullable=False),
        sa.Column("depth", sa.Integer(), nullable=False),
        sa.Column("label_da", sa.Text(), nullable=False),
        sa.Column("label_en", sa.Text(), nullable=False),
        sa.Column("people", sa.String(length=10), nullable=False),
        sa.Column("hours", sa.Integer(), nullable=False),
        sa.Column("hours_end", END, nullable=False),
        sa.Column("money", sa.Integer(), nullable=False),
        sa.Column("money_end", END, nullable=False),
        sa.ForeignKeyConstraint(
            ["share_id"], ["fair_share.first_day"], name=op.f("fk_fair_share_row_share_id_fair_share")
        ),
        sa.PrimaryKeyConstraint("share_id", "position", name=op.f("pk_fair_share_row")),
    )


def downgrade() -> None:
    """Take the change back."""
    op.drop_table("fair_share_row")
    op.drop_table("fair_share")
    with op.batch_alter_table("employment", schema=None) as table:
        table.drop_constraint(op.f("ck_employment_weekly_hours"), type_="check")
        table.drop_column("weekly_hours")
