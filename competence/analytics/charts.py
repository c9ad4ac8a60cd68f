"""Turns released figures into what a page draws: lines with a number, or with the words in its place. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from competence.analytics.models import Release, ReleasedFigure, ReleasedShare
from competence.privacy.anonymity.figures import End
from competence.privacy.anonymity.limits import Reason
from competence.web.language import number

WORDS: dict[Reason, object] = {
    Reason.TOO_FEW: _l("Der er for få svar til at vise et resultat (mindst 5 ud over dem, du kender)."),
    Reason.EARLIER: _l("Tallet kan ikke vises sammen med tal fra tidligere uden at sige for meget om få."),
    Reason.SHARES_TOO_FEW: _l("Fordelingen vises først, når mindst 20 har svaret ud over dem, du kender."),
    Reason.TOO_FEW_PEOPLE: _l("Der er færre end 5 med, så der vises ingen tal."),
    Reason.SHARES_WHOLE_ONLY: _l("Fordelingen vises kun for hele organisationen."),
    Reason.SHARES_ONLY: _l("Her vises kun, hvordan svarene fordeler sig."),
}


@dataclass(frozen=True)
class Cell:
    """A number as it is shown; value is what a chart draws, and None where there are only words."""

    value: float | None
    text: str


@dataclass(frozen=True)
class Line:
    """A row of a table: a competence, or a group of units, and its numbers."""

    title: str
    cells: tuple[Cell, ...]
    people: str
    depth: int = 0


@dataclass
class Picture:
    """Everything a theme's page shows of one release."""

    whole: list[Line] = field(default_factory=list)  # one line per competence, for the organisation
    spread: list[Line] = field(default_factory=list)  # how its answers fall into bands of levels
    spread_hidden: list[tuple[str, list[str]]] = field(default_factory=list)
    groups: list[tuple[str, str, list[Line]]] = field(
        default_factory=list
    )  # code and title of a competence, its groups
    undivided: list[str] = field(default_factory=list)  # competences shown for the whole organisation only
    hidden: list[tuple[str, list[str]]] = field(default_factory=list)  # why, and which competences


def picture_of(figures: Sequence[ReleasedFigure]) -> Picture:
    """Arrange a release's figures; the order follows from what is shown, and from nothing else."""
    picture = Picture()
    for _competence_id, rows in groupby(figures, key=lambda figure: figure.competence_id):
        whole, *parts = rows
        title = str(whole.competence.title)
        if whole.mean is None:
            continue
        picture.whole.append(Line(title, (mean_cell(whole),), whole.people))
        if whole.shares:
            cells = tuple(share_cell(share) for share in whole.shares)
            picture.spread.append(Line(title, cells, whole.people))
        if parts:
            picture.groups.append((whole.competence.code, title, group_lines((whole, *parts))))
        else:
            picture.undivided.append(title)
    picture.whole.sort(key=lambda line: -(line.cells[0].value or 0))
    picture.hidden = _reasons((figure, figure.mean_hidden) for figure in figures)
    picture.spread_hidden = _reasons(
        (figure, figure.shares_hidden) for figure in figures if not figure.depth and figure.mean is not None
    )
    return picture


def group_lines(figures: Iterable[ReleasedFigure]) -> list[Line]:
    """Return one competence's groups as lines, the whole organisation first."""
    return [Line(str(row.group.label), (mean_cell(row),), row.people, row.depth) for row in figures]


def mean_cell(figure: ReleasedFigure) -> Cell:
    """Return a group's mean as the reader's language writes it."""
    if figure.mean is None:
        return Cell(None, str(WORDS[figure.mean_hidden or Reason.TOO_FEW]))
    value = float(figure.mean)
    text = {
        End.EXACT: "%(value)s",
        End.OR_LOWER: _("%(value)s eller lavere"),
        End.OR_HIGHER: _("%(value)s eller højere"),
    }[figure.mean_end]
    return Cell(value, text % {"value": number(value)})


def share_cell(share: ReleasedShare) -> Cell:
    """Return a share; one that is only known to be small is words, so that no bar pretends to its length."""
    if share.end is End.EXACT:
        return Cell(share.percent, _("%(percent)s %%", percent=share.percent))
    if share.end is End.OR_LOWER:
        return Cell(None, _("under %(percent)s %%", percent=share.percent))
    return Cell(share.percent, _("over %(percent)s %%", percent=share.percent))


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


def _reasons(hidden: Iterable[tuple[ReleasedFigure, Reason | None]]) -> list[tuple[str, list[str]]]:
    titles: dict[Reason, list[str]] = {}
    for figure, reason in hidden:
        if reason is not None:
            titles.setdefault(reason, []).append(str(figure.competence.title))
    return [(str(WORDS[reason]), found) for reason, found in titles.items()]
