"""What a team says of its leader, and what units say of their climate: answers given once and tied to nobody.

The leader is none of those who answer, so five answers are a crowd to the leader and to whoever leads the leader. What
people in a unit read about themselves is a crowd of five besides each of them, and a unit that is none is counted with
a neighbour or with the unit above, by who answered and never by what they answered.
"""

from collections.abc import Collection, Mapping
from fractions import Fraction
from typing import NamedTuple

from competence.privacy.anonymity.crowds import Knowledge
from competence.privacy.anonymity.figures import Figure, Mean, coded_mean, figures, people_band
from competence.privacy.anonymity.limits import Hidden, Person, Reason, Rules
from competence.privacy.anonymity.units import crowd_units


class Voice(NamedTuple):
    """A figure about somebody who is not among those who answered: about how many did, and their coarse mean."""

    people: str
    mean: Mean


def voice_of(answers: Collection[int], rules: Rules) -> Voice | Hidden:
    """Return what a team's answers to one question say; Hidden below k of them."""
    if len(answers) < rules.k:
        return Hidden(Reason.TOO_FEW)
    mean = Fraction(sum(answers), len(answers))
    return Voice(people_band(len(answers)), coded_mean(mean, len(answers), rules))


def climate(
    tree: Mapping[str, str | None], unit_of: Mapping[Person, str], answers: Mapping[Person, int], rules: Rules
) -> list[Figure]:
    """Return a figure for the whole and for each group of units that is a crowd; none where the whole is none.

    tree: every unit and its parent. unit_of: the one unit each who answered counts in.
    """
    everybody_themselves = Knowledge({person} for person in answers)
    whole = crowd_units(tree, {person: unit_of[person] for person in answers}, everybody_themselves, rules)
    return [] if isinstance(whole, Hidden) else figures(whole, answers, rules)
