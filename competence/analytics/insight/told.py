"""What one reader is told of each competence in a release, and how it stands in a cell: a number, or words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from flask_babel import gettext as _

from competence.analytics.charts import mean_cell, share_cell, why
from competence.analytics.insight.queries import Counting, Surroundings
from competence.analytics.insight.rules.derived import Value
from competence.analytics.insight.rules.sight import counting
from competence.analytics.measures import Kind, Measure
from competence.analytics.models import ReleasedFigure
from competence.analytics.places import above
from competence.frameworks.models import Competence
from competence.privacy.anonymity.figures import End
from competence.privacy.anonymity.limits import Reason
from competence.web.language import number
from competence.web.tables.cells import Cell, words


@dataclass(frozen=True)
class Told:
    """What one reader is told of a competence in a release: of the whole, and of the groups they may see."""

    competence: Competence
    wholes: Mapping[Measure, ReleasedFigure]
    groups: Mapping[tuple[Kind, Measure], Sequence[ReleasedFigure]] = field(default_factory=dict)

    @property
    def title(self) -> str:
        return str(self.competence.title)

    @property
    def whole(self) -> ReleasedFigure:
        """The level of the whole organisation."""
        return self.wholes[Measure.LEVEL]

    def at(
        self, place: "Place | None", measure: Measure = Measure.LEVEL, kind: Kind = Kind.UNITS
    ) -> ReleasedFigure | None:
        """Return the figure of the nearest group around a unit (or a role profile); the whole where none is nearer.

        Of the groups that count a unit each lies within the one before, so the nearest is the deepest.
        """
        groups = self.groups.get((kind, measure), ())
        around = [figure for figure in groups if place and figure.group_id in place.groups]
        return max(around, key=lambda figure: figure.depth, default=self.wholes.get(measure))


@dataclass(frozen=True)
class Place:
    """A unit (or a role profile) as a row: how deep it stands, and the groups that count it, whether alone."""

    code: str
    title: str
    groups: Mapping[int, bool]
    depth: int = 0

    def is_alone_in(self, figure: ReleasedFigure) -> bool:
        """Return whether a figure is about the unit by itself; units nobody worked in make no difference."""
        return self.groups.get(figure.group_id, False)


def told(wholes: Iterable[ReleasedFigure], groups: Iterable[ReleasedFigure]) -> list[Told]:
    """Return a release's figures competence by competence, in the order of those of the whole."""
    of_groups: dict[int, dict[tuple[Kind, Measure], list[ReleasedFigure]]] = {}
    for figure in groups:
        by_measure = of_groups.setdefault(figure.competence_id, {})
        by_measure.setdefault((figure.group.kind, figure.measure), []).append(figure)
    found = []
    for competence_id, rows in groupby(wholes, key=lambda figure: figure.competence_id):
        by_whole = {figure.measure: figure for figure in rows}
        found.append(Told(by_whole[Measure.LEVEL].competence, by_whole, of_groups.get(competence_id, {})))
    return found


def places(around: Surroundings, counted: Counting) -> list[Place]:
    """Return the units a reader sees as rows: each as deep as it stands among those."""
    tree, shown = around.tree, around.shown
    return [
        Place(unit, title, counting(unit, tree, counted), sum(one in shown for one in above(unit, tree)))
        for unit, title in shown.items()
    ]


def roles(titles: Mapping[str, object], counted: Counting) -> list[Place]:
    """Return the role profiles that a group counts as rows, in the order they are given in."""
    return [Place(code, str(title), dict(counted[code])) for code, title in titles.items() if code in counted]


def told_of(roles: Iterable[Place], known: Iterable[Told]) -> list[Place]:
    """Return the roles of which a level is told in one of these competences."""
    levels = (figure for one in known for figure in one.groups.get((Kind.PROFILES, Measure.LEVEL), ()))
    groups = {figure.group_id for figure in levels}
    return [role for role in roles if not groups.isdisjoint(role.groups)]


def number_cell(figure: ReleasedFigure | None) -> Cell:
    """Return a figure's mean, or its one share where it is told as a share; words where it is hidden."""
    if figure is None:
        return words(_("vises ikke"))
    if figure.mean_hidden is not Reason.SHARES_ONLY:
        return mean_cell(figure)
    hidden = figure.shares_hidden
    return words(why(hidden, figure.group.release)) if hidden else share_cell(figure.shares[0])


def in_place(figure: ReleasedFigure | None, place: Place) -> Cell:
    """Return a figure as it stands in a unit's row: borrowed from a larger group where the unit is not told alone."""
    cell = number_cell(figure)
    if figure is None or cell.value is None or place.is_alone_in(figure):
        return cell
    return borrowed(cell)


def borrowed(cell: Cell) -> Cell:
    """Return a number of a larger group, marked as such."""
    return Cell(cell.value, _("samlet %(value)s", value=cell.text), coded=True)


def value_of(figure: ReleasedFigure | None) -> Value | None:
    """Return a shown mean to derive from; None where there is none."""
    return None if figure is None or figure.mean is None else Value(figure.mean, figure.mean_end)


def value_cell(value: Value | None) -> Cell:
    """Return a derived number as it is shown."""
    if value is None:
        return words(_("vises ikke"))
    return bounded(value, apart(value) if value.is_difference else number(float(value.number)))


def bounded(value: Value, text: str) -> Cell:
    """Return a derived number with the words that say on which side it is only a bound."""
    shown = float(value.number)
    if value.about:
        return Cell(shown, _("cirka %(value)s", value=text), coded=True)
    if value.end is End.EXACT:
        return Cell(shown, text)
    bound = _("højst %(value)s") if value.end is End.OR_LOWER else _("mindst %(value)s")
    return Cell(shown, bound % {"value": text}, coded=True)


def apart(value: Value) -> str:
    """Return how far one number lies over or under another, in words: a sign would start a formula in a file."""
    if not value.number:
        return str(_("ens"))
    text = number(float(abs(value.number)))
    return str(_("%(value)s over", value=text) if value.number > 0 else _("%(value)s under", value=text))


def moved(value: Value) -> str:
    """Return how far a number went up or down."""
    text = number(float(abs(value.number)))
    return str(_("op %(value)s", value=text) if value.number > 0 else _("ned %(value)s", value=text))


def people(figure: ReleasedFigure | None) -> Cell:
    """Return how many answered, as a band."""
    return words((figure.people if figure else "") or _("for få"))


def reasons(figures: Iterable[ReleasedFigure], *, of_shares: bool = False) -> tuple[str, ...]:
    """Return in sentences which competences have no number, or no shares, and why."""
    titles: dict[str, list[str]] = {}
    for figure in figures:
        if reason := figure.shares_hidden if of_shares else figure.mean_hidden:
            titles.setdefault(why(reason, figure.group.release), []).append(str(figure.competence.title))
    return tuple(f"{', '.join(found)}: {sentence}" for sentence, found in titles.items())
