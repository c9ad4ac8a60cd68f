"""Writing the trail: changes in the same transaction as the change, looks before the page leaves the house."""

from datetime import UTC, datetime
from typing import Any

from flask import Flask, Response, g
from sqlalchemy import insert

from competence.db import db
from competence.privacy.models import AuditEvent


def record(actor_id: int | None, action: str, *, subject_id: int | None = None, thing: str = "") -> None:
    """Add one event to the current transaction.

    action: a verb phrase such as "assessment.share"; thing: type and public id, never content.
    """
    db.session.add(AuditEvent(**_fields(actor_id, action, subject_id, thing)))


def record_look(actor_id: int | None, action: str, *, subject_id: int, thing: str = "") -> None:
    """Note that somebody opened what is about another person; written after the page is made, before it is sent."""
    g.setdefault("looks", []).append((actor_id, action, subject_id, thing))


def init_app(app: Flask) -> None:
    """Write the looks of each request in a transaction of their own."""

    @app.after_request
    def write_looks(response: Response) -> Response:
        looks = g.pop("looks", [])
        if looks and response.status_code < 400:
            session = db.begin_writing()
            session.execute(insert(AuditEvent), [_fields(*look) for look in looks])
            session.commit()
        return response


def _fields(actor_id: int | None, action: str, subject_id: int | None, thing: str) -> dict[str, Any]:
    return {"at": datetime.now(UTC), "actor_id": actor_id, "action": action, "subject_id": subject_id, "thing": thing}
