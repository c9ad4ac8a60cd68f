"""Looking up who may lawfully know something of whom: nearest leaders, and those who stand in for them."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import ColumnElement, ScalarSelect, Select, func, select, union

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
    found = db.session.execute(select(*_number_and_most_known(people, _knowing(day, since)))).one()
    return found[0], found[1] or 0


def counted_and_known_with_leaders(people: Select[int], day: date, since: date) -> tuple[int, int, int]:
    """Return the same two, and how many lead them besides those whose doings one viewer knows; in one statement.

    What a leader did for somebody is known to both, and to whoever stands in for the leader.
    """
    leads, stands_in = _leads(day, since), _stands_in(day, since)
    leading = select(LeaderRelation.leader_id).where(leads, LeaderRelation.person_id.in_(people)).distinct()
    led = select(LeaderRelation.person_id, LeaderRelation.leader_id).where(leads)
    knowing = (led, select(Deputy.deputy_id, Deputy.leader_id).where(stands_in))
    counts = (*_number_and_most_known(people, _knowing(day, since)), *_number_and_most_known(leading, knowing))
    number, known, leaders, known_leaders = db.session.execute(select(*counts)).one()
    return number, known or 0, leaders - (known_leaders or 0)


def _number_and_most_known(
    people: Select[int], knowing: Sequence[Select[int, int]]
) -> tuple[ScalarSelect[int], ScalarSelect[int]]:
    """Return as parts of a statement how many people are, and of how many the best informed viewer of some knows."""
    those = people.subquery()
    (person_id,) = those.c
    number = select(func.count()).select_from(those).scalar_subquery()
    pairs = union(*knowing, select(person_id, person_id)).subquery()
    viewer, known = pairs.c
    each = select(func.count().label("number")).select_from(pairs).join(those, person_id == known).group_by(viewer)
    led = each.subquery()
    return number, select(func.max(led.c.number)).where(led.c.number < number).scalar_subquery()


def _leads(day: date, since: date) -> ColumnElement[bool]:
    return (LeaderRelation.valid_from <= day) & not_over(LeaderRelation, since)


def _stands_in(day: date, since: date) -> ColumnElement[bool]:
    return (Deputy.valid_from <= day) & not_over(Deputy, since)


def _knowing(day: date, since: date) -> tuple[Select[int, int], Select[int, int]]:
    leads, stands_in = _leads(day, since), _stands_in(day, since)
    behind = select(Deputy.deputy_id, LeaderRelation.person_id)
    return (
        select(LeaderRelation.leader_id, LeaderRelation.person_id).where(leads),
        behind.join(LeaderRelation, LeaderRelation.leader_id == Deputy.leader_id).where(stands_in, leads),
    )
