"""Remind once for ever, and mail as each person wants."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = ()
depends_on = None


def upgrade() -> None:
    """Make the change."""
    op.create_table(
        "daily_action",
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_daily_action")),
    )
    op.create_table(
        "mail_choice",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column(
            "rhythm",
            sa.Enum("AT_ONCE", "DAILY", "NEVER", name="rhythm", native_enum=False, length=20),
            server_default="AT_ONCE",
            nullable=False,
        ),
        sa.Column("daily_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_mail_choice_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_mail_choice")),
    )
    op.create_table(
        "reminded",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("told_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_reminded_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", "kind", "key", name=op.f("pk_reminded")),
    )
    with op.batch_alter_table("outgoing_mail", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "goes",
                sa.Enum("ALONE", "HELD", "TOGETHER", name="goes", native_enum=False, length=20),
                server_default="ALONE",
                nullable=False,
            )
        )
        batch_op.add_column(sa.Column("required", sa.Boolean(), server_default=sa.false(), nullable=False))


def downgrade() -> None:
    """Take the change back."""
    with op.batch_alter_table("outgoing_mail", schema=None) as batch_op:
        batch_op.drop_column("required")
        batch_op.drop_column("goes")
    op.drop_table("reminded")
    op.drop_table("mail_choice")
    op.drop_table("daily_action")
