"""Looking up who may lawfully know something of whom: nearest leaders, and those who stand in for them."""

from datetime import date

from sqlalchemy import Select, func, select, union

from competence.db import db
from competence.people.models import Deputy, LeaderRelation
from competence.people.queries.acting import not_over


def may_know(day: date, since: date | None = None) -> list[tuple[int, int]]:
    """Return who may see whose shared answers on a day, as (viewer, person): nearest leaders and their deputies.

    since: or on any day from then on, since nobody forgets.
    """
    return [(row[0], row[1]) for row in db.session.execute(union(*_knowing(day, since or day)))]


def counted_and_known(people: Select[int], day: date, since: date) -> tuple[int, int]:
    """Return how many people are, and what Knowledge.most_known says of them, who know themselves and may_know others.

    In one statement, for pages that are opened often, in a house of any size. people: their ids.
    """
    those = people.subquery()
    (person_id,) = those.c
    number = select(func.count()).select_from(those).scalar_subquery()
    pairs = union(*_knowing(day, since), select(person_id, person_id)).subquery()
    viewer, known = pairs.c
    each = select(func.count().label("number")).select_from(pairs).join(those, person_id == known).group_by(viewer)
    led = each.subquery()
    most = select(func.max(led.c.number)).where(led.c.number < number).scalar_subquery()
    found = db.session.execute(select(number, most)).one()
    return found[0], found[1] or 0


def _knowing(day: date, since: date) -> tuple[Select[int, int], Select[int, int]]:
    leads = (LeaderRelation.valid_from <= day) & not_over(LeaderRelation, since)
    stands_in = (Deputy.valid_from <= day) & not_over(Deputy, since)
    behind = select(Deputy.deputy_id, LeaderRelation.person_id)
    return (
        select(LeaderRelation.leader_id, LeaderRelation.person_id).where(leads),
        behind.join(LeaderRelation, LeaderRelation.leader_id == Deputy.leader_id).where(stands_in, leads),
    )
