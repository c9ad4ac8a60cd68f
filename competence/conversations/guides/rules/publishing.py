"""When the words of a guide may change, and when a draft is whole enough to be published; each refusal has a name."""

from collections.abc import Iterator

from flask_babel import lazy_gettext as _l

from competence.conversations.guides.rules.editions import Edition, Side, is_asked, may_be_asked_of, sides
from competence.frameworks.rules.publishing import ChangedMeanwhile as ChangedMeanwhile
from competence.frameworks.rules.publishing import NotReady as NotReady
from competence.frameworks.rules.publishing import PublishedIsFixed as PublishedIsFixed
from competence.web.refusals import Conflict, Refusal

SHORTEST, LONGEST = 10, 480  # minutes


class DraftExists(Conflict):
    message = _l("Der er allerede en kladde til »%(title)s«. Arbejd videre i den, eller kassér den først.")


class NoTitle(Refusal):
    message = _l("Skriv, hvad samtalen hedder.")


class OddLength(Refusal):
    message = _l("Samtalen skal vare mellem %(shortest)s og %(longest)s minutter.")


class NothingAsked(Refusal):
    message = _l("Der er ingen spørgsmål til %(side)s.")


class NoText(Refusal):
    message = _l("Spørgsmål %(number)s har ingen tekst.")


class AskedOfNobodyThere(Refusal):
    message = _l("Spørgsmål %(number)s er stillet til nogen, der ikke er med i samtalen.")


NAMES = {Side.EMPLOYEE: _l("medarbejderen"), Side.LEADER: _l("lederen"), Side.TEAM: _l("teamet")}


def refuse_published(number: int, *, published: bool) -> None:
    """Raise PublishedIsFixed where a version is published."""
    if published:
        raise PublishedIsFixed(number=number)


def refuse_changed(version: int, seen: int) -> None:
    """Raise ChangedMeanwhile where something has another version than the editor saw."""
    if version != seen:
        raise ChangedMeanwhile


def refuse_unready(edition: Edition) -> None:
    """Raise NotReady where an edition is not whole."""
    if faults := tuple(what_is_open(edition)):
        raise NotReady(faults)


def what_is_open(edition: Edition) -> Iterator[Refusal]:
    """Yield what must be put right before an edition is published."""
    if not edition.title.given:
        yield NoTitle()
    if not SHORTEST <= edition.minutes <= LONGEST:
        yield OddLength(shortest=SHORTEST, longest=LONGEST)
    for side in sides(edition.kind):
        if not any(is_asked(question.asked_of, side) for question in edition.questions):
            yield NothingAsked(side=NAMES[side])
    for number, question in enumerate(edition.questions, start=1):
        if not question.text.given:
            yield NoText(number=number)
        if question.asked_of not in may_be_asked_of(edition.kind):
            yield AskedOfNobodyThere(number=number)
