"""The few choices a plan is written in, each with the word its reader sees."""

from enum import Enum

from flask_babel import lazy_gettext as _l


class Form(Enum):
    """How much a plan holds: goals and agreements, or after a short talk agreements alone."""

    FULL = _l("Udviklingsplan")
    SHORT = _l("Kort aftale")


class Side(Enum):
    """Which of the two it is: the person, or whoever sits in the leader's seat."""

    EMPLOYEE = _l("Medarbejderen")
    LEADER = _l("Lederen")

    @property
    def other(self) -> "Side":
        """The side across the table."""
        return Side.LEADER if self is Side.EMPLOYEE else Side.EMPLOYEE


class Term(Enum):
    """How far ahead a goal lies."""

    SHORT = _l("På kort sigt, inden for et år")
    LONG = _l("På længere sigt")


class Way(Enum):
    """How one learns in an activity."""

    ON_THE_JOB = _l("I arbejdet")
    WITH_OTHERS = _l("Sammen med andre")
    COURSE = _l("Kursus eller uddannelse")


class Whose(Enum):
    """Who does what was agreed."""

    EMPLOYEE = _l("Medarbejderen gør det")
    LEADER = _l("Lederen gør det")
    BOTH = _l("Vi gør det sammen")


class Standing(Enum):
    """How a goal or an agreement stands; never how well somebody did."""

    ON_THE_WAY = _l("På vej")
    REACHED = _l("Nået")
    ADJUSTED = _l("Justeret")
    DROPPED = _l("Droppet")

    @property
    def is_open(self) -> bool:
        """Whether it is carried over to the next talk."""
        return self in (Standing.ON_THE_WAY, Standing.ADJUSTED)


class Done(Enum):
    """An answer to the one question of a follow-up."""

    YES = _l("Ja")
    PARTLY = _l("Delvist")
    NO = _l("Nej")
