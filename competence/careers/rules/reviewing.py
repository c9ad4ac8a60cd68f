"""What a draft of the career model changes, step by step, for whoever is to publish it."""

from collections.abc import Mapping
from dataclasses import dataclass

from competence.careers.rules.comparing import Change, difference
from competence.careers.rules.editions import Edition, MoveWords, StepWords


@dataclass(frozen=True)
class Reworded:
    """A step that says something else than before: its words, or what it asks for."""

    step: StepWords
    has_other_words: bool
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class Review:
    """Everything in which a later edition differs from an earlier one."""

    added: tuple[StepWords, ...]
    gone: tuple[StepWords, ...]
    reworded: tuple[Reworded, ...]
    new_moves: tuple[MoveWords, ...]
    lost_moves: tuple[MoveWords, ...]
    has_other_tracks: bool

    @property
    def is_empty(self) -> bool:
        parts = (self.added, self.gone, self.reworded, self.new_moves, self.lost_moves)
        return not any(parts) and not self.has_other_tracks


def review(before: Edition, after: Edition) -> Review:
    """Return how a later edition differs from an earlier one; a move whose words changed is lost and new."""
    was, now = _by_code(before), _by_code(after)
    return Review(
        added=tuple(step for code, step in now.items() if code not in was),
        gone=tuple(step for code, step in was.items() if code not in now),
        reworded=tuple(
            Reworded(step, _words(step) != _words(was[code]), difference(was[code].asks, step.asks))
            for code, step in now.items()
            if code in was and step != was[code]
        ),
        new_moves=tuple(move for move in after.moves if move not in before.moves),
        lost_moves=tuple(move for move in before.moves if move not in after.moves),
        has_other_tracks=before.tracks != after.tracks,
    )


def _by_code(edition: Edition) -> Mapping[str, StepWords]:
    return {step.code: step for step in edition.steps}


def _words(step: StepWords) -> tuple[object, ...]:
    return step.track, step.height, step.title, step.scope, step.tasks, step.ways
