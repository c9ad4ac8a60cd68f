"""Keep an address that is proposed for somebody until its owner or a second hand says yes; mail the former one too."""

import sqlalchemy as sa
from alembic import op

revision = "0044"
down_revision = "0043"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    op.create_table(
        "address_change",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=True),
        sa.Column("pid", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_address_change_person_id_person"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["asked_by_id"], ["person.id"], name=op.f("fk_address_change_asked_by_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_address_change")),
        sa.UniqueConstraint("key", name=op.f("uq_address_change_key")),
        sa.UniqueConstraint("pid", name=op.f("uq_address_change_pid")),
    )
    op.create_index(op.f("ix_address_change_asked_by_id"), "address_change", ["asked_by_id"])
    with op.batch_alter_table("outgoing_mail", schema=None) as table:
        table.add_column(sa.Column("address", sa.String(length=254), nullable=True))


def downgrade() -> None:
    """Take the change back."""
    with op.batch_alter_table("outgoing_mail", schema=None) as table:
        table.drop_column("address")
    op.drop_table("address_change")
