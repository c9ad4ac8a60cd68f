"""Make the tables of learning offers."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    op.create_table(
        "offer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "COURSE",
                "ON_THE_JOB",
                "PEER",
                "MENTOR",
                "JOB_SWAP",
                "READING",
                "EDUCATION",
                name="kind",
                native_enum=False,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("title_da", sa.Text(), nullable=False),
        sa.Column("title_en", sa.Text(), nullable=False),
        sa.Column("description_da", sa.Text(), nullable=False),
        sa.Column("description_en", sa.Text(), nullable=False),
        sa.Column("hours", sa.Integer(), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=True),
        sa.Column("price", sa.Integer(), nullable=False),
        sa.Column(
            "provider",
            sa.Enum("INTERNAL", "CENTRALBIBLIOTEK", "EXTERNAL", name="provider", native_enum=False, length=20),
            nullable=False,
        ),
        sa.Column("provider_name", sa.String(length=120), nullable=False),
        sa.Column("fund", sa.Boolean(), nullable=False),
        sa.Column("taken_off", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("pid", sa.String(length=32), nullable=False),
        sa.CheckConstraint("hours > 0", name=op.f("ck_offer_hours")),
        sa.CheckConstraint("price >= 0", name=op.f("ck_offer_price")),
        sa.CheckConstraint("seats > 0", name=op.f("ck_offer_seats")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offer")),
        sa.UniqueConstraint("code", name=op.f("uq_offer_code")),
        sa.UniqueConstraint("pid", name=op.f("uq_offer_pid")),
    )
    op.create_table(
        "offer_aim",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("offer_id", sa.Integer(), nullable=False),
        sa.Column("framework_id", sa.Integer(), nullable=False),
        sa.Column("competence", sa.String(length=60), nullable=False),
        sa.Column("from_level", sa.Integer(), nullable=False),
        sa.Column("to_level", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "1 <= from_level AND from_level < to_level AND to_level <= 8", name=op.f("ck_offer_aim_levels")
        ),
        sa.ForeignKeyConstraint(
            ["framework_id"], ["framework.id"], name=op.f("fk_offer_aim_framework_id_framework"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["offer_id"], ["offer.id"], name=op.f("fk_offer_aim_offer_id_offer"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offer_aim")),
        sa.UniqueConstraint(
            "offer_id", "framework_id", "competence", name=op.f("uq_offer_aim_offer_id_framework_id_competence")
        ),
    )
    with op.batch_alter_table("offer_aim", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_offer_aim_competence"), ["competence"], unique=False)
        batch_op.create_index(batch_op.f("ix_offer_aim_framework_id"), ["framework_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_offer_aim_offer_id"), ["offer_id"], unique=False)

    op.create_table(
        "offer_date",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("offer_id", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=True),
        sa.Column("called_off_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("pid", sa.String(length=32), nullable=False),
        sa.CheckConstraint("minutes > 0", name=op.f("ck_offer_date_minutes")),
        sa.CheckConstraint("seats > 0", name=op.f("ck_offer_date_seats")),
        sa.ForeignKeyConstraint(
            ["offer_id"], ["offer.id"], name=op.f("fk_offer_date_offer_id_offer"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offer_date")),
        sa.UniqueConstraint("pid", name=op.f("uq_offer_date_pid")),
    )
    with op.batch_alter_table("offer_date", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_offer_date_offer_id"), ["offer_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_offer_date_starts_at"), ["starts_at"], unique=False)

    op.create_table(
        "offer_runner",
        sa.Column("offer_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["offer_id"], ["offer.id"], name=op.f("fk_offer_runner_offer_id_offer"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_offer_runner_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("offer_id", "person_id", name=op.f("pk_offer_runner")),
    )
    with op.batch_alter_table("offer_runner", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_offer_runner_person_id"), ["person_id"], unique=False)

    op.create_table(
        "signup",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("date_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "ASKED",
                "SEATED",
                "WAITING",
                "REFUSED",
                "CANCELLED",
                "ATTENDED",
                "ABSENT",
                name="state",
                native_enum=False,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("needs_yes", sa.Boolean(), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("word", sa.Text(), nullable=False),
        sa.Column("attended_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("pid", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["date_id"], ["offer_date.id"], name=op.f("fk_signup_date_id_offer_date"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["person.id"], name=op.f("fk_signup_decided_by_id_person"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_signup_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signup")),
        sa.UniqueConstraint("date_id", "person_id", name=op.f("uq_signup_date_id_person_id")),
        sa.UniqueConstraint("pid", name=op.f("uq_signup_pid")),
    )
    with op.batch_alter_table("signup", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_signup_date_id"), ["date_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_signup_decided_by_id"), ["decided_by_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_signup_person_id"), ["person_id"], unique=False)


def downgrade() -> None:
    """Take the change back."""
    with op.batch_alter_table("signup", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_signup_person_id"))
        batch_op.drop_index(batch_op.f("ix_signup_decided_by_id"))
        batch_op.drop_index(batch_op.f("ix_signup_date_id"))

    op.drop_table("signup")
    with op.batch_alter_table("offer_runner", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_offer_runner_person_id"))

    op.drop_table("offer_runner")
    with op.batch_alter_table("offer_date", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_offer_date_starts_at"))
        batch_op.drop_index(batch_op.f("ix_offer_date_offer_id"))

    op.drop_table("offer_date")
    with op.batch_alter_table("offer_aim", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_offer_aim_offer_id"))
        batch_op.drop_index(batch_op.f("ix_offer_aim_framework_id"))
        batch_op.drop_index(batch_op.f("ix_offer_aim_competence"))

    op.drop_table("offer_aim")
    op.drop_table("offer")
