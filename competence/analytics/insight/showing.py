"""Turns a release into questions: what is shown of each competence, and words where there is no number."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from flask_babel import gettext as _

from competence.analytics.charts import WORDS, bands_of, level_names, mean_cell, share_cell
from competence.analytics.insight.rules.derived import Value, change, mean_of
from competence.analytics.insight.rules.sight import below, nearest
from competence.analytics.models import Release, ReleasedFigure, ReleasedGroup
from competence.frameworks.models import Competence
from competence.privacy.anonymity.figures import End
from competence.privacy.anonymity.limits import Reason
from competence.web.language import number
from competence.web.tables.cells import Cell, Column, Row, Table, words
from competence.web.tables.sheets import Section

Through = Sequence[tuple[Release, Mapping[str, ReleasedFigure]]]


@dataclass(frozen=True)
class Told:
    """What one reader is told of a competence in a release: of the whole, and of the groups they may see."""

    competence: Competence
    whole: ReleasedFigure
    parts: tuple[ReleasedFigure, ...]

    @property
    def title(self) -> str:
        return str(self.competence.title)

    def at(self, units: frozenset[str]) -> ReleasedFigure:
        """Return the figure of the nearest group around some units; the whole where no smaller one is told."""
        by_group: dict[ReleasedGroup, ReleasedFigure] = {figure.group: figure for figure in self.parts}
        group = nearest(units, by_group) if units else None
        return self.whole if group is None else by_group[group]


@dataclass(frozen=True)
class Place:
    """A unit that is looked at: its name, all units in it, how deep it stands, and the units somebody works in."""

    code: str
    title: str
    units: frozenset[str]
    staffed: frozenset[str]
    depth: int = 0

    def is_alone_in(self, group: ReleasedGroup) -> bool:
        """Return whether a group counts the unit by itself; units nobody works in make no difference."""
        return not (group.covers - self.units) & self.staffed


def told(figures: Iterable[ReleasedFigure]) -> list[Told]:
    """Return a release's figures competence by competence, in the catalogue's order."""
    found = []
    for _competence, rows in groupby(figures, key=lambda figure: figure.competence_id):
        whole, *parts = rows
        found.append(Told(whole.competence, whole, tuple(parts)))
    return found


def strengths(known: Sequence[Told], place: Place | None, release: Release, link: Callable[[str], str]) -> Section:
    """How far we are, competence by competence, the most independent on top; in a unit, beside the whole."""
    units = place.units if place else frozenset[str]()
    columns = [Column(_("Gennemsnitligt trin"), voice="own"), Column(_("Antal svar"), plain=True)]
    if place:
        columns += [Column(_("Hele organisationen"), voice="role"), Column(_("Talt sammen som"), plain=True)]
    rows = []
    for one in known:
        figure = one.at(units)
        cells = [mean_cell(figure), words(figure.people or _("for få"))]
        if place:
            cells += [mean_cell(one.whole), words(figure.group.label)]
        rows.append(Row(one.title, tuple(cells), url=link(one.competence.code)))
    rows.sort(key=lambda row: -(row.cells[0].value or 0))
    return Section(
        code="strengths",
        question=_("Hvor er vi stærke?"),
        caption=_("Gennemsnitligt trin: %(unit)s", unit=place.title if place else _("hele organisationen")),
        help=_("Jo længere til højre, jo mere selvstændigt siger vi, at vi arbejder."),
        table=Table(_("Kompetence"), tuple(columns), tuple(rows)),
        kind="dumbbell" if place else "bars",
        names=tuple(level_names(release).values()),
        voices=(("own", place.title), ("role", _("Hele organisationen"))) if place else (),
        hidden=reasons((one.title, one.whole.mean_hidden) for one in known),
    )


def spread(known: Sequence[Told], release: Release, link: Callable[[str], str]) -> Section:
    """How the answers of the whole fall into bands of levels."""
    shown = [one for one in known if one.whole.shares]
    bands = tuple(bands_of([one.whole for one in shown], level_names(release)))
    return Section(
        code="spread",
        question=_("Hvordan fordeler svarene sig?"),
        caption=_("Andel af svarene i hele organisationen"),
        help=_(
            "Hver bjælke deler svarene om en kompetence i tre. "
            "Er en andel under 10 %%, er de andre afrundet mere groft."
        ),
        table=Table(
            _("Kompetence"),
            (*(Column(name, step=step) for step, name in bands), Column(_("Antal svar"), plain=True)),
            tuple(
                Row(
                    one.title,
                    (*(share_cell(share) for share in one.whole.shares), words(one.whole.people)),
                    url=link(one.competence.code),
                )
                for one in shown
            ),
        ),
        bands=bands,
        hidden=reasons((one.title, one.whole.shares_hidden) for one in known if one.whole.mean is not None),
    )


def heat(known: Sequence[Told], places: Sequence[Place], release: Release) -> Section:
    """Unit by competence, a number in every cell; what is counted with others shows their number, and says so."""
    shown = [one for one in known if one.whole.mean is not None]
    rows = [
        Row(place.title, tuple(in_unit(one.at(place.units), place) for one in shown), depth=place.depth)
        for place in places
    ]
    return Section(
        code="units",
        question=_("Hvor i huset er erfaringen?"),
        caption=_("Gennemsnitligt trin, enhed for enhed"),
        help=_(
            "Jo mørkere, jo mere selvstændigt siger vi, at vi arbejder. »Samlet« og skravering: for få har svaret "
            "til at vise enheden for sig, så tallet er den nærmeste større gruppes."
        ),
        table=Table(_("Enhed"), tuple(Column(one.title) for one in shown), tuple(rows)),
        kind="heat",
        names=tuple(level_names(release).values()),
        hidden=reasons((one.title, one.whole.mean_hidden) for one in known),
    )


def in_unit(figure: ReleasedFigure, place: Place) -> Cell:
    """Return a figure as it stands in a unit's row: borrowed from a larger group where the unit is not told alone."""
    cell = mean_cell(figure)
    if place.is_alone_in(figure.group):
        return cell
    return Cell(cell.value, _("samlet %(value)s", value=cell.text), coded=True)


def through_time(known: Sequence[Told], through: Through, release: Release, title: str) -> Section:
    """What changed from round to round: the means that were shown, and the mean of those shown in every round."""
    codes = {one.competence.code: one.title for one in known}
    always = [code for code in codes if all(value_of(said.get(code)) for _round, said in through)]
    rows = []
    if len(codes) > 1 and always:
        means = [mean_of([value for code in always if (value := value_of(said[code]))]) for _round, said in through]
        rows.append(Row(title, (*map(value_cell, means), _changed(means, through, always)), depth=0))
    for code, name in codes.items():
        cells = tuple(mean_cell(said[code]) if code in said else words(_("ikke spurgt")) for _round, said in through)
        values = [value_of(said.get(code)) for _round, said in through]
        rows.append(Row(name, (*cells, _changed(values, through, [code])), depth=1 if len(codes) > 1 else 0))
    return Section(
        code="change",
        question=_("Hvad har ændret sig?"),
        caption=_("Gennemsnitligt trin i hele organisationen, runde for runde"),
        help=_("Kun tal, der blev vist i hver runde. En forskel nævnes først, når den er større end afrundingen."),
        table=Table(
            _("Kompetence"),
            (*(Column(one.cycle.title) for one, _said in through), Column(_("Siden sidst"), plain=True)),
            tuple(rows),
        ),
        kind="lines" if len(through) > 1 else "",
        names=tuple(level_names(release).values()),
    )


def value_cell(value: Value | None) -> Cell:
    """Return a derived mean as it is shown."""
    if value is None:
        return words(_("vises ikke"))
    text = number(float(value.number))
    if value.about:
        return Cell(float(value.number), _("cirka %(value)s", value=text), coded=True)
    if value.end is End.EXACT:
        return Cell(float(value.number), text)
    bound = _("højst %(value)s") if value.end is End.OR_LOWER else _("mindst %(value)s")
    return Cell(float(value.number), bound % {"value": text}, coded=True)


def reasons(hidden: Iterable[tuple[str, Reason | None]]) -> tuple[str, ...]:
    """Return in sentences which competences have no number, and why."""
    titles: dict[Reason, list[str]] = {}
    for title, reason in hidden:
        if reason is not None:
            titles.setdefault(reason, []).append(title)
    return tuple(f"{', '.join(found)}: {WORDS[reason]}" for reason, found in titles.items())


def value_of(figure: ReleasedFigure | None) -> Value | None:
    return None if figure is None or figure.mean is None else Value(figure.mean, figure.mean_end)


def _changed(values: Sequence[Value | None], through: Through, codes: Sequence[str]) -> Cell:
    """The difference between the last two rounds, in words where there is none to tell."""
    before, after = [None, None, *values][-2:]
    if before is None or after is None:
        return words(_("kan ikke sammenlignes"))
    people = [said[code].people for _round, said in through[-2:] for code in codes]
    difference = change(before, after, people)
    if difference is None:
        return words(_("ingen tydelig forskel"))
    sign = "+" if difference > 0 else "−"
    return words(f"{sign}{number(float(abs(difference)))}")


def places(
    seen: Iterable[str], tree: Mapping[str, str | None], titles: Mapping[str, object], staffed: frozenset[str]
) -> list[Place]:
    """Return the units a reader sees as rows, each as deep as it stands among those seen."""
    order = list(seen)
    return [
        Place(unit, str(titles[unit]), below(unit, tree), staffed, _depth(unit, tree, set(order))) for unit in order
    ]


def _depth(unit: str, tree: Mapping[str, str | None], seen: set[str]) -> int:
    depth, parent = 0, tree[unit]
    while parent is not None:
        depth, parent = depth + (parent in seen), tree[parent]
    return depth
