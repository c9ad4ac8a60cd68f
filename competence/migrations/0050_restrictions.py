"""Keep who has had the use of their data restricted, and what lets HR break the glass in spite of it."""

import sqlalchemy as sa
from alembic import op

revision = "0050"
down_revision = "0049"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    ground = sa.Enum("NOT_RIGHT", "UNLAWFUL", "CLAIM", "OBJECTED", name="ground", native_enum=False, length=20)
    op.create_table(
        "restriction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("ground", ground, nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("lifted_by_id", sa.Integer(), nullable=True),
        sa.Column("pid", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_restriction_person_id_person"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["lifted_by_id"], ["person.id"], name=op.f("fk_restriction_lifted_by_id_person"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_restriction")),
        sa.UniqueConstraint("pid", name=op.f("uq_restriction_pid")),
    )
    with op.batch_alter_table("restriction", schema=None) as batch:
        for column in ("person_id", "ends_at", "lifted_by_id"):
            batch.create_index(op.f(f"ix_restriction_{column}"), [column])
    despite = sa.Enum("CONSENT", "CLAIM", "OTHERS", name="despite", native_enum=False, length=20)
    with op.batch_alter_table("glass", schema=None) as batch:
        batch.add_column(sa.Column("despite", despite, nullable=True))


def downgrade() -> None:
    """Take the change back."""
    with op.batch_alter_table("glass", schema=None) as batch:
        batch.drop_column("despite")
    op.drop_table("restriction")
