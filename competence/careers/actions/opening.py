"""HR lets everybody read a step, also those without an account, or closes it again."""

from competence.careers.models.own import OpenStep
from competence.careers.queries.pages import open_step
from competence.db import db
from competence.privacy import audit
from competence.web.clock import now


def open_to_everybody(model_id: int, step: str, actor_id: int) -> None:
    """Let everybody read a step; opened again it stays as it is."""
    if open_step(model_id, step) is None:
        db.session.add(OpenStep(model_id=model_id, step=step, opened_at=now()))
        _note(actor_id, "career.open", step)


def close(model_id: int, step: str, actor_id: int) -> None:
    """Let only those who are signed in read a step again."""
    opened = open_step(model_id, step)
    if opened is not None:
        db.session.delete(opened)
        _note(actor_id, "career.close", step)


def _note(actor_id: int, action: str, step: str) -> None:
    db.session.flush()
    audit.record(actor_id, action, thing=f"step:{step}")
