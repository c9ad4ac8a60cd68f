"""Make the tables of the second factor, and note in a session what was proven, what its person is, and where."""

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None

OF_A_PERSON = ("code_app", "passkey", "recovery_code")


def upgrade() -> None:
    """Make the change."""
    with op.batch_alter_table("user_session", schema=None) as table:
        table.add_column(sa.Column("factor_at", sa.DateTime(timezone=True), nullable=True))
        table.add_column(sa.Column("rights", sa.String(length=100), nullable=True))
        table.add_column(sa.Column("device", sa.String(length=40), nullable=True))
    op.create_table(
        "code_app",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("seed", sa.Text(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("proven_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_step", sa.BigInteger(), nullable=True),
        sa.Column("pid", sa.String(length=32), nullable=False),
        *_of_a_person("code_app"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_code_app")),
        sa.UniqueConstraint("pid", name=op.f("uq_code_app_pid")),
    )
    op.create_table(
        "passkey",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("credential", sa.String(length=1400), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("sign_count", sa.BigInteger(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("pid", sa.String(length=32), nullable=False),
        *_of_a_person("passkey"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passkey")),
        sa.UniqueConstraint("credential", name=op.f("uq_passkey_credential")),
        sa.UniqueConstraint("pid", name=op.f("uq_passkey_pid")),
    )
    op.create_table(
        "recovery_code",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        *_of_a_person("recovery_code"),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_recovery_code")),
    )
    op.create_table(
        "factor_reset",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        *_of_a_person("factor_reset"),
        sa.ForeignKeyConstraint(
            ["asked_by_id"], ["person.id"], name=op.f("fk_factor_reset_asked_by_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_factor_reset")),
    )
    for name in OF_A_PERSON:
        op.create_index(op.f(f"ix_{name}_person_id"), name, ["person_id"])
    op.create_index(op.f("ix_factor_reset_asked_by_id"), "factor_reset", ["asked_by_id"])


def downgrade() -> None:
    """Take the change back."""
    for name in ("factor_reset", *OF_A_PERSON):
        op.drop_table(name)
    with op.batch_alter_table("user_session", schema=None) as table:
        for column in ("device", "rights", "factor_at"):
            table.drop_column(column)


def _of_a_person(table: str) -> list[sa.ForeignKeyConstraint]:
    name = op.f(f"fk_{table}_person_id_person")
    return [sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=name, ondelete="CASCADE")]
