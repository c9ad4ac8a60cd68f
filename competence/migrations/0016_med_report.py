"""Make the tables of a round's report to MED."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

TOLD = sa.Enum("NUMBER", "FEW", "NEARLY_ALL", name="told", native_enum=False, length=20)
REASON = sa.Enum(
    "TOO_FEW", "EARLIER", "SHARES_TOO_FEW", "TOO_FEW_PEOPLE", "SHARES_WHOLE_ONLY",
    name="reason", native_enum=False, length=20,
)  # fmt: skip
END = sa.Enum("EXACT", "OR_LOWER", "OR_HIGHER", name="end", native_enum=False, length=20)


def upgrade() -> None:
    """Make the change."""
    op.create_table(
        "med_report",
        sa.Column("cycle_id", sa.Integer(), nullable=False),
        sa.Column("released_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("k", sa.Integer(), nullable=False),
        sa.Column("shares_floor", sa.Integer(), nullable=False),
        sa.Column("rows_hidden", REASON, nullable=True),
        sa.Column("themes_hidden", REASON, nullable=True),
        sa.Column("away", sa.Integer(), nullable=True),
        sa.Column("away_told", TOLD, nullable=True),
        sa.Column("called_off", sa.Integer(), nullable=True),
        sa.Column("called_off_told", TOLD, nullable=True),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycle.id"], name=op.f("fk_med_report_cycle_id_cycle")),
        sa.PrimaryKeyConstraint("cycle_id", name=op.f("pk_med_report")),
    )
    op.create_table(
        "med_report_row",
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("label_da", sa.Text(), nullable=False),
        sa.Column("label_en", sa.Text(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("held", sa.Integer(), nullable=False),
        sa.Column("agreed", sa.Integer(), nullable=False),
        sa.Column("followed_up", sa.Integer(), nullable=False),
        sa.CheckConstraint("people >= 5", name=op.f("ck_med_report_row_crowd")),
        sa.ForeignKeyConstraint(
            ["report_id"], ["med_report.cycle_id"], name=op.f("fk_med_report_row_report_id_med_report")
        ),
        sa.PrimaryKeyConstraint("report_id", "position", name=op.f("pk_med_report_row")),
    )
    op.create_table(
        "med_report_share",
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title_da", sa.Text(), nullable=False),
        sa.Column("title_en", sa.Text(), nullable=False),
        sa.Column("percent", sa.Integer(), nullable=False),
        sa.Column("end", END, nullable=False),
        sa.ForeignKeyConstraint(
            ["report_id"], ["med_report.cycle_id"], name=op.f("fk_med_report_share_report_id_med_report")
        ),
        sa.PrimaryKeyConstraint("report_id", "position", name=op.f("pk_med_report_share")),
    )


def downgrade() -> None:
    """Take the change back."""
    for table in ("med_report_share", "med_report_row", "med_report"):
        op.drop_table(table)
