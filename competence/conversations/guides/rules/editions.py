"""A guide as plain values: the same whether it was read from a file or from the database."""

from dataclasses import dataclass
from enum import Enum

from flask_babel import lazy_gettext as _l

from competence.frameworks.rules.editions import Words


class Kind(Enum):
    """A kind of conversation; the codes are those of the content pack."""

    MUS = "MUS"
    MINI_MUS = "MINI_MUS"
    LUS = "LUS"
    GRUS = "GRUS"
    ONBOARDING = "ONBOARDING"
    CAREER = "CAREER"
    RETURN = "RETURN"
    ONE_ON_ONE = "ONE_ON_ONE"


class AskedOf(Enum):
    """Who prepares a question."""

    EMPLOYEE = "employee"
    LEADER = "leader"
    BOTH = "both"
    TEAM = "team"

    @property
    def label(self) -> str:
        return str(LABELS[self])


class Side(Enum):
    """From where somebody reads a guide: as the one it is about, as their leader, or as one of a team."""

    EMPLOYEE = "employee"
    LEADER = "leader"
    TEAM = "team"


LABELS = {
    AskedOf.EMPLOYEE: _l("Medarbejderen"),
    AskedOf.LEADER: _l("Lederen"),
    AskedOf.BOTH: _l("Begge"),
    AskedOf.TEAM: _l("Teamet"),
}
OF_A_TEAM = frozenset({Kind.GRUS})  # held by a whole team together, instead of a person and their leader
IN_PAIRS = (AskedOf.EMPLOYEE, AskedOf.LEADER, AskedOf.BOTH)


@dataclass(frozen=True)
class Theme:
    """What questions are gathered under (tema)."""

    code: str
    title: Words


@dataclass(frozen=True)
class Asked:
    """One question: its theme's code, who prepares it, its words, and the hint beside it."""

    theme: str
    asked_of: AskedOf
    text: Words
    hint: Words


@dataclass(frozen=True)
class Edition:
    """A whole version of one kind's guide: themes and questions in their order."""

    kind: Kind
    title: Words
    purpose: Words
    minutes: int
    themes: tuple[Theme, ...]
    questions: tuple[Asked, ...]


def may_be_asked_of(kind: Kind) -> tuple[AskedOf, ...]:
    """Return whom a kind of conversation may ask: the team where it is the team's, otherwise the two."""
    return (AskedOf.TEAM,) if kind in OF_A_TEAM else IN_PAIRS


def sides(kind: Kind) -> tuple[Side, ...]:
    """Return the sides from which a kind of conversation is prepared."""
    return (Side.TEAM,) if kind in OF_A_TEAM else (Side.EMPLOYEE, Side.LEADER)


def is_asked(asked_of: AskedOf, side: Side) -> bool:
    """Return whether a question is put to a side."""
    if side is Side.TEAM or asked_of is AskedOf.TEAM:
        return side is Side.TEAM and asked_of is AskedOf.TEAM
    return asked_of is AskedOf.BOTH or asked_of.name == side.name
