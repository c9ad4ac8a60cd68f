"""Let a goal of a development plan point at a career step."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = ()
depends_on = None


def upgrade() -> None:
    """Make the change."""
    with op.batch_alter_table("goal") as batch_op:
        batch_op.add_column(sa.Column("step_id", sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f("ix_goal_step_id"), ["step_id"], unique=False)
        batch_op.create_foreign_key(batch_op.f("fk_goal_step_id_career_step"), "career_step", ["step_id"], ["id"])


def downgrade() -> None:
    """Take the change back."""
    with op.batch_alter_table("goal") as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_goal_step_id_career_step"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_goal_step_id"))
        batch_op.drop_column("step_id")
