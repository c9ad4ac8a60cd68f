"""What one may do and read around a round about leaders, beyond what the policy says."""

from flask_babel import lazy_gettext as _l

from competence.feedback.sealed.rules.rounds import Outcome, Stage
from competence.feedback.sealed.rules.settling import LEAST_FOR_WORDS
from competence.privacy.anonymity.figures import people_band
from competence.web.refusals import Conflict


class SelfIsClosed(Conflict):
    message = _l("Runden er lukket, så dine egne svar kan ikke ændres mere.")


class NoNeedOfTalk(Conflict):
    message = _l("Der kom svar nok, så resultatet kan læses. Tal med teamet om det.")


def shows_numbers(people: str, *, in_the_team: bool) -> bool:
    """Return whether a published result, or one figure of it, is shown to a reader, by the band of how many answered.

    Those who may have answered know their own answer, and read the numbers when ten or more did.
    """
    return not in_the_team or people != people_band(LEAST_FOR_WORDS - 1)


def check_self(stage: Stage, outcome: Outcome) -> None:
    """Raise SelfIsClosed where a leader can no longer answer about themselves."""
    if stage is not Stage.OPEN or outcome is not Outcome.ASKED:
        raise SelfIsClosed


def check_talk(stage: Stage, outcome: Outcome) -> None:
    """Raise NoNeedOfTalk unless there were, or answered, too few for a result."""
    if outcome is Outcome.TOO_SMALL or (outcome is Outcome.TOO_FEW and stage is Stage.PUBLISHED):
        return
    raise NoNeedOfTalk
