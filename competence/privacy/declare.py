"""The words in which every table says what it holds about people; export, erasure and retention read them."""

from dataclasses import dataclass, field
from enum import Enum


class Keep(Enum):
    """How long rows are kept; the value is the sentence shown to people."""

    UNTIL_LEAVING = "Så længe du er ansat, og seks måneder efter"
    UNTIL_DELETED = "Til du selv sletter det, dog højst 24 måneder"
    UNTIL_NEXT_TALK = "Til næste samtale og tolv måneder efter"
    AGREEMENT = "Fem år, dog højst til seks måneder efter, at du er stoppet"
    THIRTEEN_MONTHS = "Tretten måneder"
    SHORT = "Højst få dage"
    FOR_EVER = "Gemmes uden navne, så tidligere tal kan efterprøves"


@dataclass(frozen=True)
class Personal:
    """A table that holds data about a person.

    about: the column, or the dotted path over foreign keys, that names the person.
    purpose: why we hold it, as a Danish sentence the person reads.
    keep: how long.
    also: further columns that name other people (an author, a leader).
    """

    about: str
    purpose: str
    keep: Keep
    also: tuple[str, ...] = field(default=())


@dataclass(frozen=True)
class Impersonal:
    """A table that holds nothing about a person; why says how we know."""

    why: str
