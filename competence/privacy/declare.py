"""The words in which every table says what it holds about people; export, erasure and retention read them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from competence.access.permissions import Permission


class Keep(Enum):
    """How long rows are kept; the value is the sentence shown to people."""

    UNTIL_LEAVING = "Så længe du er ansat, og seks måneder efter"
    UNTIL_DELETED = "Til du selv sletter det, dog højst 24 måneder"
    UNTIL_NEXT_TALK = "Til næste samtale og tolv måneder efter"
    AGREEMENT = "Fem år, dog højst til seks måneder efter, at du er stoppet"
    THIRTEEN_MONTHS = "Tretten måneder"
    TRAIL = "Tretten måneder; hvem der har set noget om dig, i 24 måneder"
    SHORT = "Højst fjorten dage"
    FOR_EVER = "Gemmes uden navne, så tidligere tal kan efterprøves"


class Erase(Enum):
    """What happens to a row when the person it is about is erased; the value is the sentence of the record."""

    DELETE = "Rækken slettes"
    TOMBSTONE = "Navn og adresse slettes; en tom række bliver, så andres aftaler stadig hænger sammen"
    UNNAME = "Navnet fjernes, tallet bliver"
    SHARED = "Det fælles bliver hos de andre, uden navnet"
    TRAIL = "Navnet slettes i sporet, kæden bliver"


class KeptBy(Enum):
    """Who keeps a row right; the value says it to the person it is about."""

    ONESELF = "Det retter du selv, der hvor du skrev det"
    LEADER = "Din leder"
    HR = "HR"


@dataclass(frozen=True)
class Latest:
    """The latest moment in a column of the rows that hang under a row, as the day its time runs from."""

    table: str
    column: str


@dataclass(frozen=True)
class Personal:
    """A table that holds data about a person.

    about: the column, or the dotted path over foreign keys, that names the person.
    purpose: why we hold it, as a Danish sentence the person reads. title: what it is, to that person.
    keep: how long. since: the day the time runs from, as a column, a path or the Latest of what hangs under it; the
    first that is filled counts. Empty: the time of the row it hangs under, or of the person.
    under: the foreign key to the row it hangs under, where `about` does not say it already.
    also: further columns that name other people (an author, a leader).
    else_about: whose it is where `about` leads to nobody (a team's talk); shared_else: it is then the team's as well.
    both: columns naming people the row is about as much.

    words: what somebody wrote. codes: words of the product (kinds, addresses, codes). hidden: what nobody is shown,
    the person neither. copies: columns that repeat the name of the one another column names.

    seen: who may read it, as POLICY says, of the thing the path leads to (the row itself where it is empty).
    only_seen: the person, too, is shown only rows that POLICY lets them read: what others wrote and have not opened.
    when: a column, or path, that must be filled before the person is shown the row. opens: says of the row and
    the id of a person whether they are shown it. also_shown: another path to a person who is shown it.
    withheld: why the person is shown no row, nor how many there are, as a sentence they read; or empty.

    erase: what becomes of it when the person is erased. kept_by: who puts it right.
    """

    about: str
    purpose: str
    keep: Keep
    also: tuple[str, ...] = field(default=())
    title: str = ""
    since: tuple[str | Latest, ...] = ()
    under: str = ""
    else_about: str = ""
    shared_else: bool = False
    both: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    copies: tuple[tuple[str, str], ...] = ()
    seen: Permission | None = None
    thing: str = ""
    only_seen: bool = False
    when: str = ""
    opens: Callable[[Any, int], bool] | None = None
    also_shown: str = ""
    withheld: str = ""
    erase: Erase = Erase.DELETE
    kept_by: KeptBy = KeptBy.ONESELF

    @property
    def parent(self) -> str:
        """The foreign key to the row this one hangs under; empty where it hangs under none."""
        first, _, rest = self.about.partition(".")
        return self.under or (first if rest else "")


@dataclass(frozen=True)
class Impersonal:
    """A table that holds nothing about a person; why says how we know."""

    why: str
