"""Let no leader's row go while talks or notes stand in their seat: somebody takes the talk over first."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.sql.elements import conv

revision = "0029"
down_revision = "0028"
branch_labels = ()
depends_on = None

MINUTES = sa.CheckConstraint("minutes BETWEEN 5 AND 480", name=conv("ck_conversation_minutes"))
SEATS = (
    ("conversation", ("leader_id",), (MINUTES,)),
    ("conversation_note", ("leader_id",), ()),
)


def upgrade() -> None:
    """Make the change."""
    _rewrite(None)


def downgrade() -> None:
    """Take it back."""
    _rewrite("CASCADE")


def _rewrite(ondelete: str | None) -> None:
    for table, columns, kept in SEATS:
        with op.batch_alter_table(table, schema=None, table_args=kept) as batch_op:
            for column in columns:
                name = batch_op.f(f"fk_{table}_{column}_person")
                batch_op.drop_constraint(name, type_="foreignkey")
                batch_op.create_foreign_key(name, "person", [column], ["id"], ondelete=ondelete)
