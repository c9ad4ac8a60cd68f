"""Make the tables of the competence fund: terms, openings, and how far an application is."""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

STEP = sa.Enum("TALKED", "LISTED", "EMPLOYEE", "LEADER", "UNION", "APPLIED", name="step", native_enum=False, length=20)


def upgrade() -> None:
    """Make the change."""
    op.create_table(
        "fund_agreement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title_da", sa.Text(), nullable=False),
        sa.Column("title_en", sa.Text(), nullable=False),
        *(
            sa.Column(name, sa.Integer(), nullable=False)
            for name in ("percent", "most", "most_master", "months_before", "days_before", "sign_days")
        ),
        sa.Column("source", sa.String(length=300), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("pid", sa.String(length=32), nullable=False),
        sa.CheckConstraint("percent BETWEEN 0 AND 100", name=op.f("ck_fund_agreement_percent")),
        sa.CheckConstraint("most >= 0 AND most_master >= 0", name=op.f("ck_fund_agreement_most")),
        sa.CheckConstraint(
            "months_before >= 0 AND days_before >= 0 AND sign_days >= 0", name=op.f("ck_fund_agreement_days")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fund_agreement")),
        sa.UniqueConstraint("pid", name=op.f("uq_fund_agreement_pid")),
    )
    op.create_table(
        "fund_opening",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agreement_id", sa.Integer(), nullable=False),
        sa.Column("opens_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["agreement_id"],
            ["fund_agreement.id"],
            name=op.f("fk_fund_opening_agreement_id_fund_agreement"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fund_opening")),
    )
    op.create_index(op.f("ix_fund_opening_agreement_id"), "fund_opening", ["agreement_id"])
    op.create_table(
        "fund_case",
        sa.Column("activity_id", sa.Integer(), nullable=False),
        sa.Column("agreement_id", sa.Integer(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("price", sa.Integer(), nullable=True),
        sa.Column("master", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.CheckConstraint("price >= 0", name=op.f("ck_fund_case_price")),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activity.id"], name=op.f("fk_fund_case_activity_id_activity"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["agreement_id"],
            ["fund_agreement.id"],
            name=op.f("fk_fund_case_agreement_id_fund_agreement"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("activity_id", name=op.f("pk_fund_case")),
    )
    op.create_index(op.f("ix_fund_case_agreement_id"), "fund_case", ["agreement_id"])
    op.create_table(
        "fund_tick",
        sa.Column("activity_id", sa.Integer(), nullable=False),
        sa.Column("step", STEP, nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["activity_id"],
            ["fund_case.activity_id"],
            name=op.f("fk_fund_tick_activity_id_fund_case"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["author_id"], ["person.id"], name=op.f("fk_fund_tick_author_id_person"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("activity_id", "step", name=op.f("pk_fund_tick")),
    )
    op.create_index(op.f("ix_fund_tick_author_id"), "fund_tick", ["author_id"])


def downgrade() -> None:
    """Take the change back."""
    for table in ("fund_tick", "fund_case", "fund_opening", "fund_agreement"):
        op.drop_table(table)
