"""Keep erasures, holds, corrections and who has read who sees what; note on a person that they were erased."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0042"
down_revision = "0041"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    with op.batch_alter_table("person", schema=None) as table:
        table.add_column(sa.Column("erased_on", sa.Date(), nullable=True))
    op.create_table(
        "acknowledgement",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        _to_person("acknowledgement", "person_id", "CASCADE"),
        sa.PrimaryKeyConstraint("person_id", "edition", name=op.f("pk_acknowledgement")),
    )
    op.create_table(
        "correction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("kept_in", sa.String(length=60), nullable=False),
        sa.Column("kept_key", sa.String(length=120), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("keeper_id", sa.Integer(), nullable=True),
        sa.Column("pid", sa.String(length=32), nullable=False),
        _to_person("correction", "person_id", "CASCADE"),
        _to_person("correction", "keeper_id", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_correction")),
        sa.UniqueConstraint("pid", name=op.f("uq_correction_pid")),
    )
    _index("correction", ["person_id"], ["keeper_id"], ["kept_in", "kept_key"])
    op.create_table(
        "erasure_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("erased_on", sa.Date(), nullable=True),
        sa.Column("wiped_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("pid", sa.String(length=32), nullable=False),
        sa.CheckConstraint(
            "decided_by_id IS NULL OR decided_by_id <> asked_by_id", name=op.f("ck_erasure_request_two_hands")
        ),
        _to_person("erasure_request", "person_id", "CASCADE"),
        _to_person("erasure_request", "asked_by_id", "SET NULL"),
        _to_person("erasure_request", "decided_by_id", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_erasure_request")),
        sa.UniqueConstraint("pid", name=op.f("uq_erasure_request_pid")),
    )
    _index("erasure_request", ["person_id"], ["asked_by_id"], ["decided_by_id"])
    op.create_table(
        "legal_hold",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("placed_by_id", sa.Integer(), nullable=True),
        sa.Column("placed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lifted_by_id", sa.Integer(), nullable=True),
        sa.Column("lifted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("pid", sa.String(length=32), nullable=False),
        _to_person("legal_hold", "person_id", "CASCADE"),
        _to_person("legal_hold", "placed_by_id", "SET NULL"),
        _to_person("legal_hold", "lifted_by_id", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_legal_hold")),
        sa.UniqueConstraint("pid", name=op.f("uq_legal_hold_pid")),
    )
    _index("legal_hold", ["person_id"], ["placed_by_id"], ["lifted_by_id"])


def downgrade() -> None:
    """Take the change back."""
    for table in ("legal_hold", "erasure_request", "correction", "acknowledgement"):
        op.drop_table(table)
    with op.batch_alter_table("person", schema=None) as batch:
        batch.drop_column("erased_on")


def _to_person(table: str, column: str, ondelete: str) -> Any:
    name = op.f(f"fk_{table}_{column}_person")
    return sa.ForeignKeyConstraint([column], ["person.id"], name=name, ondelete=ondelete)


def _index(table: str, *indexes: list[str]) -> None:
    with op.batch_alter_table(table, schema=None) as batch:
        for columns in indexes:
            batch.create_index(op.f("ix_" + "_".join(f"{table}_{column}" for column in columns)), columns)
