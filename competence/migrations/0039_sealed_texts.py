"""Seal five kinds of text with keys that lie apart from the database (docs/security/keys.md)."""

import sqlalchemy as sa
from alembic import op

from competence.privacy.keystore.migrating import Texts, open_texts, seal_texts

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None

CASE = "(SELECT subject_id FROM step_case WHERE step_case.id = {}.case_id)"
JSON = ("{}", "null")
KINDS = (
    Texts(
        "answer", ("example",), "mirror",
        '(SELECT mirror.subject_id FROM "view" JOIN mirror ON mirror.id = "view".mirror_id'
        ' WHERE "view".id = answer.view_id)',
    ),
    Texts(
        "conversation_note", ("text",), "talk",
        "coalesce((SELECT subject_id FROM conversation WHERE conversation.id = conversation_note.conversation_id),"
        " conversation_note.author_id)",
    ),
    Texts("prepared_answer", ("text",), "talk", "author_id"),
    Texts("feedback", ("words",), "feedback", "receiver_id", empty=JSON),
    Texts("feedback_report", ("words",), "feedback", "receiver_id", empty=JSON),
    Texts("feedback_report", ("why",), "feedback", "receiver_id"),
    Texts("loose_answer", ("words",), "feedback", "leader_id"),
    Texts("step_case", ("words",), "career", "subject_id"),
    Texts("case_exhibit", ("example",), "career", CASE.format("case_exhibit")),
    Texts("panel_seat", ("tie",), "career", CASE.format("panel_seat")),
    Texts("case_statement", ("text", "tie", "next_steps"), "career", CASE.format("case_statement")),
    Texts("evidence", ("example",), "career", "person_id"),
    Texts("career_choice", ("note",), "career", "person_id"),
    Texts("code_app", ("seed",), "factor", "person_id"),
    Texts("rescued_words", ("fields",), "rescued", "person_id", empty=JSON),
)  # fmt: skip
WERE_JSON = (("feedback", "words"), ("feedback_report", "words"), ("rescued_words", "fields"))


def upgrade() -> None:
    """Make the change."""
    for table, column in WERE_JSON:
        with op.batch_alter_table(table) as batch:
            batch.alter_column(
                column,
                existing_type=sa.JSON(),
                type_=sa.Text(),
                existing_nullable=False,
                postgresql_using=f"{column}::text",
            )
    seal_texts(op.get_bind(), KINDS)


def downgrade() -> None:
    """Take the change back."""
    open_texts(op.get_bind(), KINDS)
    for table, column in WERE_JSON:
        with op.batch_alter_table(table) as batch:
            batch.alter_column(
                column,
                existing_type=sa.Text(),
                type_=sa.JSON(),
                existing_nullable=False,
                postgresql_using=f"{column}::json",
            )
