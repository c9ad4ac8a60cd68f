"""The whole house on one page: area by area as a radar and through time, and unit by area; from shown values alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from competence.analytics.charts import level_names
from competence.analytics.insight.queries import Through
from competence.analytics.insight.questions import Link
from competence.analytics.insight.rules.derived import Value, difference, mean_of
from competence.analytics.insight.told import Place, Told, borrowed, number_cell, reasons, value_cell, value_of
from competence.analytics.measures import Measure
from competence.analytics.models import Release, ReleasedFigure
from competence.web.tables.cells import Cell, Column, Row, Table, words
from competence.web.tables.sheets import Section

LARGEST = 10
Areas = list[tuple[str, list[Told]]]


def sections(known: Sequence[Told], places: Sequence[Place], through: Through, release: Release) -> list[Section]:
    """Return the questions of the overview."""
    areas = by_area(known)
    names = tuple(level_names(release).values())
    return [_radar(areas, through, release, names), _heat(areas, places, names), _through_time(areas, through, names)]


@dataclass(frozen=True)
class Aims:
    """What the goals are about, as the latest report to MED tells it: a share by area, a word by competence."""

    areas: Mapping[str, Cell]
    competences: Mapping[str, Cell]


def gaps(known: Sequence[Told], release: Release, aims: Aims, link: Link) -> Section:
    """Where the shown level lies furthest below what the roles ask, beside who wishes it and what the goals aim at."""
    apart = [(one, value) for one in known if (value := difference(value_of(one.whole), one.whole.required))]
    largest = sorted(apart, key=lambda pair: pair[1].number)[:LARGEST]
    rows = []
    for one, value in largest:
        required = Value(one.whole.required or value.number)
        cells = [number_cell(one.whole), value_cell(required), words(value_cell(value).text)]
        cells.append(words(number_cell(one.wholes.get(Measure.WISH)).text))
        if aims.areas:
            cells.append(aims.competences.get(one.competence.code) or words(_("vises ikke")))
            area = aims.areas.get(str(one.competence.area.title))
            cells.append(words(area.text if area else _("vises ikke")))
        rows.append(Row(one.title, tuple(cells), url=link(one.competence.code)))
    columns = [
        Column(_("Gennemsnitligt niveau"), voice="own"), Column(_("Rollerne beder om"), voice="role"),
        Column(_("Forskel")), Column(_("Vil gerne udvikle")),
        *([Column(_("Har mål i kompetencen")), Column(_("Har mål i området"))] if aims.areas else []),
    ]  # fmt: skip
    return Section(
        code="gaps",
        question=_("Hvor er udviklingsrummet størst, og er det dér, planerne sigter?"),
        caption=_("De største forskelle mellem det, rollerne beder om, og det viste niveau"),
        help=_(
            "De ti kompetencer, hvor det viste niveau ligger længst under. Målene er dem i den seneste MED-rapport: "
            "om kompetencen siges det i ord, om hele området som en andel af dem, der har mål."
        ),
        table=Table(_("Kompetence"), tuple(columns), tuple(rows)),
        kind="dumbbell",
        names=tuple(level_names(release).values()),
        voices=(("own", _("Vores blik")), ("role", _("Rollerne beder om"))),
    )


def by_area(known: Sequence[Told]) -> Areas:
    """Return what is told, by the catalogue's areas in their order."""
    areas: dict[str, list[Told]] = {}
    for one in known:
        areas.setdefault(str(one.competence.area.title), []).append(one)
    return list(areas.items())


def _radar(areas: Areas, through: Through, release: Release, names: tuple[str, ...]) -> Section:
    before = [said for one, said in through if one.released_at < release.released_at]
    columns = [Column(release.cycle.title, voice="own")]
    if before:
        columns.append(Column(_("Runden før"), voice="earlier"))
    rows = []
    for title, group in areas:
        cells = [_mean([one.whole for one in group])]
        if before:
            cells.append(_mean([before[-1].get(one.competence.code) for one in group]))
        rows.append(Row(title, (*cells, words(_count(group)))))
    return Section(
        code="areas",
        question=_("Hvor er vi stærke på tværs af områderne?"),
        caption=_("Gennemsnit af de viste kompetencer, område for område"),
        help=_(
            "Jo længere ude, jo mere selvstændigt siger vi, at vi arbejder. "
            "Et område er gennemsnittet af de kompetencer, der vises."
        ),
        table=Table(_("Område"), (*columns, Column(_("Regnet af"), plain=True)), tuple(rows)),
        kind="radar",
        names=names,
        voices=tuple((column.voice, column.title) for column in columns),
        hidden=reasons(one.whole for _title, group in areas for one in group),
    )


def _heat(areas: Areas, places: Sequence[Place], names: tuple[str, ...]) -> Section:
    rows = [
        Row(place.title, tuple(_in_unit(group, place) for _title, group in areas), depth=place.depth)
        for place in places
    ]
    return Section(
        code="units",
        question=_("Hvor i huset er erfaringen?"),
        caption=_("Gennemsnit af de viste kompetencer, enhed for enhed"),
        help=_(
            "Jo kraftigere farve, jo højere på dette billede. »Samlet« og skravering: i nogle af "
            "kompetencerne er enheden talt sammen med sin nabo, fordi få har svaret."
        ),
        table=Table(_("Enhed"), tuple(Column(title) for title, _group in areas), tuple(rows)),
        kind="heat",
        names=names,
    )


def _through_time(areas: Areas, through: Through, names: tuple[str, ...]) -> Section:
    rows = []
    for title, group in [(_("Alle områder"), [one for _area, some in areas for one in some]), *areas]:
        codes = [one.competence.code for one in group]
        always = [code for code in codes if all(value_of(said.get(code)) for _round, said in through)]
        rows.append(Row(title, tuple(_mean([said[code] for code in always]) for _round, said in through)))
    return Section(
        code="change",
        question=_("Hvad har ændret sig?"),
        caption=_("Gennemsnit af de viste kompetencer, runde for runde"),
        help=_("Kun kompetencer, der blev vist i hver runde, er regnet med, så linjerne handler om det samme."),
        table=Table(_("Område"), tuple(Column(one.cycle.title) for one, _said in through), tuple(rows)),
        kind="lines" if len(through) > 1 else "",
        names=names,
    )


def _in_unit(group: Sequence[Told], place: Place) -> Cell:
    figures = [one.at(place) or one.whole for one in group]
    cell = _mean(figures)
    if cell.value is None or all(place.is_alone_in(figure) for figure in figures if figure.mean is not None):
        return cell
    return borrowed(cell)


def _mean(figures: Sequence[ReleasedFigure | None]) -> Cell:
    return value_cell(mean_of([value for figure in figures if (value := value_of(figure))]))


def _count(group: Sequence[Told]) -> str:
    shown = sum(one.whole.mean is not None for one in group)
    return str(_("%(shown)s af %(all)s kompetencer", shown=shown, all=len(group)))
