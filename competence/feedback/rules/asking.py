"""What may be asked of whom, and what an answer holds: a few fields, about one thing, of at most four people."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from flask_babel import lazy_gettext as _l

from competence.feedback.rules.refusals import (
    AskedOneself,
    ChooseCompetences,
    LevelMissing,
    NobodyAsked,
    NotADay,
    NothingAsked,
    TooManyAsked,
    WhyMissing,
    WordsMissing,
    WordsTooLong,
)
from competence.web.text import clean, kept_text

MOST_ASKED = 4
MOST_COMPETENCES = 6
LONGEST, LONGEST_QUESTION = 1000, 600
LINK_LIVES = timedelta(days=14)  # of a link for somebody outside the house
TWO_WEEKS, FURTHEST = timedelta(days=14), timedelta(days=92)
RECOGNITION, SPARRING, VIEW, EVENT = "anerkendelse", "sparring", "blik", "efter_arrangementet"
UNASKED = RECOGNITION  # the one form that is given without being asked for
ASKED_FOR = ("tre_plus_tre", "feedforward", "ivoe", RECOGNITION, SPARRING)
OF_THE_ASKER = frozenset({(SPARRING, "question"), (SPARRING, "tried")})
SHOWN_AS_TAG = frozenset({(RECOGNITION, "value")})  # a value or competence is pointed at, not written


class About(Enum):
    """What feedback is tied to: one competence, one value, or the receiver's next talk with their leader."""

    COMPETENCE = _l("En kompetence")
    VALUE = _l("En værdi")
    TALK = _l("Min næste samtale med min leder")


@dataclass(frozen=True)
class Wanted:
    """One field of a form as the rules know it. label: for the refusal that names it."""

    code: str
    label: object
    required: bool


def check_asked(asker_id: int, people: Collection[int], outside: Sequence[str]) -> None:
    """Refuse nobody, more than four, and oneself. outside: names of people who do not work in the house."""
    if asker_id in people:
        raise AskedOneself
    number = len(set(people)) + len(outside)
    if not number:
        raise NobodyAsked
    if number > MOST_ASKED:
        raise TooManyAsked


def question(text: str) -> str:
    """Return what one wants feedback on as it is kept. Raises NothingAsked."""
    return kept_text(text, LONGEST_QUESTION, NothingAsked, needed=True)


def check_day(due_on: date, today: date) -> None:
    """Refuse a day that is over or further away than three months."""
    if not today <= due_on <= today + FURTHEST:
        raise NotADay


def check_competences(chosen: Collection[int]) -> None:
    """Refuse a colleague's view of nothing, or of more than one sits down for."""
    if not 1 <= len(set(chosen)) <= MOST_COMPETENCES:
        raise ChooseCompetences


def words(wanted: Sequence[Wanted], written: Mapping[str, str]) -> dict[str, str]:
    """Return what was written, field by field, as it is kept. Raises WordsMissing, WordsTooLong."""
    kept = {field.code: clean(written.get(field.code, "")) for field in wanted}
    for field in wanted:
        if field.required and not kept[field.code]:
            raise WordsMissing(field=field.label)
        if len(kept[field.code]) > LONGEST:
            raise WordsTooLong(field=field.label)
    return {code: text for code, text in kept.items() if text}


def levels(asked: Collection[int], said: Mapping[int, int | None], highest: int) -> dict[int, int | None]:
    """Return the level for every competence asked about; None: cannot judge. Raises LevelMissing."""
    if not set(asked) <= set(said):
        raise LevelMissing
    kept = {competence: said[competence] for competence in asked}
    if any(level is not None and not 1 <= level <= highest for level in kept.values()):
        raise LevelMissing
    return kept


def why(text: str) -> str:
    """Return why something is reported, as HR will read it. Raises WhyMissing."""
    return kept_text(text, LONGEST, WhyMissing, needed=True)
