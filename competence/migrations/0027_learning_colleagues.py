"""Keep who is open to being asked, pairs and requests for help."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    op.create_table(
        "buddy_pair",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("first_id", sa.Integer(), nullable=False),
        sa.Column("second_id", sa.Integer(), nullable=False),
        sa.Column("first_learns", sa.String(length=60), nullable=False),
        sa.Column("second_learns", sa.String(length=60), nullable=False),
        sa.Column("proposed_on", sa.Date(), nullable=False),
        sa.Column("pid", sa.String(length=32), nullable=False),
        sa.CheckConstraint("first_id < second_id", name=op.f("ck_buddy_pair_in_order")),
        sa.ForeignKeyConstraint(
            ["first_id"], ["person.id"], name=op.f("fk_buddy_pair_first_id_person"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["second_id"], ["person.id"], name=op.f("fk_buddy_pair_second_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_buddy_pair")),
        sa.UniqueConstraint("first_id", "second_id", name=op.f("uq_buddy_pair_first_id_second_id")),
        sa.UniqueConstraint("pid", name=op.f("uq_buddy_pair_pid")),
    )
    with op.batch_alter_table("buddy_pair", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_buddy_pair_first_id"), ["first_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_buddy_pair_proposed_on"), ["proposed_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_buddy_pair_second_id"), ["second_id"], unique=False)

    op.create_table(
        "contact",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("asker_id", sa.Integer(), nullable=False),
        sa.Column("asked_id", sa.Integer(), nullable=False),
        sa.Column("competence", sa.String(length=60), nullable=False),
        sa.Column(
            "kind", sa.Enum("ASK", "PRACTISE", "MENTOR", name="openness", native_enum=False, length=20), nullable=False
        ),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("asker_id <> asked_id", name=op.f("ck_contact_not_oneself")),
        sa.ForeignKeyConstraint(
            ["asked_id"], ["person.id"], name=op.f("fk_contact_asked_id_person"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["asker_id"], ["person.id"], name=op.f("fk_contact_asker_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact")),
    )
    with op.batch_alter_table("contact", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_contact_asked_id"), ["asked_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_contact_asker_id"), ["asker_id"], unique=False)

    op.create_table(
        "help_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("asker_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("FACILITATION", "PROCESS", "NETWORK", name="help", native_enum=False, length=20),
            nullable=False,
        ),
        sa.Column(
            "about",
            sa.Enum("PROJECT", "EVENT", "READING_CIRCLE", "COMMUNITY", name="for", native_enum=False, length=20),
            nullable=False,
        ),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("by", sa.Date(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("pid", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["asker_id"], ["person.id"], name=op.f("fk_help_request_asker_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_help_request")),
        sa.UniqueConstraint("pid", name=op.f("uq_help_request_pid")),
    )
    with op.batch_alter_table("help_request", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_help_request_asker_id"), ["asker_id"], unique=False)

    op.create_table(
        "helper",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("FACILITATION", "PROCESS", "NETWORK", name="help", native_enum=False, length=20),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_helper_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", "kind", name=op.f("pk_helper")),
    )
    op.create_table(
        "opening",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("framework_id", sa.Integer(), nullable=False),
        sa.Column("competence", sa.String(length=60), nullable=False),
        sa.Column(
            "kind", sa.Enum("ASK", "PRACTISE", "MENTOR", name="openness", native_enum=False, length=20), nullable=False
        ),
        sa.Column("word", sa.Text(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("pid", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["framework_id"], ["framework.id"], name=op.f("fk_opening_framework_id_framework"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_opening_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opening")),
        sa.UniqueConstraint(
            "person_id",
            "framework_id",
            "competence",
            "kind",
            name=op.f("uq_opening_person_id_framework_id_competence_kind"),
        ),
        sa.UniqueConstraint("pid", name=op.f("uq_opening_pid")),
    )
    with op.batch_alter_table("opening", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_opening_competence"), ["competence"], unique=False)
        batch_op.create_index(batch_op.f("ix_opening_framework_id"), ["framework_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_opening_person_id"), ["person_id"], unique=False)

    op.create_table(
        "spoken_language",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=10), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_spoken_language_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", "code", name=op.f("pk_spoken_language")),
    )
    op.create_table(
        "buddy_answer",
        sa.Column("pair_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("yes", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["pair_id"], ["buddy_pair.id"], name=op.f("fk_buddy_answer_pair_id_buddy_pair"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_buddy_answer_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("pair_id", "person_id", name=op.f("pk_buddy_answer")),
    )
    with op.batch_alter_table("buddy_answer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_buddy_answer_person_id"), ["person_id"], unique=False)

    op.create_table(
        "help_answer",
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("offered_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_help_answer_person_id_person"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["request_id"], ["help_request.id"], name=op.f("fk_help_answer_request_id_help_request"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("request_id", "person_id", name=op.f("pk_help_answer")),
    )
    with op.batch_alter_table("help_answer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_help_answer_person_id"), ["person_id"], unique=False)


def downgrade() -> None:
    """Take the change back."""
    with op.batch_alter_table("help_answer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_help_answer_person_id"))

    op.drop_table("help_answer")
    with op.batch_alter_table("buddy_answer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_buddy_answer_person_id"))

    op.drop_table("buddy_answer")
    op.drop_table("spoken_language")
    with op.batch_alter_table("opening", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_opening_person_id"))
        batch_op.drop_index(batch_op.f("ix_opening_framework_id"))
        batch_op.drop_index(batch_op.f("ix_opening_competence"))

    op.drop_table("opening")
    op.drop_table("helper")
    with op.batch_alter_table("help_request", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_help_request_asker_id"))

    op.drop_table("help_request")
    with op.batch_alter_table("contact", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_contact_asker_id"))
        batch_op.drop_index(batch_op.f("ix_contact_asked_id"))

    op.drop_table("contact")
    with op.batch_alter_table("buddy_pair", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_buddy_pair_second_id"))
        batch_op.drop_index(batch_op.f("ix_buddy_pair_proposed_on"))
        batch_op.drop_index(batch_op.f("ix_buddy_pair_first_id"))

    op.drop_table("buddy_pair")
