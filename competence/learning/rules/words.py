"""The few choices of learning, each with the word its reader sees."""

from enum import Enum

from flask_babel import lazy_gettext as _l

from competence.plans.rules.words import Way


class Kind(Enum):
    """What sort of learning an offer is."""

    COURSE = _l("Kursus")
    ON_THE_JOB = _l("I arbejdet")
    PEER = _l("Med kolleger")
    MENTOR = _l("Mentor")
    JOB_SWAP = _l("Jobbytte")
    READING = _l("Læsning")
    EDUCATION = _l("Uddannelse")

    @property
    def way(self) -> Way:
        """How one learns by it, as a plan's activity says it."""
        return WAYS.get(self, Way.ON_THE_JOB)


WAYS = {
    Kind.COURSE: Way.COURSE, Kind.EDUCATION: Way.COURSE,
    Kind.PEER: Way.WITH_OTHERS, Kind.MENTOR: Way.WITH_OTHERS, Kind.JOB_SWAP: Way.WITH_OTHERS,
}  # fmt: skip


class Provider(Enum):
    """Who gives an offer."""

    INTERNAL = _l("Os selv")
    CENTRALBIBLIOTEK = _l("Centralbiblioteket")
    EXTERNAL = _l("Nogen udefra")


class State(Enum):
    """Where somebody's sign-up stands; the value is the sentence for the person."""

    ASKED = _l("Din leder er spurgt")
    SEATED = _l("Du har en plads")
    WAITING = _l("Du står på ventelisten")
    REFUSED = _l("Din leder har sagt nej denne gang")
    CANCELLED = _l("Du har meldt fra")
    ATTENDED = _l("Du var med")
    ABSENT = _l("Du var der ikke")

    @property
    def is_open(self) -> bool:
        """Whether it may still become a place, or is one."""
        return self in OPEN

    @property
    def takes_a_seat(self) -> bool:
        """Whether it counts when seats are counted."""
        return self in TAKING


OPEN = frozenset({State.ASKED, State.SEATED, State.WAITING})
TAKING = frozenset({State.SEATED, State.ATTENDED, State.ABSENT})
