"""Two people worded the same thing: what is saved and what the second one wrote, side by side."""

from dataclasses import dataclass

from competence.frameworks.forms import ComparableForm, shown
from competence.frameworks.rules.comparing import Piece, side_by_side


@dataclass(frozen=True)
class Clash:
    """A field two people have filled differently."""

    label: str
    saved: list[Piece]
    written: list[Piece]


def clashes_between(written: ComparableForm, saved: ComparableForm) -> list[Clash]:
    """Return the fields in which what was sent differs from what is saved."""
    found = []
    for name in written.told:
        was, now = shown(saved[name]), shown(written[name])
        if was != now:
            found.append(Clash(written.label_of(written[name]), *side_by_side(was, now)))
    return found
