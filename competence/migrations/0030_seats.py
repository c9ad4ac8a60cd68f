"""Make the tables of seats: shared wishes, what units can spare, and distributions with what became of each wish."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

STATE = sa.Enum("DRAFT", "RUNNING", "FOUND", "STUCK", "SENT", name="state", native_enum=False, length=20)
OUTCOME = sa.Enum(
    "SEAT", "WAITING", "OFFERED", "ACCEPTED", "DECLINED", name="outcome", native_enum=False, length=20
)  # fmt: skip


def _key(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{target.split('.')[0]}")
    return sa.ForeignKeyConstraint([column], [target], name=name, ondelete="CASCADE")


def upgrade() -> None:
    """Make the change."""
    op.create_table(
        "seat_wish",
        sa.Column("offer_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        _key("seat_wish", "offer_id", "offer.id"),
        _key("seat_wish", "person_id", "person.id"),
        sa.PrimaryKeyConstraint("offer_id", "person_id", name=op.f("pk_seat_wish")),
    )
    op.create_index(op.f("ix_seat_wish_person_id"), "seat_wish", ["person_id"])
    op.create_table(
        "desk_cover",
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("most_away", sa.Integer(), nullable=False),
        sa.CheckConstraint("most_away >= 0", name=op.f("ck_desk_cover_most_away")),
        _key("desk_cover", "unit_id", "unit.id"),
        sa.PrimaryKeyConstraint("unit_id", name=op.f("pk_desk_cover")),
    )
    op.create_table(
        "distribution",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("state", STATE, nullable=False),
        sa.Column("each", sa.Integer(), nullable=False),
        sa.Column("hours", sa.Integer(), nullable=True),
        sa.Column("fair", sa.Integer(), nullable=False),
        sa.Column("seconds", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answer_by", sa.Date(), nullable=True),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("at_most", sa.Integer(), nullable=False),
        sa.Column("milliseconds", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=120), nullable=False),
        sa.Column("said", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("pid", sa.String(length=32), nullable=False),
        sa.CheckConstraint("each BETWEEN 1 AND 5", name=op.f("ck_distribution_each")),
        sa.CheckConstraint("fair BETWEEN 0 AND 100", name=op.f("ck_distribution_fair")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_distribution")),
        sa.UniqueConstraint("pid", name=op.f("uq_distribution_pid")),
    )
    op.create_table(
        "distribution_date",
        sa.Column("distribution_id", sa.Integer(), nullable=False),
        sa.Column("date_id", sa.Integer(), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.CheckConstraint("seats >= 0", name=op.f("ck_distribution_date_seats")),
        _key("distribution_date", "distribution_id", "distribution.id"),
        _key("distribution_date", "date_id", "offer_date.id"),
        sa.PrimaryKeyConstraint("distribution_id", "date_id", name=op.f("pk_distribution_date")),
    )
    op.create_index(op.f("ix_distribution_date_date_id"), "distribution_date", ["date_id"])
    op.create_table(
        "seat_ruling",
        sa.Column("distribution_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("date_id", sa.Integer(), nullable=False),
        sa.Column("held", sa.Boolean(), nullable=False),
        _key("seat_ruling", "distribution_id", "distribution.id"),
        _key("seat_ruling", "person_id", "person.id"),
        _key("seat_ruling", "date_id", "offer_date.id"),
        sa.PrimaryKeyConstraint("distribution_id", "person_id", "date_id", name=op.f("pk_seat_ruling")),
    )
    op.create_index(op.f("ix_seat_ruling_person_id"), "seat_ruling", ["person_id"])
    op.create_index(op.f("ix_seat_ruling_date_id"), "seat_ruling", ["date_id"])
    op.create_table(
        "seat_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("distribution_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("date_id", sa.Integer(), nullable=False),
        sa.Column("outcome", OUTCOME, nullable=False),
        sa.Column("why", sa.JSON(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("pid", sa.String(length=32), nullable=False),
        _key("seat_line", "distribution_id", "distribution.id"),
        _key("seat_line", "person_id", "person.id"),
        _key("seat_line", "date_id", "offer_date.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seat_line")),
        sa.UniqueConstraint("pid", name=op.f("uq_seat_line_pid")),
        sa.UniqueConstraint(
            "distribution_id", "person_id", "date_id", name=op.f("uq_seat_line_distribution_id_person_id_date_id")
        ),
    )
    op.create_index(op.f("ix_seat_line_person_id"), "seat_line", ["person_id"])
    op.create_index(op.f("ix_seat_line_date_id"), "seat_line", ["date_id"])


def downgrade() -> None:
    """Take the change back."""
    for table in ("seat_line", "seat_ruling", "distribution_date", "distribution", "desk_cover", "seat_wish"):
        op.drop_table(table)
