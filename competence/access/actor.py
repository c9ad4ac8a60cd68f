"""The one who asks: a frozen picture of a person's roles and relations, made once for each request."""

from dataclasses import dataclass, field
from enum import Enum


class Role(Enum):
    """A function in the house that is granted; being a leader is a relation, not a role."""

    HR = "HR"
    ADMINISTRATOR = "Systemadministrator"
    DPO = "Databeskyttelsesrådgiver"
    MED = "MED-repræsentant"
    CHIEF = "Chef for hele huset"


LEADER = "leader"
NAMED_IN_SETTINGS = frozenset({LEADER} | {role.name.lower() for role in Role})  # the words for what somebody is today


def named_in(setting: str) -> frozenset[str]:
    """Return the words of a setting that names people by what they are; they may be none of NAMED_IN_SETTINGS."""
    return frozenset(word.strip().lower() for word in setting.split(",") if word.strip())


@dataclass(frozen=True)
class Actor:
    """Who asks. person_id is None for somebody who is not signed in.

    leads: ids of the people whose nearest leader the actor is today, restricted or not; lists start from `led`.
    stands_in_for: leader id -> ids of the people led by a leader the actor is deputy for today.
    glass: ids of the people whose content the actor, as HR, reads at this moment because they broke the glass for them.
    restricted: ids of everybody else in the house who has had the use of their data restricted (GDPR, article 18).
    """

    person_id: int | None = None
    roles: frozenset[Role] = frozenset()
    leads: frozenset[int] = frozenset()
    stands_in_for: dict[int, frozenset[int]] = field(default_factory=dict)
    glass: frozenset[int] = frozenset()
    restricted: frozenset[int] = frozenset()

    @property
    def signed_in(self) -> bool:
        return self.person_id is not None

    @property
    def all_led(self) -> frozenset[int]:
        """Everybody the actor leads today, as nearest leader or as deputy, restricted or not."""
        return self.leads.union(*self.stands_in_for.values())

    @property
    def seats(self) -> dict[int, frozenset[int]]:
        """The leaders' ids under which the actor leads: their own and those they stand in for, each with whom it leads.

        Nobody who has had the use of their data restricted: whatever is read or begun because one leads starts here.
        """
        own = {} if self.person_id is None else {self.person_id: self.leads}
        return {leader: led - self.restricted for leader, led in (own | self.stands_in_for).items()}

    @property
    def led(self) -> frozenset[int]:
        """Everybody the actor leads today, in one seat or another, but for those whose data are restricted."""
        return frozenset().union(*self.seats.values())

    def acts_as(self, person_id: int) -> frozenset[int]:
        """Return the leaders' ids under which the actor leads a person: the actor's own, or those they stand in for."""
        return frozenset(leader for leader, led in self.seats.items() if person_id in led)


ANONYMOUS = Actor()
