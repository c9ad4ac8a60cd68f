"""Keep reviews of who can see what, as each leader was shown it; let a file of many changes wait for another hand."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0049"
down_revision = "0048"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    op.create_table(
        "rights_review",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("begun_by_id", sa.Integer(), nullable=True),
        sa.Column("pid", sa.String(length=32), nullable=False),
        _to_person("rights_review", "begun_by_id", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rights_review")),
        sa.UniqueConstraint("pid", name=op.f("uq_rights_review_pid")),
    )
    op.create_index(op.f("ix_rights_review_begun_by_id"), "rights_review", ["begun_by_id"])
    op.create_table(
        "rights_sheet",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("leader_id", sa.Integer(), nullable=False),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("shown", sa.Text(), nullable=True),
        sa.Column("remarks", sa.Text(), nullable=False),
        sa.Column("handled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("handled_by_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("pid", sa.String(length=32), nullable=False),
        sa.CheckConstraint("(signed_at IS NULL) = (shown IS NULL)", name=op.f("ck_rights_sheet_shown_when_signed")),
        sa.ForeignKeyConstraint(
            ["review_id"], ["rights_review.id"], name=op.f("fk_rights_sheet_review_id_rights_review"),
            ondelete="CASCADE",
        ),
        _to_person("rights_sheet", "leader_id", "CASCADE"),
        _to_person("rights_sheet", "handled_by_id", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rights_sheet")),
        sa.UniqueConstraint("review_id", "leader_id", name=op.f("uq_rights_sheet_review_id_leader_id")),
        sa.UniqueConstraint("pid", name=op.f("uq_rights_sheet_pid")),
    )  # fmt: skip
    for column in ("leader_id", "handled_by_id"):
        op.create_index(op.f(f"ix_rights_sheet_{column}"), "rights_sheet", [column])
    op.add_column("import_draft", sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    """Take the change back."""
    with op.batch_alter_table("import_draft", schema=None) as batch:
        batch.drop_column("asked_at")
    op.drop_table("rights_sheet")
    op.drop_table("rights_review")


def _to_person(table: str, column: str, ondelete: str) -> Any:
    name = op.f(f"fk_{table}_{column}_person")
    return sa.ForeignKeyConstraint([column], ["person.id"], name=name, ondelete=ondelete)
