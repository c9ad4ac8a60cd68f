"""What becomes of prepared words that are sent in, and what may be done with them when."""

import hashlib
from dataclasses import dataclass
from enum import Enum

from flask_babel import lazy_gettext as _l

from competence.conversations.rules.steps import OVER, State
from competence.web.refusals import Conflict, Refusal

LONGEST = 4000


class TalkHasBegun(Conflict):
    """What was shared is part of the talk from the moment it begins."""

    message = _l("Samtalen er begyndt, og det, der er delt, ligger på bordet. Det kan ikke trækkes tilbage nu.")


class TalkIsOver(Conflict):
    """After the talk the words stand, until their writer deletes them."""

    message = _l("Samtalen er holdt eller aflyst, så forberedelsen står, som den er. Du kan stadig slette den.")


class AlreadyShared(Conflict):
    """Shared words stand still until they are taken back."""

    message = _l("Svaret er delt. Træk det tilbage først, hvis du vil rette det.")


class NothingToShare(Refusal):
    """An empty answer is nothing to talk about."""

    message = _l("Der er ikke noget at dele endnu. Skriv noget først.")


class NotAsked(Refusal):
    """The question is not one this side is asked."""

    message = _l("Det spørgsmål er ikke med i samtalen. Hent siden igen, så ser du dem, der er.")


class TooLong(Refusal):
    """A preparation is some sentences for each question."""

    message = _l("Svaret er for langt. Skriv højst 4.000 tegn, så er det også lettere at tale om.")


@dataclass(frozen=True)
class Sent:
    """One answer as a form sends it: the words, the version they were read at, and the sum of the words read."""

    question_id: int
    text: str
    version: int
    was: str = ""

    @property
    def is_touched(self) -> bool:
        """Whether the reader changed anything."""
        return self.was != fingerprint(self.text)


class Fate(Enum):
    """What becomes of an answer that is sent in."""

    UNTOUCHED = "The reader changed nothing"
    SAVED = "To be written"
    STALE = "Changed elsewhere since it was read"


def fingerprint(text: str) -> str:
    """Return a short sum of a text, by which a form knows whether its reader touched it."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def fate(sent: Sent, stored: str, version: int) -> Fate:
    """Return what becomes of an answer, when this is stored in this version (0: nothing is stored).

    The same words are never a conflict: an answer sent twice because the reply was lost is already there.
    """
    if sent.text == stored or not sent.is_touched:
        return Fate.UNTOUCHED
    return Fate.SAVED if sent.version == version else Fate.STALE


def refuse_to_write(state: State) -> None:
    """Raise TalkIsOver where nothing is written or shared any more."""
    if state in OVER:
        raise TalkIsOver


def refuse_to_take_back(state: State) -> None:
    """Raise TalkHasBegun or TalkIsOver where what was shared stays shared."""
    refuse_to_write(state)
    if state is State.TALKING:
        raise TalkHasBegun
