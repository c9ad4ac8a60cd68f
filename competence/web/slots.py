"""Places where a lower page shows, or a lower action calls, something of a higher feature; app.py fills them."""

from collections.abc import Callable, Iterator
from typing import Generic, TypeVar

Filling = TypeVar("Filling", bound=Callable[..., object])


class Slot(Generic[Filling]):
    """An ordered list of callables that features above register, and the feature below calls in turn."""

    def __init__(self) -> None:
        self._fillings: list[Filling] = []

    def fill(self, filling: Filling) -> Filling:
        """Register a callable once; usable as a decorator."""
        if filling not in self._fillings:
            self._fillings.append(filling)
        return filling

    def __iter__(self) -> Iterator[Filling]:
        return iter(self._fillings)
