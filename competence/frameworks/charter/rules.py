"""The rules of the charter, pure: an edition as plain values, what it lacks before it is published, how two differ."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from flask_babel import lazy_gettext as _l

from competence.frameworks.rules.comparing import LANGUAGES, Change, Part
from competence.frameworks.rules.editions import Words
from competence.web.refusals import Refusal


@dataclass(frozen=True)
class Principle:
    """A principle: its words, and the codes of the competences and questions it points at."""

    code: str
    title: Words
    text: Words
    competences: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Edition:
    """A whole version, its principles in their order."""

    title: Words
    preamble: Words
    principles: tuple[Principle, ...]


@dataclass(frozen=True)
class Altered:
    """A principle whose words or pointers changed, or the charter's heading (title of the new one)."""

    title: Words
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class Comparison:
    """Everything in which a later edition differs from an earlier one."""

    heading: tuple[Change, ...]
    added: tuple[Principle, ...]
    removed: tuple[Principle, ...]
    altered: tuple[Altered, ...]
    moved: bool

    @property
    def is_empty(self) -> bool:
        return not (self.heading or self.added or self.removed or self.altered or self.moved)


class NoTitle(Refusal):
    message = _l("Skriv, hvad ledelsesgrundlaget hedder.")


class NoPrinciples(Refusal):
    message = _l("Skriv mindst ét princip.")


class NoWords(Refusal):
    message = _l("Princip %(number)s har ingen overskrift eller ingen tekst.")


class PointsNowhere(Refusal):
    message = _l("Princip %(number)s peger ikke på nogen lederkompetence.")


def what_is_open(edition: Edition) -> Iterator[Refusal]:
    """Yield what must be put right before an edition is published."""
    if not edition.title.given:
        yield NoTitle()
    if not edition.principles:
        yield NoPrinciples()
    for number, principle in enumerate(edition.principles, start=1):
        if not (principle.title.given and principle.text.given):
            yield NoWords(number=number)
        if not principle.competences:
            yield PointsNowhere(number=number)


def compare(old: Edition, new: Edition, names: Mapping[str, str]) -> Comparison:
    """Return how the new edition differs from the old one; a principle is known by its code.

    names: what competences and questions are called, by code.
    """
    was, now = ({principle.code: principle for principle in edition.principles} for edition in (old, new))
    both = [code for code in now if code in was]
    return Comparison(
        heading=(*_words(Part.TITLE, old.title, new.title), *_words(Part.DESCRIPTION, old.preamble, new.preamble)),
        added=tuple(principle for code, principle in now.items() if code not in was),
        removed=tuple(principle for code, principle in was.items() if code not in now),
        altered=tuple(
            Altered(now[code].title, changes)
            for code in both
            if (changes := tuple(_principle(was[code], now[code], names)))
        ),
        moved=both != [code for code in was if code in now],
    )


def _principle(old: Principle, new: Principle, names: Mapping[str, str]) -> Iterator[Change]:
    yield from _words(Part.TITLE, old.title, new.title)
    yield from _words(Part.DESCRIPTION, old.text, new.text)
    before, after = (*old.competences, *old.questions), (*new.competences, *new.questions)
    if set(before) != set(after):
        was, now = (", ".join(names.get(code, code) for code in codes) for codes in (before, after))
        yield Change(Part.POINTERS, "", was, now)


def _words(part: Part, old: Words, new: Words) -> Iterator[Change]:
    for language, before, after in zip(LANGUAGES, old, new, strict=True):
        if before != after:
            yield Change(part, language, before, after)
