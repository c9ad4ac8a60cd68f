"""What one side says about one competence, and what happens when it is sent in anew."""

import hashlib
import json
from dataclasses import astuple, dataclass
from enum import Enum

LONGEST_EXAMPLE = 2000


@dataclass(frozen=True)
class Said:
    """A level or a mark, importance (1-3), wish and an example. A mark carries no value and is never a zero.

    mark and wish are the names of their enums, or empty.
    """

    level: int | None = None
    mark: str = ""
    importance: int | None = None
    wish: str = ""
    example: str = ""

    @property
    def is_given(self) -> bool:
        """Whether the question itself is answered."""
        return self.level is not None or bool(self.mark)

    @property
    def choice(self) -> str:
        """The rung that is chosen, as the form names it."""
        return self.mark.lower() or ("" if self.level is None else str(self.level))

    @property
    def fingerprint(self) -> str:
        """A short sum of the words, by which a form knows whether its reader touched a row."""
        return hashlib.sha256(json.dumps(astuple(self)).encode()).hexdigest()[:12]


NOTHING = Said()


@dataclass(frozen=True)
class Row:
    """One competence as a form sends it: what it says, the version it was read at, and the sum of the words read."""

    competence_id: int
    said: Said
    version: int
    was: str = ""


class Fate(Enum):
    """What becomes of a row that is sent in."""

    UNTOUCHED = "The reader changed nothing"
    SAVED = "To be written"
    STALE = "Changed elsewhere since it was read"


def fate(row: Row, stored: Said, version: int) -> Fate:
    """Return what becomes of a row, when this is stored in this version (0: nothing is stored).

    The same words are never a conflict: an answer that was sent twice because the reply was lost is already there.
    """
    if row.said == stored or row.was == row.said.fingerprint:
        return Fate.UNTOUCHED
    return Fate.SAVED if row.version == version else Fate.STALE
