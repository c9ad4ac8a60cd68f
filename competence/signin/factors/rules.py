"""The rules of the second factor: who must have one, how far a session is, which code fits, who may reset it."""

import hashlib
import hmac
import secrets
from collections.abc import Collection
from datetime import datetime, timedelta
from enum import Enum
from ipaddress import ip_address
from urllib.parse import urlsplit

import pyotp
from flask_babel import lazy_gettext as _l
from pyotp.exceptions import OTPVerificationError

from competence.access.actor import LEADER, NAMED_IN_SETTINGS, Actor, Role, named_in
from competence.web.refusals import Conflict, Refusal

STEP = 30  # seconds a code holds; only the present one counts
CODES = 10
CODE_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # 31 that nobody takes for one another
FEW = 3
CHALLENGE_LIVES = timedelta(minutes=5)
RESET_WAITS = timedelta(hours=24)
BOTH_ROLES = frozenset({Role.HR, Role.ADMINISTRATOR})


class Standing(Enum):
    """How far somebody is whose password was right."""

    IN = "in"
    CHALLENGED = "asked for the second factor"
    ENROLLING = "has none yet and must have one"


class WrongCode(Refusal):
    message = _l("Koden passer ikke. Brug den, appen viser lige nu; hver kode virker kun én gang.")


class PasskeyRefused(Refusal):
    message = _l("Adgangsnøglen kunne ikke bruges. Prøv igen.")


class LastOne(Conflict):
    message = _l("Den er din sidste, og din rolle kræver én. Tilføj en anden, før du fjerner den.")


class NothingToReset(Conflict):
    message = _l("Der er ingen totrinsbekræftelse at nulstille.")


class OneHand(Conflict):
    message = _l(
        "Det skal to forskellige til at nulstille: én fra HR og én administrator, og ingen af dem er personen selv."
    )


def required_of(setting: str) -> frozenset[str]:
    """Return who must have a second factor, from the setting's words; an unknown word is an error."""
    words = named_in(setting)
    if words - NAMED_IN_SETTINGS:
        raise ValueError(
            f"SECOND_FACTOR_REQUIRED knows {sorted(NAMED_IN_SETTINGS)}, not {sorted(words - NAMED_IN_SETTINGS)}"
        )
    return words


def must_have_one(actor: Actor, setting: str) -> bool:
    """Return whether an actor must have a second factor, by the setting. Raises ValueError, as `required_of`."""
    return bool(rights_of(actor) & required_of(setting))


def rights_of(actor: Actor) -> frozenset[str]:
    """Return the words for what an actor is today, as the setting says them."""
    return frozenset(role.name.lower() for role in actor.roles) | ({LEADER} if actor.all_led else frozenset())


def standing(*, has_factor: bool, passed: bool, required: bool) -> Standing:
    """Return how far a session is."""
    if has_factor:
        return Standing.IN if passed else Standing.CHALLENGED
    return Standing.ENROLLING if required else Standing.IN


def new_seed() -> str:
    """Return 160 random bits for a code app."""
    return pyotp.random_base32()


def matching_step(seed: str, code: str, now: datetime) -> int | None:
    """Return the step a code is right for, None where it is not the present one."""
    try:
        return pyotp.TOTP(seed, interval=STEP).verify_and_get_timecode(code, for_time=now, valid_window=0)
    except OTPVerificationError:
        return None


def address_for_app(seed: str, email: str, house: str) -> str:
    """Return what the QR code says to an app."""
    return pyotp.TOTP(seed, interval=STEP).provisioning_uri(name=email, issuer_name=house)


def tidy_code(text: str) -> str:
    """Return a code as it counts, however it was typed."""
    return "".join(letter for letter in text.lower() if letter.isalnum())


def new_recovery_codes() -> list[str]:
    """Return ten codes of twelve letters, 59 bits, in groups of four."""
    return ["-".join("".join(secrets.choice(CODE_LETTERS) for _ in range(4)) for _ in range(3)) for _ in range(CODES)]


def code_key(secret: str, person_id: int, code: str) -> str:
    """Return what is kept of a recovery code; only this installation, and only for this person, can make it."""
    told = f"recovery:{person_id}:{tidy_code(code)}".encode()
    return hmac.new(secret.encode(), told, hashlib.sha256).hexdigest()


def user_handle(secret: str, person_id: int) -> bytes:
    """Return the name a passkey knows its person by; it tells nothing."""
    return hmac.new(secret.encode(), f"passkey:{person_id}".encode(), hashlib.sha256).digest()


def origin_of(public_url: str) -> str:
    """Return where a passkey must have been used: our own address, and no other."""
    parts = urlsplit(public_url)
    return f"{parts.scheme}://{parts.netloc}"


def relying_party(public_url: str) -> str | None:
    """Return the name passkeys belong to; None where the address is a number, for which browsers make no passkeys."""
    name = urlsplit(public_url).hostname or ""
    try:
        ip_address(name)
    except ValueError:
        return name or None
    return None


def may_reset_together(first: Collection[Role], second: Collection[Role]) -> bool:
    """Return whether two people are one from HR and one administrator."""
    one, other = BOTH_ROLES & set(first), BOTH_ROLES & set(second)
    return bool(one and other) and one | other == BOTH_ROLES
