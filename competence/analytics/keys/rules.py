"""When limits and visibility may be changed: never below what was promised, by two people, for later rounds only."""

from dataclasses import dataclass

from flask_babel import lazy_gettext as _l

from competence.analytics.measures import Audience
from competence.privacy.anonymity.limits import SHARES_FLOOR, UNIT_FLOOR, K, Rules
from competence.web.refusals import Conflict, Refusal

MOST = 500  # a higher limit would show nothing


class BelowThePromise(Refusal):
    message = _l(
        "Grænserne kan kun være strengere end det, vi har lovet: mindst %(k)s mennesker, ti svar fra en enhed og "
        "tyve bag en fordeling."
    )


class NoReason(Refusal):
    message = _l("Skriv, hvorfor reglerne skal ændres. Det står ved dem bagefter.")


class AlreadyConfirmed(Conflict):
    message = _l("Forslaget er allerede bekræftet. Regler, der gælder, ændres ved et nyt forslag.")


class SameHand(Conflict):
    message = _l("De to nøgler skal være på hver sin hånd. En anden end den, der foreslog det, skal bekræfte.")


@dataclass(frozen=True)
class Limits:
    """What a round's figures are held to, and who may see them."""

    k: int = K
    unit_floor: int = UNIT_FLOOR
    shares_floor: int = SHARES_FLOOR
    audience: Audience = Audience.EVERYBODY

    def on(self, low: int = 1, high: int = 5) -> Rules:
        """What a release on a scale is held to."""
        return Rules(low, high, self.k, self.unit_floor, self.shares_floor)


def check_proposal(wanted: Limits, reason: str) -> None:
    """Refuse limits below the promise, and a change without a reason. Raises BelowThePromise, NoReason."""
    allowed = (range(K, MOST), range(UNIT_FLOOR, MOST), range(SHARES_FLOOR, MOST))
    given = (wanted.k, wanted.unit_floor, wanted.shares_floor)
    if any(number not in possible for number, possible in zip(given, allowed, strict=True)):
        raise BelowThePromise(k=K)
    if not reason.strip():
        raise NoReason


def check_confirming(proposed_by: int | None, confirming: int | None, *, confirmed: bool) -> None:
    """Refuse a second confirmation, and one by the hand that proposed. Raises AlreadyConfirmed, SameHand."""
    if confirmed:
        raise AlreadyConfirmed
    if proposed_by == confirming:
        raise SameHand
