"""When somebody is asked whether they used what they learned, and what is refused."""

from datetime import date, timedelta
from enum import Enum

from flask_babel import lazy_gettext as _l

from competence.learning.rules.words import State
from competence.web.refusals import Conflict, Refusal

AFTER = timedelta(days=21)
STILL = timedelta(days=120)  # who has not answered by then is not reminded any more
LONGEST = 1000


class Used(Enum):
    """The answer to the one question."""

    YES = _l("Ja, jeg har brugt det")
    NOT_YET = _l("Ikke endnu")
    NO = _l("Nej, det passede ikke til mit arbejde")


class NotAskedNow(Conflict):
    message = _l("Vi spørger først tre uger efter, at du var med.")


class TooLong(Refusal):
    message = _l("Det er for langt. Skriv højst 1.000 tegn.")


def may_answer(state: State, attended_on: date | None, today: date) -> bool:
    """Return whether somebody may say whether they used it: three weeks after they took part, and ever after."""
    return state is State.ATTENDED and attended_on is not None and attended_on + AFTER <= today


def is_asked(attended_on: date | None, today: date) -> bool:
    """Return whether the question is due."""
    return attended_on is not None and attended_on + AFTER <= today <= attended_on + STILL
