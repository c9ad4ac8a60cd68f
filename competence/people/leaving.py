"""Who left the house, and who still belongs to it: by employments and roles, those to come included."""

from datetime import date

from sqlalchemy import case, func, select, union_all

from competence.db import db
from competence.people.models import Employment, RoleGrant
from competence.people.queries import is_tied


def left_by(day: date) -> list[int]:
    """Return everybody whose last employment and last role ended on a day or before, and who has none to come."""
    facts = union_all(*(select(table.person_id, table.valid_to) for table in (Employment, RoleGrant))).subquery()
    open_ended = func.max(case((facts.c.valid_to.is_(None), 1), else_=0))
    query = select(facts.c.person_id).group_by(facts.c.person_id)
    return list(db.session.scalars(query.having(open_ended == 0, func.max(facts.c.valid_to) <= day)))


def is_here(person_id: int, day: date) -> bool:
    """Return whether somebody has an employment or a role on a day or later."""
    return bool(db.session.scalar(select(is_tied(person_id, day))))
