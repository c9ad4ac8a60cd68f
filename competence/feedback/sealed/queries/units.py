"""Who leads whom and who works where on the day a round opens: whom it asks, and what they count in."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import select

from competence.db import db
from competence.people.models import Employment, LeaderRelation, Unit
from competence.people.queries import in_force


def teams(people: Collection[int], day: date) -> dict[int, list[int]]:
    """Return for each leader those of some people they lead on a day."""
    led = select(LeaderRelation.leader_id, LeaderRelation.person_id).where(in_force(LeaderRelation, day))
    found: dict[int, set[int]] = {}
    for leader, person in db.session.execute(led):
        if person in people:
            found.setdefault(leader, set()).add(person)
    return {leader: sorted(team) for leader, team in sorted(found.items())}


def counted_in(day: date) -> dict[int, str]:
    """Return the one unit each who is employed on a day counts in: where they have worked longest."""
    places = select(Employment.person_id, Unit.code).join(Unit, Unit.id == Employment.unit_id)
    latest_first = places.where(in_force(Employment, day)).order_by(Employment.valid_from.desc(), Employment.id.desc())
    return {row.person_id: row.code for row in db.session.execute(latest_first)}
