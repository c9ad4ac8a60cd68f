"""The rights in force, each as a line with names: what an administrator looks through after a restore."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import aliased

from competence.db import db
from competence.people.models import Deputy, LeaderRelation, Person, RoleGrant
from competence.people.queries import in_force
from competence.web.clock import today


def rights_by_name() -> list[str]:
    """Return who has which role, who leads whom, and who is whose deputy today."""
    day, ask = today(), db.session.execute
    grants = select(RoleGrant.role, Person.name).join(Person, Person.id == RoleGrant.person_id)
    led, deputies = _pairs(LeaderRelation, "leader_id", "person_id"), _pairs(Deputy, "deputy_id", "leader_id")
    return [
        *(f"{row.name}: {row.role.name}" for row in ask(grants.where(in_force(RoleGrant, day)))),
        *(f"{row.one} leads {row.two}" for row in ask(led.where(in_force(LeaderRelation, day)))),
        *(f"{row.one} is the deputy of {row.two}" for row in ask(deputies.where(in_force(Deputy, day)))),
    ]


def _pairs(table: Any, one: str, two: str) -> Any:
    first, second = aliased(Person), aliased(Person)
    found = select(first.name.label("one"), second.name.label("two")).select_from(table)
    return found.join(first, first.id == getattr(table, one)).join(second, second.id == getattr(table, two))
