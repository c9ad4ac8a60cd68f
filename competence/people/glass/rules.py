"""Whether somebody in HR may break the glass for a person: never for themselves, those near them, or HR. Pure."""

from dataclasses import dataclass
from datetime import timedelta

from flask_babel import lazy_gettext as _l

from competence.web.refusals import Conflict, Refusal

LASTS = timedelta(minutes=30)
SHORTEST_REASON, LONGEST_REASON = 20, 500


class NoGlass(Refusal):
    """The glass is not broken; the message says why."""


class ForOneself(NoGlass):
    message = _l("Du kan ikke bryde glasset for dig selv. Det, der er dit, kan du læse uden.")


class TooNear(NoGlass):
    message = _l("I arbejder i samme enhed, eller den ene leder den anden. Bed en kollega i HR et andet sted i huset.")


class InHr(NoGlass):
    message = _l("Vedkommende er selv i HR. Det er databeskyttelsesrådgiveren, der kan hjælpe.")


class ReasonTooShort(NoGlass):
    message = _l("Skriv en begrundelse på mindst %(least)s tegn, som personen kan forstå.")


class ReasonTooLong(NoGlass):
    message = _l("Skriv højst %(most)s tegn.")


class NoLawfulGround(NoGlass):
    message = _l("Brugen af oplysningerne er begrænset. Vælg, hvad loven tillader, eller lad være.")


class AlreadyBroken(Conflict):
    message = _l("Du har allerede brudt glasset for en person. Slut dér, før du begynder et nyt sted.")


@dataclass(frozen=True)
class Near:
    """What stands between two people today: their units, and the leaders and the led of the one in HR."""

    actor_id: int
    subject_id: int
    actor_units: frozenset[int]
    subject_units: frozenset[int]
    actors_leaders: frozenset[int]
    led_by_actor: frozenset[int]
    subject_is_hr: bool


def check_near(near: Near) -> None:
    """Refuse where the two are one, near each other or both in HR. Raises ForOneself, TooNear, InHr."""
    if near.actor_id == near.subject_id:
        raise ForOneself
    if (
        near.actor_units & near.subject_units
        or near.subject_id in near.actors_leaders
        or near.subject_id in near.led_by_actor
    ):
        raise TooNear
    if near.subject_is_hr:
        raise InHr


def checked_reason(reason: str) -> str:
    """Return a reason without what stands around it. Raises ReasonTooShort, ReasonTooLong."""
    told = " ".join(reason.split())
    if len(told) < SHORTEST_REASON:
        raise ReasonTooShort(least=SHORTEST_REASON)
    if len(told) > LONGEST_REASON:
        raise ReasonTooLong(most=LONGEST_REASON)
    return told
