"""From what each person had of hours and money in half a year to what may be told of it. Pure.

Everybody who is employed on the half-year's last day counts, also with nothing. What one person had counts up to a
most, so that one long education does not decide a group's mean; the mean is then told on the same five-step scale as
levels are, and so as coarsely: to 1/40 of the most, coarser below fifteen people, its ends coded.

The units are one division of the people; beside it role profiles are told, which the cut theorem proves, and contract
hours where `anonymity.thirds` proves that they too single nobody out. Where it cannot, they are held back, and the page
says so.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from fractions import Fraction

from flask_babel import lazy_gettext as _l

from competence.analytics.pictures import House
from competence.privacy.anonymity.figures import End, Mean, means, people_band
from competence.privacy.anonymity.limits import Hidden, Person, Rules
from competence.privacy.anonymity.profiles import profile_groups
from competence.privacy.anonymity.thirds import third_groups
from competence.privacy.anonymity.units import Group, Units, publication_units
from competence.web.refusals import Conflict, Refusal

MOST_HOURS, MOST_KRONER = 40, 4000  # what counts of one person in half a year
FULL_TIME = 37


class By(Enum):
    """A division that is told beside the units."""

    PROFILES = _l("Rolleprofil")
    CONTRACTS = _l("Timer om ugen")


class Contract(Enum):
    """How long somebody's week is by contract."""

    FULL = _l("Fuld tid")
    PART = _l("Under fuld tid")
    UNKNOWN = _l("Timer ikke skrevet ind")


class NotOverYet(Conflict):
    message = _l("Halvåret er ikke slut. Tallene udgives, når alle har haft hele halvåret.")


class PublishedAlready(Conflict):
    message = _l("Halvårets tal er udgivet. De regnes aldrig om.")


class NoSuchHalf(Refusal):
    message = _l("Vælg et af halvårene på listen.")


@dataclass(frozen=True)
class Amount:
    """A coded mean: so many hours or kroner to each, or so many and less (or more)."""

    number: int
    end: End


@dataclass(frozen=True)
class Told:
    """What is told of one group; by: the division beside the units it is of, None for a group of units."""

    units: Units
    depth: int
    by: By | None
    people: str
    hours: Amount
    money: Amount


def first_of_half(day: date) -> date:
    """Return the first day of the half-year a day lies in."""
    return date(day.year, 7 if day.month > 6 else 1, 1)


def last_of_half(first: date) -> date:
    """Return the last day of the half-year that begins on a day."""
    return date(first.year + first.month // 7, 7 if first.month == 1 else 1, 1) - timedelta(days=1)


def halves_before(day: date, number: int) -> list[date]:
    """Return the first days of the half-years that are over, the latest first."""
    found, first = [], first_of_half(day)
    for _ in range(number):
        first = first_of_half(first - timedelta(days=1))
        found.append(first)
    return found


def check_publishing(first: date, today: date, *, published: bool) -> None:
    """Refuse to publish too early, or twice. Raises NotOverYet, PublishedAlready."""
    if today <= last_of_half(first):
        raise NotOverYet
    if published:
        raise PublishedAlready


def contract_of(weekly_hours: int | None) -> Contract:
    """Return the kind of contract."""
    if weekly_hours is None:
        return Contract.UNKNOWN
    return Contract.FULL if weekly_hours >= FULL_TIME else Contract.PART


def told(
    house: House, contracts: Mapping[Person, str], hours: Mapping[Person, int], money: Mapping[Person, int]
) -> list[Told] | Hidden:
    """Return all that may be told of half a year, the whole house first; Hidden where even that is no crowd.

    contracts: the one kind of contract that everybody counts in. hours, money: what each had; who is not named had
    nothing.
    """
    knowledge, rules = house.knowledge, house.rules
    whole = publication_units(house.tree, house.units, knowledge, rules)
    if isinstance(whole, Hidden):
        return whole
    by_profile = profile_groups(whole, house.profiles, knowledge, rules)
    by_contract = third_groups(whole, by_profile, contracts, knowledge, rules)
    found = _of(whole, None, hours, money, rules)
    for by, groups in ((By.PROFILES, by_profile), (By.CONTRACTS, by_contract)):
        for group in groups:
            found += _of(group, by, hours, money, rules)
    return found


def _of(
    whole: Group, by: By | None, hours: Mapping[Person, int], money: Mapping[Person, int], rules: Rules
) -> list[Told]:
    spent = [(_coded(whole, had, most, rules), most) for had, most in ((hours, MOST_HOURS), (money, MOST_KRONER))]
    return [
        Told(
            group.units,
            depth + (by is not None),
            by,
            people_band(len(group.members)),
            *(_amount(coded[group.units], most, rules) for coded, most in spent),
        )
        for depth, group in whole.by_depth()
    ]


def _coded(whole: Group, had: Mapping[Person, int], most: int, rules: Rules) -> dict[Units, Mean]:
    scale = rules.high - rules.low
    values = {person: rules.low + Fraction(scale * min(had.get(person, 0), most), most) for person in whole.members}
    return means(whole, values, rules)


def _amount(mean: Mean, most: int, rules: Rules) -> Amount:
    return Amount(round((mean.value - rules.low) * most / (rules.high - rules.low)), mean.end)
