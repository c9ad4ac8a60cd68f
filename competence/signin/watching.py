"""Watching the door: how many were not let in lately, and whether somebody guesses at many accounts at once."""

from collections import Counter
from datetime import date, timedelta

from flask_babel import gettext as _

from competence.signin import queries
from competence.signin.actions.throttle import PASSWORD
from competence.signin.rules import MANY_RESTING, Why
from competence.web.clock import day_of, now, today
from competence.web.health import Finding

DAYS = 7


def signins() -> Finding:
    """Check that not many accounts rest at once; one person who cannot remember a password is nothing to tell."""
    refused = sum(one.count for one in queries.refused_since(now() - timedelta(hours=1)))
    resting = queries.resting(PASSWORD.count, now())
    says = _(
        "Afvist ved login den sidste time: %(refused)s. Konti, der hviler: %(resting)s.",
        refused=refused,
        resting=resting,
    )
    well = resting <= MANY_RESTING
    if not well:
        says += " " + _("Nogen prøver måske adgangskoder af på mange konti.")
    return Finding("signins", says, well)


def refused_by_day() -> list[tuple[date, Counter[Why]]]:
    """Return how many were not let in on each of the last seven days, by reason, today first."""
    days: dict[date, Counter[Why]] = {today() - timedelta(days=ago): Counter() for ago in range(DAYS)}
    for one in queries.refused_since(now() - timedelta(days=DAYS)):
        if (day := day_of(one.hour)) in days:
            days[day][one.why] += one.count
    return list(days.items())
