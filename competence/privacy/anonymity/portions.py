"""What share of many did or wrote something, asked about several things at once: coarse, coded, of a whole or by group.

Each thing is a question of its own with a yes or a no from everybody behind it, so one row of the same people stands
behind all of them, and nothing but what those rows isolate can be isolated. Whether the shares are shown is decided by
how many people stand there and whom a viewer knows, never by what anybody wrote. None is ever shown as none or as all.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from competence.privacy.anonymity.crowds import Knowledge
from competence.privacy.anonymity.figures import Amount, End, middle, told_from
from competence.privacy.anonymity.limits import Hidden, Person, Reason, Rules
from competence.privacy.anonymity.units import Group, Units

LEAST, MOST = 10, 90  # per cent; what lies beyond is told as `under` and `over`


@dataclass(frozen=True)
class Portion:
    """About how many per cent of the people, or fewer (or more) than that."""

    percent: int
    end: End = End.EXACT


def portions(
    said: Mapping[str, Collection[Person]], people: Collection[Person], knowledge: Knowledge, rules: Rules
) -> dict[str, Portion] | Hidden:
    """Return for each thing the share of people it holds for; Hidden where they are no crowd of shares_floor.

    said: each thing with those of the people it holds for. Raises ValueError where it names anybody else.
    """
    everybody = frozenset(people)
    if any(not everybody.issuperset(some) for some in said.values()):
        raise ValueError("En andel kan kun regnes af dem, der tælles med.")
    if knowledge.smallest_crowd(everybody) < rules.shares_floor:
        return Hidden(Reason.SHARES_TOO_FEW)
    return {thing: coded_portion(len(frozenset(some)), len(everybody)) for thing, some in said.items()}


def portions_by_group(
    whole: Group,
    some: Collection[Person],
    rules: Rules,
    without: Collection[Person] = (),
) -> dict[Units, Portion | Hidden]:
    """Return for each group the share of its members that something holds for, as shares of levels are told.

    without: people with whom a group is not told of, whatever they answered.
    """

    def may_tell(group: Group) -> bool:
        return group.crowd >= rules.shares_floor and group.members.isdisjoint(without)

    def of_answers(group: Group) -> Portion:
        return coded_portion(len(group.members.intersection(some)), len(group.members))

    def of_parts(shown: Sequence[tuple[Group, Portion]]) -> Portion:
        counted = (len(group.members) * middle(told.percent, told.end) for group, told in shown)
        return coded_portion(sum(counted, Fraction()) / 100, sum(len(group.members) for group, _ in shown))

    return told_from(whole, may_tell, of_answers, of_parts)


def coded_portion(number: Amount, of: int) -> Portion:
    """Return a share of a whole, rounded to five per cent, with its ends coded."""
    if 100 * number < LEAST * of:
        return Portion(LEAST, End.OR_LOWER)
    if 100 * number > MOST * of:
        return Portion(MOST, End.OR_HIGHER)
    return Portion(5 * int((20 * number * 2 + of) // (2 * of)))
