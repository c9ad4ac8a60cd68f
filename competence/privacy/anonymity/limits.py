"""The numbers the promise is made of, and the words that stand where a number may not."""

from dataclasses import dataclass, replace
from enum import Enum
from typing import Literal, TypeAlias

K = 5  # people a viewer cannot tell apart
UNIT_FLOOR = 10  # contributors behind any figure of a part of the organisation, whoever looks
SHARES_FLOOR = 20  # people behind a distribution, besides those a viewer knows

Person: TypeAlias = int | str


class LimitTooLow(ValueError):
    """A limit below the one promised to everybody who answered."""


@dataclass(frozen=True)
class Rules:
    """What one release is held to. The limits may be raised, never lowered; low and high are the ends of the scale."""

    low: int = 1
    high: int = 5
    k: int = K
    unit_floor: int = UNIT_FLOOR
    shares_floor: int = SHARES_FLOOR

    def __post_init__(self) -> None:
        if self.k < K or self.unit_floor < UNIT_FLOOR or self.shares_floor < SHARES_FLOOR:
            raise LimitTooLow("Grænserne for, hvornår tal må vises, kan hæves, men aldrig sænkes.")
        if not 3 <= self.high - self.low + 1 <= 8:
            raise ValueError("En skala har tre til otte trin.")

    @property
    def of_three(self) -> "Rules":
        """The same limits on a scale of three steps."""
        return replace(self, low=1, high=3)


class Reason(Enum):
    """Why there is no number; a page adds the limits that it was held to."""

    TOO_FEW = "Der er for få svar til at vise et resultat, ud over dem, du kender."
    EARLIER = "Tallet kan ikke vises sammen med tal fra tidligere uden at sige for meget om få."
    SHARES_TOO_FEW = "Der er for få svar til at vise en fordeling, ud over dem, du kender."
    TOO_FEW_PEOPLE = "Der er for få med til at vise tal."
    COUNTS_TOO_FEW = "Der er for få til et tal, ud over dem, en leder kender."
    SHARES_WHOLE_ONLY = "Fordelingen vises kun for hele organisationen."
    SHARES_ONLY = "Her vises kun, hvordan svarene fordeler sig."


@dataclass(frozen=True)
class Hidden:
    """What stands in the place of a number that may not be shown.

    It is false, prints as its explanation, and has none of the operations of a number: whoever adds it, compares it
    or formats it as one gets a TypeError instead of a zero.
    """

    reason: Reason

    def __bool__(self) -> Literal[False]:
        return False

    def __str__(self) -> str:
        return self.reason.value
