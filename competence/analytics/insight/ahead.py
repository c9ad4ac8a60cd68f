"""What lies ahead: how near the targets are, and what is left when people retire; from shown shares alone."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from flask_babel import gettext as _

from competence.analytics.insight.models import Retirement, Target
from competence.analytics.insight.queries import Through
from competence.analytics.insight.rules.derived import Value, at_or_above, mean_of, scaled
from competence.analytics.insight.told import Place, Told, bounded
from competence.analytics.measures import Kind, Measure
from competence.analytics.models import Release, ReleasedFigure
from competence.privacy.anonymity.figures import End, level_bands
from competence.web.tables.cells import Cell, Column, Row, Table, words
from competence.web.tables.sheets import Section


def shown_levels(release: Release) -> list[int]:
    """Return the levels at which a band of a shown distribution begins, but for the lowest."""
    return [first for first, _last in level_bands(release.rules)[1:]]


def targets(known: Sequence[Told], aims: Sequence[Target], themes: dict[str, object], through: Through) -> Section:
    """How near each target is, round by round."""
    titles = {one.competence.code: one.title for one in known}
    rows = []
    for aim in aims:
        title = str(themes.get(aim.theme, "") or titles.get(aim.competence_code, aim.competence_code))
        shares = [_share(aim, said) for _round, said in through]
        last = shares[-1] if shares else None
        cells = (*map(percent_cell, shares), words(_("%(percent)s %%", percent=aim.percent)), _way(last, aim))
        rows.append(
            Row(
                _("%(what)s, niveau %(level)s eller højere i %(year)s", what=title, level=aim.level, year=aim.year),
                cells,
            )
        )
    return Section(
        code="targets",
        question=_("Hvor tæt er vi på målene?"),
        caption=_("Andel, der er på målets niveau eller højere, runde for runde"),
        help=_("Et mål for et tema er gennemsnittet af de andele, der vises for temaets kompetencer."),
        table=Table(
            _("Mål"),
            (*(Column(one.cycle.title) for one, _said in through), Column(_("Målet")), Column(_("Vejen"))),
            tuple(rows),
        ),
        kind="lines" if len(through) > 1 else "bars",
    )


def leaving(
    known: Sequence[Told], expected: Sequence[Retirement], roles: Sequence[Place], critical: dict[str, int], top: int
) -> list[Section]:
    """What is left of the experience when those who are expected to retire have gone, and nobody came instead."""
    by_code = {role.code: role for role in roles}
    asked = [one for one in known if one.competence.code in critical] or list(known)
    return [
        _left(asked, one, by_code.get(one.role_profile.code) if one.role_profile else None, top) for one in expected
    ]


def percent_cell(share: Value | None) -> Cell:
    """Return a derived share in whole per cent."""
    if share is None:
        return words(_("vises ikke"))
    return bounded(share, _("%(percent)s %%", percent=round(share.number)))


def _left(known: Sequence[Told], expected: Retirement, role: Place | None, top: int) -> Section:
    profile = expected.role_profile
    who = str(profile.title) if profile else _("alle roller")
    rows = []
    for one in known:
        figure = one.at(role, Measure.LEVEL, Kind.PROFILES)
        share = at_or_above(top, (figure if figure and figure.shares else one.whole).shares)
        now, then = (share and scaled(share, people) for people in (expected.staff, expected.staff - expected.leaving))
        rows.append(Row(one.title, (_people(now), _people(then), words(percent_cell(share).text))))
    return Section(
        code=f"left-{expected.id}",
        question=_("Hvad er tilbage til og med %(year)s: %(who)s?", year=expected.year, who=who),
        caption=_(
            "Cirka hvor mange på niveau %(level)s eller højere, når %(leaving)s af %(staff)s er gået",
            level=top, leaving=expected.leaving, staff=expected.staff,
        ),
        help=_(
            "Viste andele gange det antal, HR har skrevet. Der er ikke set på, hvem der går, eller hvad nogen har "
            "svaret: vi regner, som om de, der går, er som gennemsnittet, og som om ingen kommer i stedet."
        ),
        table=Table(
            _("Kompetence"),
            (Column(_("I dag"), voice="own"), Column(_("Når de er gået"), voice="role"), Column(_("Vist andel"))),
            tuple(rows),
        ),
    )  # fmt: skip


def _share(aim: Target, said: Mapping[str, ReleasedFigure]) -> Value | None:
    figures = [
        figure
        for code, figure in said.items()
        if code == aim.competence_code or (aim.theme and figure.competence.theme == aim.theme)
    ]
    return mean_of([share for figure in figures if (share := at_or_above(aim.level, figure.shares))])


def _way(share: Value | None, aim: Target) -> Cell:
    if share is None:
        return words(_("kan ikke siges"))
    left = aim.percent - round(share.number)
    if left <= 0 and share.end is not End.OR_LOWER:
        return words(_("nået"))
    if share.end is not End.EXACT or share.about:
        return words(_("kan ikke siges nøjagtigt"))
    return words(_("%(left)s procentpoint igen", left=left))


def _people(number: Value | None) -> Cell:
    """About so many: never a number to calculate with."""
    return words(_("vises ikke")) if number is None else bounded(replace(number, about=True), str(number.number))
