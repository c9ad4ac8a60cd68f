"""Who keeps what is held about somebody right, their leader or HR, and telling them that it is said to be wrong."""

from datetime import date

from flask_babel import lazy_gettext as _l

from competence.access.actor import Role
from competence.notifications.actions.telling import notify
from competence.notifications.rules import kind
from competence.people.queries import people_with
from competence.people.queries.leading import leader_of
from competence.web.clock import today

CORRECTED = kind("privacy.corrected", _l("Nogen siger, at noget, der står om dem, er forkert"))


def leader_id_of(person_id: int, day: date) -> int | None:
    """Return who leads somebody on a day."""
    leader = leader_of(person_id, day)
    return leader.id if leader else None


def tell_of_correction(keeper_id: int | None, url: str) -> None:
    """Tell the leader who keeps a row, or everybody in HR, that its person says something in it is wrong."""
    told = [keeper_id] if keeper_id is not None else people_with(Role.HR, today())
    for person_id in told:
        notify(person_id, CORRECTED, url)
