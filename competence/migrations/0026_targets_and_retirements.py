"""Let HR write targets for competences, and how many are expected to retire, beside the figures."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    op.create_table(
        "competence_target",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("theme", sa.String(length=40), nullable=False),
        sa.Column("competence_code", sa.String(length=60), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("percent", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.CheckConstraint("(theme = '') <> (competence_code = '')", name=op.f("ck_competence_target_one_subject")),
        sa.CheckConstraint("percent BETWEEN 10 AND 90", name=op.f("ck_competence_target_percent")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_competence_target")),
        sa.UniqueConstraint(
            "theme", "competence_code", "level", "year",
            name=op.f("uq_competence_target_theme_competence_code_level_year"),
        ),
    )  # fmt: skip
    op.create_table(
        "expected_retirement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("role_profile_id", sa.Integer(), nullable=True),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("leaving", sa.Integer(), nullable=False),
        sa.Column("staff", sa.Integer(), nullable=False),
        sa.CheckConstraint("leaving >= 5 AND staff >= leaving", name=op.f("ck_expected_retirement_crowd")),
        sa.ForeignKeyConstraint(
            ["role_profile_id"], ["role_profile.id"],
            name=op.f("fk_expected_retirement_role_profile_id_role_profile"), ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_expected_retirement")),
    )  # fmt: skip
    op.create_index(op.f("ix_expected_retirement_role_profile_id"), "expected_retirement", ["role_profile_id"])


def downgrade() -> None:
    """Take the change back."""
    op.drop_index(op.f("ix_expected_retirement_role_profile_id"), table_name="expected_retirement")
    op.drop_table("expected_retirement")
    op.drop_table("competence_target")
