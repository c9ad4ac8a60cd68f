"""Telling the administrators every day while the backups or the trail are not as they should be."""

from collections.abc import Iterable
from datetime import date

from flask_babel import lazy_gettext as _l

from competence.access.actor import Role
from competence.notifications.rules import Due, kind
from competence.people.queries import people_with
from competence.web.health import look

ALARMING = frozenset({"backups", "trail"})  # by which something is lost for good; the rest monitoring tells
ILL = kind(
    "operation.ill",
    _l("Noget er galt med sikkerhedskopierne eller sporet"),
    explains=_l(
        "Under »Systemets tilstand« står, hvad der er galt, og hvad du kan gøre. Mailen kommer, til det er rettet."
    ),
)


def alarms(today: date) -> Iterable[Due]:
    """Return that each administrator is told today, whatever mail they chose and also on a day off."""
    if any(one.name in ALARMING and not one.well for one in look("")):
        for person_id in people_with(Role.ADMINISTRATOR, today):
            yield Due(person_id, ILL, "/health", today.isoformat(), required=True)
