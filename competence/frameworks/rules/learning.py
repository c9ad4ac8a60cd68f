"""A place beside competences where a feature above says what one might learn next, and why; app.py fills it."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from competence.web.slots import Slot


@dataclass(frozen=True)
class Suggested:
    """Something one might learn from: its address, its title, and in one sentence why it is suggested."""

    pid: str
    title: object
    because: object


# From a person's id, and the codes of the competences a page is about (none: all), to what is suggested.
SUGGESTIONS: Slot[Callable[[int, Collection[str]], Sequence[Suggested]]] = Slot()


def suggested(person_id: int, competences: Collection[str] = ()) -> list[Suggested]:
    """Return what the features above suggest to somebody, on their own pages only."""
    return [one for ask in SUGGESTIONS for one in ask(person_id, competences)]
