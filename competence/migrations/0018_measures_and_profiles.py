"""Let a release tell several measures, by unit and by role profile, and to whom it is shown."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

KIND = sa.Enum("UNITS", "PROFILES", name="kind", native_enum=False, length=20)
MEASURE = sa.Enum(
    "LEVEL", "REQUIREMENT", "IMPORTANCE", "WISH", "LEADERS_LEVEL", "LEADERS_IMPORTANCE",
    name="measure", native_enum=False, length=20,
)  # fmt: skip
AUDIENCE = sa.Enum("EVERYBODY", "LEADERS", "HR", name="audience", native_enum=False, length=20)
ONE_FIGURE = "uq_released_figure_group_id_competence_id"
ONE_MEASURE = "uq_released_figure_group_id_competence_id_measure"


def upgrade() -> None:
    """Make the change; what was released by now was the level, by unit, for everybody."""
    with op.batch_alter_table("release", schema=None) as table:
        table.add_column(sa.Column("audience", AUDIENCE, nullable=False, server_default="EVERYBODY"))
    with op.batch_alter_table("released_group", schema=None) as table:
        table.add_column(sa.Column("kind", KIND, nullable=False, server_default="UNITS"))
    with op.batch_alter_table("released_figure", schema=None) as table:
        table.add_column(sa.Column("measure", MEASURE, nullable=False, server_default="LEVEL"))
        table.add_column(sa.Column("required", sa.Numeric(precision=4, scale=2), nullable=True))
        table.drop_constraint(ONE_FIGURE, type_="unique")
        table.create_unique_constraint(ONE_MEASURE, ["group_id", "competence_id", "measure"])
    with op.batch_alter_table("ledger_row", schema=None) as table:
        table.add_column(sa.Column("kind", KIND, nullable=False, server_default="UNITS"))
        table.add_column(sa.Column("leaders", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("ledger_member", schema=None) as table:
        table.add_column(sa.Column("profile_row_id", sa.Integer(), nullable=True))
        table.create_foreign_key("fk_ledger_member_profile_row_id_ledger_row", "ledger_row", ["profile_row_id"], ["id"])
        table.create_index("ix_ledger_member_profile_row_id", ["profile_row_id"])


def downgrade() -> None:
    """Take the change back, and with it every figure the older version does not know."""
    op.execute("UPDATE ledger_member SET profile_row_id = NULL")
    op.execute("DELETE FROM ledger_member WHERE row_id IN (SELECT id FROM ledger_row WHERE leaders)")
    op.execute("DELETE FROM ledger_row WHERE leaders OR kind = 'PROFILES'")
    op.execute(
        "CREATE TEMPORARY TABLE newer AS SELECT f.id FROM released_figure f"
        " JOIN released_group g ON g.id = f.group_id WHERE f.measure <> 'LEVEL' OR g.kind <> 'UNITS'"
    )
    op.execute("DELETE FROM released_share WHERE figure_id IN (SELECT id FROM newer)")
    op.execute("DELETE FROM released_figure WHERE id IN (SELECT id FROM newer)")
    op.execute("DROP TABLE newer")
    op.execute("DELETE FROM released_group WHERE kind <> 'UNITS'")
    with op.batch_alter_table("ledger_member", schema=None) as table:
        table.drop_index("ix_ledger_member_profile_row_id")
        table.drop_constraint("fk_ledger_member_profile_row_id_ledger_row", type_="foreignkey")
        table.drop_column("profile_row_id")
    with op.batch_alter_table("ledger_row", schema=None) as table:
        table.drop_column("leaders")
        table.drop_column("kind")
    with op.batch_alter_table("released_figure", schema=None) as table:
        table.drop_constraint(ONE_MEASURE, type_="unique")
        table.create_unique_constraint(ONE_FIGURE, ["group_id", "competence_id"])
        table.drop_column("required")
        table.drop_column("measure")
    with op.batch_alter_table("released_group", schema=None) as table:
        table.drop_column("kind")
    with op.batch_alter_table("release", schema=None) as table:
        table.drop_column("audience")
