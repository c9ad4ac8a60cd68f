"""How sealed answers become anonymous ones: a crowd or nothing, each question shuffled by itself, in no order."""

from collections.abc import Callable, Iterable, Mapping, MutableSequence, Sequence
from dataclasses import dataclass
from typing import Any

from competence.feedback.sealed.rules.sheets import CANNOT_SAY, Sheet
from competence.privacy.anonymity.limits import UNIT_FLOOR, K

LEAST = K  # answers behind anything that is shown of a leader
LEAST_FOR_WORDS = UNIT_FLOOR  # answers behind any answer in words, and behind what a leader's team is shown

Shuffle = Callable[[MutableSequence[Any]], None]


@dataclass(frozen=True)
class Loose:
    """One answer to one question, when nothing ties it to anybody or to another answer: a step, or words."""

    question: str
    step: int | None = None
    words: str = ""


def crowd_of(sheets: Iterable[Sheet]) -> list[Sheet]:
    """Return the sheets somebody answered on; an empty list where they are fewer than LEAST."""
    answered = [sheet for sheet in sheets if sheet.counts]
    return answered if len(answered) >= LEAST else []


def loosened(crowd: Sequence[Sheet], shuffle: Shuffle) -> list[Loose]:
    """Return a crowd's answers without anything that holds those of one sheet together.

    Words are left out where fewer than LEAST_FOR_WORDS answered: what may not be shown is not kept.
    """
    loose = [
        Loose(question, step) for question, steps in by_question(crowd).items() for step in _shuffled(steps, shuffle)
    ]
    if len(crowd) >= LEAST_FOR_WORDS:
        loose += [
            Loose(question, words=text)
            for question, texts in _texts(crowd).items()
            for text in _shuffled(texts, shuffle)
        ]
    return loose


def by_question(crowd: Iterable[Sheet]) -> dict[str, list[int]]:
    """Return the steps that count, by their question.

    The questions stand in the order of their codes: in the order of the sheets they would tell what the first of these
    left out.
    """
    found: dict[str, list[int]] = {}
    for sheet in crowd:
        for question, step in sheet.steps.items():
            if step != CANNOT_SAY:
                found.setdefault(question, []).append(step)
    return dict(sorted(found.items()))


def _texts(crowd: Iterable[Sheet]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for sheet in crowd:
        for question, text in sheet.words.items():
            if text:
                found.setdefault(question, []).append(text)
    return dict(sorted(found.items()))


def _shuffled(values: Sequence[Any], shuffle: Shuffle) -> list[Any]:
    mixed = list(values)
    shuffle(mixed)
    return mixed


def pools(sheets: Sequence[str], size: int, shuffle: Shuffle) -> Mapping[str, int]:
    """Return a pool's number for each sheet: sealed anew together whenever one of them is written on.

    Pools are drawn by lot across the round. None is smaller than size, unless the whole round is.
    """
    mixed = _shuffled(sheets, shuffle)
    number = max(len(mixed) // size, 1)
    return {sheet: place % number for place, sheet in enumerate(mixed)}
