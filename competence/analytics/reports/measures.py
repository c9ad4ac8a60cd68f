"""From the facts of a round's talks to what HR and MED may read: who is counted where, and what is told how. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from flask_babel import lazy_gettext as _l

from competence.analytics.places import Tree
from competence.cycles.rules.phases import Deadlines, Phase
from competence.privacy.anonymity.crowds import Knowledge
from competence.privacy.anonymity.figures import End
from competence.privacy.anonymity.headcounts import HeadCounts, head_counts
from competence.privacy.anonymity.limits import Hidden, K, Person
from competence.privacy.anonymity.parts import Part, part
from competence.privacy.anonymity.portions import Portion
from competence.web.refusals import Conflict

DAY = timedelta(days=1)
ROUNDED = 3  # per cent, at most, that a share's rounding to five hides


class WithoutTalks(Conflict):
    message = _l("Runden er kun et spejl. En MED-rapport handler om samtaler, og dem er der ingen af her.")


class TooEarly(Conflict):
    message = _l(
        "Rapporten laves kun én gang. Vent til %(day)s, når fristen for planerne er gået, så alle kan komme med."
    )


class ReportedAlready(Conflict):
    message = _l("MED-rapporten for runden er lavet. Dens tal regnes aldrig om.")


@dataclass(frozen=True)
class TalkFacts:
    """The people of a round, by their ids.

    taking_part: everybody still in it, also those on leave (away). held: their talk of the year was held, by whatever
    way they answered in it. called_off: it was called off, and none came instead. agreed: both signed a plan after it.
    followed_up: both answered whether they did what they agreed on.
    """

    taking_part: frozenset[int]
    away: frozenset[int]
    held: frozenset[int]
    called_off: frozenset[int]
    agreed: frozenset[int]
    followed_up: frozenset[int]


def coverage(
    facts: TalkFacts,
    places: Mapping[Person, str],
    tree: Tree,
    knowledge: Knowledge,
    k: int = K,
) -> HeadCounts | Hidden:
    """Return how far the talks of a round are, by unit. places: the one unit each person counts in.

    knowledge: who leads whom. k: the round's.

    Whoever is on leave and had no talk is not waited for, and is told apart from those whose talk was called off.
    """
    members: dict[Person, str] = {person: places[person] for person in facts.taking_part}
    done = {"held": facts.held, "agreed": facts.agreed, "followed_up": facts.followed_up}
    own = {"away": facts.away - facts.held, "called_off": facts.called_off - facts.held}
    return head_counts(tree, members, done, own, knowledge, k)


def within_area(count: int, area: Portion, people: int, k: int) -> Part:
    """Return in a word how large a part of those with goals have one in a competence, beside the share of its area.

    They are among those with a goal in the area, of whom the share tells, so the word keeps k people below the fewest
    that share may stand for. area: the share. people: all with goals. k: the round's.
    """
    fewest = {End.OR_LOWER: 0, End.EXACT: area.percent - ROUNDED, End.OR_HIGHER: area.percent}[area.end]
    return part(count, people, within=(0, max(0, fewest) * people // 100), k=k)


def first_day(deadlines: Deadlines) -> date:
    """Return the first day on which a round may be reported: when the plans' last day is over."""
    return deadlines[Phase.PLANS] + DAY


def check_reporting(deadlines: Deadlines, evaluated_on: date | None, today: date, *, reported: bool) -> None:
    """Refuse a report of a round without talks, one that comes too early, and a second one.

    Raises WithoutTalks, ReportedAlready, TooEarly.
    """
    if not deadlines:
        raise WithoutTalks
    if reported:
        raise ReportedAlready
    if evaluated_on is None and today < first_day(deadlines):
        day = first_day(deadlines)
        raise TooEarly(day=f"{day.day}.{day.month}.{day.year}")
