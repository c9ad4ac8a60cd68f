"""Groups of people with the same role profile, beside the units: as many as the cut theorem lets stand.

The units are divided first, and keep their groups. Profiles too small to stand are merged with the smallest beside
them, as units are. Then the smallest profiles on either side of a weak cut are merged until there is none, which is
decided by who belongs where and who answered, never by the answers. Profiles are told of the whole organisation only.
"""

from collections.abc import Mapping

from competence.privacy.anonymity.crowds import Knowledge
from competence.privacy.anonymity.cuts import Crossings
from competence.privacy.anonymity.limits import Hidden, Person, Rules
from competence.privacy.anonymity.units import Group, publication_units


def profile_groups(
    whole: Group, profiles: Mapping[Person, str], knowledge: Knowledge, rules: Rules
) -> tuple[Group, ...]:
    """Return the groups by role profile that may be told of beside a division by unit; none where there are no two.

    whole: the contributors by unit. profiles: the one profile each of them counts in.
    """
    by_profile = {person: profiles[person] for person in whole.members}
    standing = publication_units(dict.fromkeys(by_profile.values()), by_profile, knowledge, rules)
    if isinstance(standing, Hidden):
        return ()
    groups = sorted(standing.smallest(), key=Group.order)
    blocks = {person: number for number, block in enumerate(whole.smallest()) for person in block.members}
    while len(groups) > 1:
        counted_in = {person: number for number, group in enumerate(groups) for person in group.members}
        weak = Crossings(blocks, counted_in).weak_side(knowledge.of_several, rules.k)
        if weak is None:
            return tuple(groups)
        one = next(group for number, group in enumerate(groups) if (" ", number) in weak)
        other = next(group for number, group in enumerate(groups) if (" ", number) not in weak)
        groups = sorted(
            [one.joined(other, knowledge), *(group for group in groups if group not in (one, other))],
            key=Group.order,
        )
    return ()
