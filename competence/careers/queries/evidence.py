"""What somebody gathered, read for that person and for nobody else."""

from sqlalchemy import Select, false, select

from competence.access.actor import Actor
from competence.careers.models.evidence import Evidence
from competence.db import db


def visible_to(actor: Actor) -> Select[Evidence]:
    """Return the examples an actor may read: their own."""
    own = Evidence.person_id == actor.person_id if actor.signed_in else false()
    return select(Evidence).where(own)


def gathered(actor: Actor, framework_id: int) -> list[Evidence]:
    """Return the actor's own examples, the newest first."""
    own = visible_to(actor).where(Evidence.framework_id == framework_id)
    return list(db.session.scalars(own.order_by(Evidence.happened_on.desc(), Evidence.id.desc())))


def evidence(pid: str) -> Evidence | None:
    """Return one example."""
    return db.session.scalar(select(Evidence).where(Evidence.pid == pid))
