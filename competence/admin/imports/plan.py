"""What an import would do, before anything is done: each row's fate, what is wrong where, and the changes."""

import hashlib
from collections import Counter
from dataclasses import dataclass
from datetime import date
from enum import Enum

Value = str | int | date | None


class Fate(Enum):
    """What becomes of one row; the value is its name in addresses."""

    NEW = "new"
    CHANGED = "changed"
    ENDED = "ended"
    UNCHANGED = "unchanged"
    ERROR = "error"


class Say(Enum):
    """Everything a plan can say about a row; the sentences stand in words.py."""

    # what happens
    PERSON_IS_NEW = "person is new"
    EMPLOYMENT_IS_NEW = "employment is new"
    EMPLOYMENT_MOVES = "employment moves"
    HOURS_CHANGE = "hours change"
    EMPLOYMENT_ENDS = "employment ends"
    EMPLOYMENT_GOES = "employment goes"
    PERSON_ENDS = "person ends"
    NAME_CHANGES = "name changes"
    LEADER_IS_NEW = "leader is new"
    LEADER_MOVES = "leader moves"
    LEADER_ENDS = "leader ends"
    SAME_NAME_ENDS = "same name ends"
    UNIT_IS_NEW = "unit is new"
    UNIT_IS_RENAMED = "unit is renamed"
    UNIT_MOVES = "unit moves"
    UNIT_KIND = "unit kind"
    UNIT_PERIOD = "unit period"
    OFFER_IS_NEW = "offer is new"
    OFFER_CHANGES = "offer changes"
    DATES_ARE_NEW = "dates are new"
    # what is wrong
    EMPTY = "empty"
    TOO_LONG = "too long"
    NO_EMAIL = "no email"
    NO_HOURS = "no hours"
    NO_DATE = "no date"
    NO_CODE = "no code"
    UNKNOWN_UNIT = "unknown unit"
    UNIT_IS_OVER = "unit is over"
    UNKNOWN_ROLE = "unknown role"
    UNKNOWN_LEADER = "unknown leader"
    LEADER_IS_ENDED = "leader is ended"
    OWN_LEADER = "own leader"
    GIVES_THEMSELVES = "gives themselves"
    STANDS_IN_FOR_THEM = "stands in for them"
    READDRESSED_THEM = "readdressed them"
    LEADERS_IN_A_CIRCLE = "leaders in a circle"
    ENDS_BEFORE_IT_BEGINS = "ends before it begins"
    NEEDS_A_START = "needs a start"
    SAME_EMPLOYMENT = "same employment"
    TWO_NAMES = "two names"
    OTHER_ROW_FIRST = "other row first"
    ENDS_YOU = "ends you"
    ENDS_THE_LAST_ADMINISTRATOR = "ends the last administrator"
    UNKNOWN_KIND = "unknown kind"
    UNKNOWN_PARENT = "unknown parent"
    OWN_PARENT = "own parent"
    UNITS_IN_A_CIRCLE = "units in a circle"
    SAME_CODE = "same code"
    UNIT_IN_USE = "unit in use"
    UNKNOWN_CHOICE = "unknown choice"
    UNKNOWN_COMPETENCE = "unknown competence"
    NO_NUMBER = "no number"
    NO_LEVELS = "no levels"
    NOT_IN_STEP = "not in step"
    NO_MOMENT = "no moment"


@dataclass(frozen=True)
class Remark:
    """One thing a plan says about a row: what, with which names and days, and in which cell ("" for the whole row)."""

    say: Say
    values: tuple[tuple[str, Value], ...] = ()
    cell: str = ""


def remark(say: Say, cell: str = "", **values: Value) -> Remark:
    """Return a remark."""
    return Remark(say, tuple(values.items()), cell)


@dataclass(frozen=True)
class Line:
    """One row's fate; number is None for what is in the house but not in the file."""

    number: int | None
    key: str  # the e-mail address, or the code of a unit or an offer
    name: str
    fate: Fate
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True)
class Plan:
    """What an import would do. Nothing may be applied while a line is an error."""

    lines: tuple[Line, ...]
    changes: tuple[object, ...]
    ends_people: bool = False
    takes_two: bool = False  # it changes so much that another hand looks it through, too

    @property
    def has_errors(self) -> bool:
        return any(line.fate is Fate.ERROR for line in self.lines)

    @property
    def counts(self) -> dict[Fate, int]:
        """Return how many lines have each fate, in the order of Fate."""
        counted = Counter(line.fate for line in self.lines)
        return {fate: counted[fate] for fate in Fate}

    @property
    def fingerprint(self) -> str:
        """Return a text that is the same for the same plan, and differs where anything in it does."""
        return hashlib.sha256(repr(self).encode()).hexdigest()
