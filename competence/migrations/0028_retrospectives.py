"""Look back together."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    op.create_table(
        "retrospective",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("begun_by_id", sa.Integer(), nullable=True),
        sa.Column("pid", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["begun_by_id"], ["person.id"], name=op.f("fk_retrospective_begun_by_id_person"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_retrospective")),
        sa.UniqueConstraint("pid", name=op.f("uq_retrospective_pid")),
    )
    with op.batch_alter_table("retrospective", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_retrospective_begun_by_id"), ["begun_by_id"], unique=False)

    op.create_table(
        "retrospective_agreement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("retrospective_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("lead_id", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["lead_id"], ["person.id"], name=op.f("fk_retrospective_agreement_lead_id_person"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["retrospective_id"],
            ["retrospective.id"],
            name=op.f("fk_retrospective_agreement_retrospective_id_retrospective"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_retrospective_agreement")),
    )
    with op.batch_alter_table("retrospective_agreement", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_retrospective_agreement_due_on"), ["due_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_retrospective_agreement_lead_id"), ["lead_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_retrospective_agreement_retrospective_id"), ["retrospective_id"], unique=False
        )

    op.create_table(
        "retrospective_member",
        sa.Column("retrospective_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_retrospective_member_person_id_person"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["retrospective_id"],
            ["retrospective.id"],
            name=op.f("fk_retrospective_member_retrospective_id_retrospective"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("retrospective_id", "person_id", name=op.f("pk_retrospective_member")),
    )
    with op.batch_alter_table("retrospective_member", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_retrospective_member_person_id"), ["person_id"], unique=False)

    op.create_table(
        "retrospective_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("retrospective_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Enum("KEEP", "ADJUST", "TRY", name="kind", native_enum=False, length=20), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["author_id"], ["person.id"], name=op.f("fk_retrospective_note_author_id_person"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["retrospective_id"],
            ["retrospective.id"],
            name=op.f("fk_retrospective_note_retrospective_id_retrospective"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_retrospective_note")),
    )
    with op.batch_alter_table("retrospective_note", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_retrospective_note_author_id"), ["author_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_retrospective_note_retrospective_id"), ["retrospective_id"], unique=False)


def downgrade() -> None:
    """Take the change back."""
    with op.batch_alter_table("retrospective_note", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_retrospective_note_retrospective_id"))
        batch_op.drop_index(batch_op.f("ix_retrospective_note_author_id"))

    op.drop_table("retrospective_note")
    with op.batch_alter_table("retrospective_member", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_retrospective_member_person_id"))

    op.drop_table("retrospective_member")
    with op.batch_alter_table("retrospective_agreement", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_retrospective_agreement_retrospective_id"))
        batch_op.drop_index(batch_op.f("ix_retrospective_agreement_lead_id"))
        batch_op.drop_index(batch_op.f("ix_retrospective_agreement_due_on"))

    op.drop_table("retrospective_agreement")
    with op.batch_alter_table("retrospective", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_retrospective_begun_by_id"))

    op.drop_table("retrospective")
