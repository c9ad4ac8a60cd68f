"""Chain the trail: sealed with a key, words kept apart, checkpoints, and a database that lets nobody change it."""

import hashlib
import hmac
import json
import os
import secrets
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic import op
from flask import current_app

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None

STREAM = sa.Enum("ACT", "LOOK", name="stream", native_enum=False, length=20)
CAPACITY = sa.Enum(
    "LEADER", "DEPUTY", "GLASS", "HR", "ADMINISTRATOR", "DPO", "COLLEAGUE", "SYSTEM",
    name="capacity", native_enum=False, length=20,
)  # fmt: skip
LOOKS = (
    "assessment.look", "career.read", "conversation.look", "feedback.look", "feedback_report.look", "leave.show",
    "person.show", "plan.look", "step.read", "upward.read",
)  # fmt: skip
COVERED = "EXISTS (SELECT 1 FROM audit_checkpoint c WHERE c.stream = OLD.stream AND c.seq >= OLD.seq)"
KEEPS = "the trail is only added to"


def upgrade() -> None:
    """Make the change; the events there are become the first links, in the order in which they were written."""
    with op.batch_alter_table("audit_event", schema=None) as table:
        table.add_column(sa.Column("stream", STREAM, nullable=True))
        table.add_column(sa.Column("seq", sa.Integer(), nullable=True))
        table.add_column(sa.Column("capacity", CAPACITY, nullable=True))
        table.add_column(sa.Column("denied", sa.Boolean(), nullable=False, server_default=sa.false()))
        table.add_column(sa.Column("commit", sa.String(length=64), nullable=False, server_default=""))
        table.add_column(sa.Column("hash", sa.String(length=64), nullable=True))
    _take_in()
    with op.batch_alter_table("audit_event", schema=None) as table:
        table.alter_column("stream", existing_type=STREAM, nullable=False)
        table.alter_column("seq", existing_type=sa.Integer(), nullable=False)
        table.alter_column("hash", existing_type=sa.String(length=64), nullable=False)
        table.alter_column("denied", existing_type=sa.Boolean(), server_default=None)
        table.alter_column("commit", existing_type=sa.String(length=64), server_default=None)
        table.create_unique_constraint("uq_audit_event_stream_seq", ["stream", "seq"])
    op.create_table(
        "audit_words",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["audit_event.id"], name=op.f("fk_audit_words_event_id_audit_event"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_audit_words")),
    )
    op.create_table(
        "audit_checkpoint",
        sa.Column("stream", STREAM, nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("mac", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("stream", "seq", name=op.f("pk_audit_checkpoint")),
    )
    if op.get_bind().dialect.name == "postgresql":
        _guard_on_postgresql()
    else:
        _guard_on_sqlite()


def downgrade() -> None:
    """Take the change back: the events stay, unchained; words and checkpoints go."""
    if op.get_bind().dialect.name == "postgresql":
        for name in ("audit_event", "audit_words", "audit_checkpoint"):
            op.execute(f"DROP TRIGGER {name}_is_kept ON {name}")
            op.execute(f"DROP TRIGGER {name}_is_not_emptied ON {name}")
        op.execute("DROP TRIGGER audit_event_is_not_changed ON audit_event")
        op.execute("DROP FUNCTION keep_audit_event()")
        op.execute("DROP FUNCTION keep_always()")
    else:
        for name in ("event_same", "event_kept", "words_same", "checkpoint_same", "checkpoint_kept"):
            op.execute(f"DROP TRIGGER audit_{name}")
    op.drop_table("audit_words")
    op.drop_table("audit_checkpoint")
    with op.batch_alter_table("audit_event", schema=None) as table:
        table.drop_constraint("uq_audit_event_stream_seq", type_="unique")
        for column in ("hash", "commit", "denied", "capacity", "seq", "stream"):
            table.drop_column(column)


def _take_in() -> None:
    """Chain the events there are, each in its own chain."""
    bind = op.get_bind()
    event = sa.table(
        "audit_event", *(sa.column(name) for name in ("id", "actor_id", "action", "subject_id", "thing")),
        sa.column("at", sa.DateTime(timezone=True)), sa.column("stream"), sa.column("seq"), sa.column("hash"),
    )  # fmt: skip
    rows = bind.execute(
        sa.select(event.c.id, event.c.at, event.c.actor_id, event.c.action, event.c.subject_id, event.c.thing).order_by(
            event.c.id
        )
    ).all()
    if not rows:
        return
    key, ends, links = _key(), {"ACT": (0, "0" * 64), "LOOK": (0, "0" * 64)}, []
    for row in rows:
        stream = "LOOK" if row.action in LOOKS else "ACT"
        seq, before = ends[stream]
        sealed = hmac.new(key, before.encode() + _canonical(row, stream, seq + 1), hashlib.sha256).hexdigest()
        ends[stream] = seq + 1, sealed
        links.append({"row": row.id, "in_stream": stream, "number": seq + 1, "sealed": sealed})
    chained = sa.update(event).where(event.c.id == sa.bindparam("row")).values(
        stream=sa.bindparam("in_stream"), seq=sa.bindparam("number"), hash=sa.bindparam("sealed")
    )  # fmt: skip
    bind.execute(chained, links)


def _canonical(row: Any, stream: str, seq: int) -> bytes:
    at: datetime = row.at
    moment = (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC).isoformat(timespec="microseconds")
    said = {
        "action": row.action, "actor": row.actor_id, "at": moment, "capacity": "", "commit": "", "denied": False,
        "seq": seq, "stream": stream, "subject": row.subject_id, "thing": row.thing,
    }  # fmt: skip
    return json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def _key() -> bytes:
    path = Path(current_app.config["AUDIT_KEY_FILE"])
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
            file.write(secrets.token_hex(32))
    return path.read_text().strip().encode()


def _guard_on_sqlite() -> None:
    """Refuse every change, and every deletion that no checkpoint covers. Words may be erased, never changed."""
    for name, when in (
        ("event_same", "UPDATE ON audit_event"),
        ("event_kept", f"DELETE ON audit_event WHEN NOT {COVERED}"),
        ("words_same", "UPDATE ON audit_words"),
        ("checkpoint_same", "UPDATE ON audit_checkpoint"),
        ("checkpoint_kept", "DELETE ON audit_checkpoint"),
    ):
        op.execute(f"CREATE TRIGGER audit_{name} BEFORE {when} BEGIN SELECT RAISE(ABORT, '{KEEPS}'); END")


def _guard_on_postgresql() -> None:
    """Do the same; TRUNCATE too."""
    op.execute(
        f"CREATE FUNCTION keep_always() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '{KEEPS}'; END $$"
    )
    op.execute(
        "CREATE FUNCTION keep_audit_event() RETURNS trigger LANGUAGE plpgsql AS"
        f" $$ BEGIN IF {COVERED} THEN RETURN OLD; END IF; RAISE EXCEPTION '{KEEPS}'; END $$"
    )
    op.execute(
        "CREATE TRIGGER audit_event_is_kept BEFORE DELETE ON audit_event"
        " FOR EACH ROW EXECUTE FUNCTION keep_audit_event()"
    )
    op.execute(
        "CREATE TRIGGER audit_words_is_kept BEFORE UPDATE ON audit_words FOR EACH ROW EXECUTE FUNCTION keep_always()"
    )
    op.execute(
        "CREATE TRIGGER audit_checkpoint_is_kept BEFORE UPDATE OR DELETE ON audit_checkpoint"
        " FOR EACH ROW EXECUTE FUNCTION keep_always()"
    )
    op.execute(
        "CREATE TRIGGER audit_event_is_not_changed BEFORE UPDATE ON audit_event"
        " FOR EACH ROW EXECUTE FUNCTION keep_always()"
    )
    for table in ("audit_event", "audit_words", "audit_checkpoint"):
        op.execute(
            f"CREATE TRIGGER {table}_is_not_emptied BEFORE TRUNCATE ON {table}"
            " FOR EACH STATEMENT EXECUTE FUNCTION keep_always()"
        )
