"""The house as it stands on a day, for counting people: its units, where each counts, and what groups are called."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property

from competence.analytics import queries
from competence.analytics.labels import Names
from competence.analytics.parts import Parts
from competence.analytics.places import seats_of, tree_of
from competence.people.queries import parents
from competence.privacy.anonymity.limits import Person


class Organisation:
    """The units of a day, each under the one above it that stands, and the people that are counted in them.

    tree: the units. units, profiles: the one unit and the one role profile each person counts in. names: what groups
    of units are called. Where somebody is counted who has left, as where somebody works, a unit is not empty: who left
    is counted where they worked last, and is one of those a group's name speaks of.

    stood: units, each with the one above, as they are known to have stood; of others it is taken from today's.
    """

    def __init__(self, day: date, people: Iterable[Person], stood: Mapping[str, str | None] | None = None) -> None:
        known, places = queries.units(), queries.places(day)
        kept = stood or {}
        self.tree = tree_of({**parents(known), **kept}, {unit.code for unit in known if unit.holds(day)} | kept.keys())
        seats = seats_of(people, places, self.tree, day)
        self.units = {person: seat.unit for person, seat in seats.items()}
        self.profiles = {person: seat.profile for person, seat in seats.items()}
        at_work = {place.unit for place in places if place.valid_to is None or place.valid_to >= day}
        self._staffed = at_work | set(self.units.values())
        self.names = Names(self.tree, {unit.code: unit.title for unit in known}, self._staffed)

    @cached_property
    def parts(self) -> Parts:
        """Where groups of units are found: a release alone asks for it."""
        return Parts(self.tree, self._staffed)
