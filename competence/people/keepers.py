"""Who keeps what is held about somebody right, and who is told: of a correction, and of a restriction of its use."""

from datetime import date

from flask_babel import lazy_gettext as _l

from competence.access.actor import Role
from competence.notifications.actions.telling import notify, notify_all
from competence.notifications.rules import kind
from competence.people.queries import people_with
from competence.people.queries.leading import leader_of
from competence.web.clock import today

CORRECTED = kind("privacy.corrected", _l("Nogen siger, at noget, der står om dem, er forkert"))
RESTRICTED = kind(
    "restriction.asked",
    _l("Nogen har bedt om, at brugen af deres oplysninger bliver begrænset"),
    explains=_l("Det gælder allerede. Se hvem og hvorfor på siden »Begrænset brug«."),
)
LIFTED = kind("restriction.lifted", _l("Nogen har selv ophævet, at brugen af deres oplysninger er begrænset"))
ANNOUNCED = kind(
    "restriction.announced",
    _l("HR ophæver snart, at brugen af dine oplysninger er begrænset. Se hvornår og hvorfor."),
    explains=_l("Er du ikke enig, så skriv til HR eller til databeskyttelsesrådgiveren, før dagen kommer."),
)


def leader_id_of(person_id: int, day: date) -> int | None:
    """Return who leads somebody on a day."""
    leader = leader_of(person_id, day)
    return leader.id if leader else None


def tell_of_correction(keeper_id: int | None, url: str) -> None:
    """Tell the leader who keeps a row, or everybody in HR, that its person says something in it is wrong."""
    notify_all([keeper_id] if keeper_id is not None else people_with(Role.HR, today()), CORRECTED, url)


def tell_hr_of_restriction(holds: bool) -> None:
    """Tell everybody in HR that somebody has restricted the use of their data, or has lifted that themself."""
    notify_all(people_with(Role.HR, today()), RESTRICTED if holds else LIFTED, "/privacy/restrictions")


def tell_person_of_lifting(person_id: int) -> None:
    """Tell somebody that HR will lift their restriction, before it is lifted: GDPR, article 18(3)."""
    notify(person_id, ANNOUNCED, "/privacy/restrictions/own", required=True)
