"""What HR of the demo house does with the figures: reports to MED, targets, expected retirements, stricter rules."""

from datetime import UTC, date, datetime, time
from random import Random

from competence.access.actor import Actor, Role
from competence.admin.demo.people import public_id
from competence.analytics.insight.actions import expect, set_target
from competence.analytics.insight.models import Retirement, Target
from competence.analytics.keys.actions import propose
from competence.analytics.keys.rules import Limits
from competence.analytics.reports import actions as reports
from competence.analytics.reports import queries as rounds

STRICTER = Limits(unit_floor=12)
WHY = "I de mindste enheder føles ti svar tæt på. Lad os vente med at vise en enhed, til tolv har svaret."
AIMS = (("digital", "", 3, 80, 1), ("", "com.facilitate", 3, 50, 1), ("projekt_netvaerk", "", 4, 30, 3))


def write_beside_the_figures(hr_id: int, people: int, today: date) -> None:
    """Report every round MED has evaluated, aim at a few things, and expect one in fifteen to retire in five years.

    HR has turned its key for stricter rules, which waits for MED's.
    """
    for cycle in rounds.rounds(Actor(hr_id, frozenset({Role.HR}))):
        day = cycle.evaluated_on
        if day is not None and day <= today:
            reports.report(cycle, hr_id, datetime.combine(day, time(9), UTC), day)
    for theme, competence, level, percent, years in AIMS:
        aim = Target(theme=theme, competence_code=competence, level=level, percent=percent, year=today.year + years)
        set_target(hr_id, aim, today)
    proposed = propose(STRICTER, WHY, hr_id, datetime.combine(today, time(8), UTC))
    proposed.pid = public_id(Random(f"the stricter rules of {people}"))  # noqa: S311 the same house, the same address
    expect(hr_id, Retirement(year=today.year + 5, leaving=max(5, people // 15), staff=people), today)
