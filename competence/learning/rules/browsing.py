"""What the reader of the offers asks to see of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from competence.frameworks.rules.searching import found
from competence.learning.rules.words import Kind


class InTwoLanguages(Protocol):
    """A text in Danish and in English."""

    @property
    def da(self) -> str: ...

    @property
    def en(self) -> str: ...


class Aimed(Protocol):
    """What an offer leads to."""

    competence: str


class Shown(Protocol):
    """An offer, as far as browsing looks at it."""

    kind: Kind

    @property
    def title(self) -> InTwoLanguages: ...

    @property
    def description(self) -> InTwoLanguages: ...

    @property
    def aims(self) -> Sequence[Aimed]: ...


FOLDED = 12  # so many offers can be looked over at once; of more, each area is a heading to open


def by_area(offers: Sequence["One"], areas: Mapping[str, object]) -> dict[object, list["One"]]:
    """Return offers by the area of the competence each names first, in the areas' order; None: of no area there is.

    areas: by the code of a competence, in the catalogue's order.
    """
    found: dict[object, list[One]] = {area: [] for area in (*areas.values(), None)}
    for offer in offers:
        found[next((areas[aim.competence] for aim in offer.aims if aim.competence in areas), None)].append(offer)
    return {area: some for area, some in found.items() if some}


One = TypeVar("One", bound=Shown)


@dataclass(frozen=True)
class Filters:
    """A search for words, a kind and a competence; what is "" is not asked for."""

    query: str = ""
    kind: str = ""
    competence: str = ""

    @property
    def given(self) -> bool:
        return bool(self.query or self.kind or self.competence)

    def show(self, offers: Iterable[One]) -> list[One]:
        """Return the offers that are asked for."""
        return [offer for offer in offers if self._shows(offer)]

    def _shows(self, offer: Shown) -> bool:
        texts = (offer.title.da, offer.title.en, offer.description.da, offer.description.en)
        return (
            (not self.kind or offer.kind.name == self.kind)
            and (not self.competence or any(aim.competence == self.competence for aim in offer.aims))
            and found(self.query, texts)
        )
