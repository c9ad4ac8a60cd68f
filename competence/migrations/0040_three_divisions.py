"""Let a half-year's fair share be told by role profile and by contract hours: each row says which division it is of."""

import sqlalchemy as sa
from alembic import op

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None

BY = sa.Enum("PROFILES", "CONTRACTS", name="by", native_enum=False, length=20)
SHARES = sa.table("fair_share", sa.column("first_day", sa.Date), sa.column("by", sa.String))
ROWS = sa.table(
    "fair_share_row", sa.column("share_id", sa.Date), sa.column("beside", sa.Boolean), sa.column("by", sa.String)
)


def upgrade() -> None:
    """Make the change; what was published keeps the one division it was published with."""
    with op.batch_alter_table("fair_share_row", schema=None) as table:
        table.add_column(sa.Column("by", BY, nullable=True))
    of_share = sa.select(SHARES.c.by).where(SHARES.c.first_day == ROWS.c.share_id).scalar_subquery()
    op.execute(sa.update(ROWS).where(ROWS.c.beside).values(by=of_share))
    with op.batch_alter_table("fair_share_row", schema=None) as table:
        table.drop_column("beside")
    with op.batch_alter_table("fair_share", schema=None) as table:
        table.drop_column("by")


def downgrade() -> None:
    """Take it back; where both divisions were told, role profiles are what the half-year is said to show."""
    with op.batch_alter_table("fair_share", schema=None) as table:
        table.add_column(sa.Column("by", BY, server_default="PROFILES", nullable=False))
    with op.batch_alter_table("fair_share_row", schema=None) as table:
        table.add_column(sa.Column("beside", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.execute(sa.update(ROWS).where(ROWS.c.by.is_not(None)).values(beside=True))
    with op.batch_alter_table("fair_share_row", schema=None) as table:
        table.drop_column("by")
