"""Keep what became of learning and what was not wanted."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    op.create_table(
        "offer_dismissal",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("offer_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["offer_id"], ["offer.id"], name=op.f("fk_offer_dismissal_offer_id_offer"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_offer_dismissal_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", "offer_id", name=op.f("pk_offer_dismissal")),
    )
    with op.batch_alter_table("offer_dismissal", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_offer_dismissal_offer_id"), ["offer_id"], unique=False)

    op.create_table(
        "use_told",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("offer_id", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("people", sa.String(length=20), nullable=False),
        sa.Column("percent", sa.Integer(), nullable=False),
        sa.Column(
            "end", sa.Enum("EXACT", "OR_LOWER", "OR_HIGHER", name="end", native_enum=False, length=20), nullable=False
        ),
        sa.CheckConstraint("percent BETWEEN 0 AND 100", name=op.f("ck_use_told_percent")),
        sa.ForeignKeyConstraint(
            ["offer_id"], ["offer.id"], name=op.f("fk_use_told_offer_id_offer"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_use_told")),
    )
    with op.batch_alter_table("use_told", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_use_told_offer_id"), ["offer_id"], unique=False)

    op.create_table(
        "learning_use",
        sa.Column("signup_id", sa.Integer(), nullable=False),
        sa.Column("used", sa.Enum("YES", "NOT_YET", "NO", name="used", native_enum=False, length=20), nullable=False),
        sa.Column("what_for", sa.Text(), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=False),
        sa.Column("told_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["signup_id"], ["signup.id"], name=op.f("fk_learning_use_signup_id_signup"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["told_id"], ["use_told.id"], name=op.f("fk_learning_use_told_id_use_told"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("signup_id", name=op.f("pk_learning_use")),
    )
    with op.batch_alter_table("learning_use", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_learning_use_told_id"), ["told_id"], unique=False)


def downgrade() -> None:
    """Take the change back."""
    with op.batch_alter_table("learning_use", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_learning_use_told_id"))

    op.drop_table("learning_use")
    with op.batch_alter_table("use_told", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_use_told_offer_id"))

    op.drop_table("use_told")
    with op.batch_alter_table("offer_dismissal", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_offer_dismissal_offer_id"))

    op.drop_table("offer_dismissal")
