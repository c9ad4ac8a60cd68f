"""The questions a page of figures asks of some competences, each with its picture, its table and what is hidden."""

from collections.abc import Callable, Sequence

from flask_babel import gettext as _

from competence.analytics.charts import bands_of, level_names, share_cell
from competence.analytics.insight.queries import Through
from competence.analytics.insight.rules.derived import Value, change, difference, mean_of
from competence.analytics.insight.told import (
    Place,
    Told,
    in_place,
    moved,
    number_cell,
    people,
    reasons,
    value_cell,
    value_of,
)  # fmt: skip
from competence.analytics.measures import Kind, Measure
from competence.analytics.models import Release
from competence.web.tables.cells import Cell, Column, Row, Table, words
from competence.web.tables.sheets import Section

Link = Callable[[str], str]


def strengths(known: Sequence[Told], place: Place | None, release: Release, link: Link) -> Section:
    """How far we are beside what the roles ask, competence by competence; in a unit, beside the whole."""
    asked = any(one.whole.required is not None for one in known)
    rows = [Row(one.title, _strength(one, place, asked=asked), url=link(one.competence.code)) for one in known]
    return Section(
        code="strengths",
        question=_("Hvor er vi stærke?"),
        caption=_("Gennemsnitligt niveau: %(unit)s", unit=place.title if place else _("hele organisationen")),
        help=_("Jo længere til højre, jo mere selvstændigt siger vi, at vi arbejder."),
        table=Table(_("Kompetence"), _columns(place, asked=asked), by_number(rows)),
        kind="dumbbell" if asked else "bars",
        names=tuple(level_names(release).values()),
        voices=(("own", _("Vores blik")), ("role", _("Rollerne beder om"))) if asked else (),
        hidden=reasons(one.whole for one in known),
    )


def by_number(rows: Sequence[Row], *, least_first: bool = False) -> tuple[Row, ...]:
    """Return rows by their first shown number; those without one come last, in the catalogue's order."""
    sign = 1 if least_first else -1
    return tuple(sorted(rows, key=lambda row: (row.cells[0].value is None, sign * (row.cells[0].value or 0))))


def spread(known: Sequence[Told], place: Place | None, release: Release, link: Link) -> Section:
    """How the answers fall into bands of levels: in the unit where enough answered there, otherwise in the whole."""
    shown = [(one, near if (near := one.at(place)) and near.shares else one.whole) for one in known if one.whole.shares]
    bands = tuple(bands_of([figure for _one, figure in shown], level_names(release)))
    rows = [
        Row(
            one.title,
            (*map(share_cell, figure.shares), people(figure), words(figure.group.label)),
            url=link(one.competence.code),
        )
        for one, figure in shown
    ]
    return Section(
        code="spread",
        question=_("Hvordan fordeler svarene sig?"),
        caption=_("Andel af svarene: %(unit)s", unit=place.title if place else _("hele organisationen")),
        help=_("Hver bjælke deler svarene i tre. Er en andel under 10 procent, er de andre afrundet mere groft."),
        table=Table(
            _("Kompetence"),
            (*(Column(name, step=step) for step, name in bands), Column(_("Antal svar")), Column(_("Talt sammen som"))),
            tuple(rows),
        ),
        bands=bands,
        hidden=reasons((one.whole for one in known if one.whole.mean is not None), of_shares=True),
    )


def heat(known: Sequence[Told], places: Sequence[Place], kind: Kind = Kind.UNITS) -> Section:
    """Unit (or role profile) by competence; what is counted with others shows their number, and says so."""
    shown = [one for one in known if one.whole.mean is not None]
    by_unit = kind is Kind.UNITS
    rows = [
        Row(place.title, tuple(in_place(one.at(place, kind=kind), place) for one in shown), depth=place.depth)
        for place in places
    ]
    return Section(
        code="units" if by_unit else "profiles",
        question=_("Hvor i huset er erfaringen?") if by_unit else _("Hvilke roller er erfarne?"),
        caption=_("Gennemsnitligt niveau, enhed for enhed") if by_unit else _("Gennemsnitligt niveau, rolle for rolle"),
        help=_(
            "Jo kraftigere farve, jo højere på dette billede. »Samlet« og skravering: for få har svaret "
            "til at vise rækken for sig, så tallet er den nærmeste større gruppes."
        ),
        table=Table(_("Enhed") if by_unit else _("Rolle"), tuple(Column(one.title) for one in shown), tuple(rows)),
        kind="heat",
        hidden=reasons(one.whole for one in known),
    )


def wishes(known: Sequence[Told], place: Place | None, link: Link) -> Section:
    """What people wish to develop: one share of everybody who answered, a competence at a time."""
    return _of_measure(
        known, place, link, Measure.WISH,
        code="wishes",
        question=_("Hvad vil vi gerne udvikle?"),
        caption=_("Andel, der gerne vil udvikle kompetencen"),
        help=_("Man kan ønske at udvikle flere kompetencer, så andelene giver ikke hundrede."),
        column=_("Vil gerne udvikle"),
    )  # fmt: skip


def requirements(known: Sequence[Told], place: Place | None, link: Link) -> Section:
    """How many are where their role asks them to be."""
    return _of_measure(
        known, place, link, Measure.REQUIREMENT,
        code="requirements",
        question=_("Hvor mange er der, hvor deres rolle beder om?"),
        caption=_("Andel, der er på rollens niveau eller højere"),
        help=_(
            "De, hvis rolle ikke beder om noget, er regnet med blandt dem, der er der. "
            "Tallet står kun, hvor der også er mange, hvis rolle beder om det samme."
        ),
        column=_("Er der, hvor rollen beder om"),
        least_first=True,
    )  # fmt: skip


def importance(known: Sequence[Told], link: Link) -> Section:
    """How important people and leaders hold a competence to be for the job, and where they differ most."""
    names = (_("Mindre vigtig"), _("Vigtig"), _("Afgørende"))
    return _two_voices(
        known, link, (Measure.IMPORTANCE, Measure.LEADERS_IMPORTANCE),
        code="importance",
        question=_("Hvad er vigtigt, og hvor ser medarbejdere og ledere forskelligt på det?"),
        caption=_("Betydning i gennemsnit, hele organisationen"),
        help=_("Øverst står det, hvor de to blikke er længst fra hinanden. Ledernes tal handler om dem, de leder."),
        names=names,
    )  # fmt: skip


def leaders_view(known: Sequence[Told], release: Release, link: Link) -> Section:
    """How the leaders' view of the level lies beside people's own."""
    return _two_voices(
        known, link, (Measure.LEVEL, Measure.LEADERS_LEVEL),
        code="leaders",
        question=_("Hvor ser ledere og medarbejdere forskelligt på niveauet?"),
        caption=_("Gennemsnitligt niveau i begge blikke, hele organisationen"),
        help=_("Øverst står det, hvor de to blikke er længst fra hinanden. En forskel er noget at tale om."),
        names=tuple(level_names(release).values()),
    )  # fmt: skip


def through_time(known: Sequence[Told], through: Through, release: Release, title: str) -> Section:
    """What changed from round to round: the means that were shown, and the mean of those shown in every round."""
    codes = {one.competence.code: one.title for one in known}
    always = [code for code in codes if all(value_of(said.get(code)) for _round, said in through)]
    rows = []
    if len(codes) > 1 and always:
        means = [mean_of([value for code in always if (value := value_of(said[code]))]) for _round, said in through]
        rows.append(Row(title, (*map(value_cell, means), _changed(means, through, always))))
    for code, name in codes.items():
        cells = (number_cell(said[code]) if code in said else words(_("ikke spurgt")) for _round, said in through)
        values = [value_of(said.get(code)) for _round, said in through]
        rows.append(Row(name, (*cells, _changed(values, through, [code])), depth=int(len(codes) > 1)))
    return Section(
        code="change",
        question=_("Hvad har ændret sig?"),
        caption=_("Gennemsnitligt niveau i hele organisationen, runde for runde"),
        help=_("Kun tal, der blev vist i hver runde. En forskel nævnes først, når den er større end afrundingen."),
        table=Table(
            _("Kompetence"),
            (*(Column(one.cycle.title) for one, _said in through), Column(_("Siden sidst"))),
            tuple(rows),
        ),
        kind="lines" if len(through) > 1 else "",
        names=tuple(level_names(release).values()),
    )


def _columns(place: Place | None, *, asked: bool) -> tuple[Column, ...]:
    columns = [Column(_("Gennemsnitligt niveau"), voice="own")]
    if asked:
        columns += [Column(_("Rollerne beder om"), voice="role"), Column(_("Forskel"))]
    columns.append(Column(_("Antal svar")))
    if place:
        columns += [Column(_("Hele organisationen")), Column(_("Talt sammen som"))]
    return tuple(columns)


def _strength(one: Told, place: Place | None, *, asked: bool) -> tuple[Cell, ...]:
    figure = one.at(place) or one.whole
    cells = [number_cell(figure)]
    if asked:
        required = None if figure.required is None else Value(figure.required)
        apart = difference(value_of(figure), figure.required)
        cells += [value_cell(required), words(value_cell(apart).text)]
    cells.append(people(figure))
    if place:
        cells += [words(number_cell(one.whole).text), words(figure.group.label)]
    return tuple(cells)


def _of_measure(
    known: Sequence[Told], place: Place | None, link: Link, measure: Measure,
    *, code: str, question: str, caption: str, help: str, column: str, least_first: bool = False,  # noqa: A002
) -> Section:  # fmt: skip
    figures = [(one, figure) for one in known if (figure := one.at(place, measure))]
    columns = [Column(column, voice="own"), Column(_("Antal svar"))]
    if place:
        columns.append(Column(_("Talt sammen som")))
    rows = [
        Row(
            one.title,
            (number_cell(figure), people(figure), *([words(figure.group.label)] if place else ())),
            url=link(one.competence.code),
        )
        for one, figure in figures
    ]
    hidden = reasons((figure for _one, figure in figures), of_shares=True)
    table = Table(_("Kompetence"), tuple(columns), by_number(rows, least_first=least_first))
    return Section(code, question, caption, help, table, hidden=hidden)


def _two_voices(
    known: Sequence[Told], link: Link, measures: tuple[Measure, Measure],
    *, code: str, question: str, caption: str, help: str, names: tuple[str, ...],  # noqa: A002
) -> Section:  # fmt: skip
    own, leaders = measures
    both = [(one, one.wholes[own], one.wholes[leaders]) for one in known if own in one.wholes and leaders in one.wholes]
    rows = []
    for one, mine, theirs in both:
        apart = difference(value_of(mine), theirs.mean)
        cells = (number_cell(mine), number_cell(theirs), words(value_cell(apart).text))
        rows.append((abs(apart.number) if apart else -1, Row(one.title, cells, url=link(one.competence.code))))
    rows.sort(key=lambda row: -row[0])
    voices = (("own", _("Medarbejdernes blik")), ("leader", _("Ledernes blik")))
    return Section(
        code,
        question,
        caption,
        help,
        Table(
            _("Kompetence"),
            (*(Column(title, voice=voice) for voice, title in voices), Column(_("Forskel"))),
            tuple(row for _apart, row in rows),
        ),
        kind="dumbbell",
        names=names,
        voices=voices,
        hidden=reasons(figure for _one, *figures in both for figure in figures),
    )


def _changed(values: Sequence[Value | None], through: Through, codes: Sequence[str]) -> Cell:
    """The difference between the last two rounds, in words where there is none to tell."""
    before, after = [None, None, *values][-2:]
    if before is None or after is None:
        return words(_("kan ikke sammenlignes"))
    bands = [said[code].people for _round, said in through[-2:] for code in codes]
    shift = change(before, after, bands)
    return words(_("ingen tydelig forskel") if shift is None else moved(shift))
