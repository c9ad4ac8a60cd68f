"""Turns released figures into what a page draws: lines with a number, or with the words in its place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from competence.analytics.models import Release, ReleasedFigure
from competence.privacy.anonymity.figures import End
from competence.privacy.anonymity.limits import Reason
from competence.privacy.anonymity.parts import Part
from competence.web.language import number
from competence.web.tables.cells import Cell

WORDS: dict[Reason, object] = {
    Reason.TOO_FEW: _l("Der er for få svar til at vise et resultat (mindst %(k)s ud over dem, du kender)."),
    Reason.EARLIER: _l("Tallet kan ikke vises sammen med tal fra tidligere uden at sige for meget om få."),
    Reason.SHARES_TOO_FEW: _l("Fordelingen vises først, når mindst %(shares)s har svaret ud over dem, du kender."),
    Reason.TOO_FEW_PEOPLE: _l("Der er færre end %(k)s med, så der vises ingen tal."),
    Reason.COUNTS_TOO_FEW: _l("Der er for få til et tal, ud over dem, en leder kender."),
    Reason.SHARES_WHOLE_ONLY: _l("Fordelingen vises kun for hele organisationen."),
    Reason.SHARES_ONLY: _l("Her vises kun, hvordan svarene fordeler sig."),
}
PARTS: dict[Part, object] = {
    Part.FEW: _l("få, ingen eller skjult"),
    Part.TWENTIETH: _l("mindst hver tyvende"),
    Part.TENTH: _l("mindst hver tiende"),
    Part.QUARTER: _l("mindst hver fjerde"),
    Part.HALF: _l("mindst halvdelen"),
}


@dataclass(frozen=True)
class Line:
    """A row of a table: a competence, or a group of units, and its numbers."""

    title: str
    cells: tuple[Cell, ...]
    people: str
    depth: int = 0


class Held(Protocol):
    """What figures are held to: a release, a report, or the limits themselves."""

    @property
    def k(self) -> int: ...
    @property
    def shares_floor(self) -> int: ...


class Share(Protocol):
    """A rounded share: of levels in a release, of goals or answers in a report."""

    @property
    def percent(self) -> int: ...
    @property
    def end(self) -> End: ...


def why(reason: Reason, held: Held) -> str:
    """Return in a sentence why there is no number, with the limits it was held to."""
    return str(WORDS[reason]) % {"k": held.k, "shares": held.shares_floor}


def mean_cell(figure: ReleasedFigure) -> Cell:
    """Return a group's mean as the reader's language writes it."""
    if figure.mean is None:
        return Cell(None, why(figure.mean_hidden or Reason.TOO_FEW, figure.group.release))
    value = float(figure.mean)
    text = {
        End.EXACT: "%(value)s",
        End.OR_LOWER: _("%(value)s eller lavere"),
        End.OR_HIGHER: _("%(value)s eller højere"),
    }[figure.mean_end]
    return Cell(value, text % {"value": number(value)}, coded=figure.mean_end is not End.EXACT)


def share_cell(share: Share) -> Cell:
    """Return a share; one that is only known to be small is words, so that no bar pretends to its length."""
    if share.end is End.EXACT:
        return Cell(share.percent, _("%(percent)s %%", percent=share.percent))
    if share.end is End.OR_LOWER:
        return Cell(None, _("under %(percent)s %%", percent=share.percent))
    return Cell(share.percent, _("over %(percent)s %%", percent=share.percent), coded=True)


def level_names(release: Release) -> dict[int, str]:
    """Return what the levels of a round's scale are called, the lowest first."""
    return {level.value: str(level.title) for level in release.cycle.framework_version.levels}


def bands_of(figures: Sequence[ReleasedFigure], names: Mapping[int, str]) -> list[tuple[int, str]]:
    """Return the bands of levels the shares are about: a tint from the scale's five, and the levels' names."""
    shares = next((figure.shares for figure in figures if figure.shares), [])
    span = max(names) - min(names)
    return [
        (
            1 + round(4 * ((share.first + share.last) / 2 - min(names)) / span),
            " / ".join(names[value] for value in range(share.first, share.last + 1)),
        )
        for share in shares
    ]
