"""The pages of figures: which questions stand on each, for one reader, one round and, where asked for, one unit."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from competence.access.actor import Actor
from competence.analytics import queries as releases
from competence.analytics.charts import PARTS, share_cell
from competence.analytics.insight import ahead, overview, queries, questions, told
from competence.analytics.insight.queries import Lens, Surroundings
from competence.analytics.insight.questions import Link
from competence.analytics.insight.rules.sight import Sight
from competence.analytics.insight.told import Place, Told
from competence.analytics.measures import Kind, Measure
from competence.analytics.models import Release
from competence.analytics.reports.queries import latest_report
from competence.web.language import day as written_day
from competence.web.tables.cells import words
from competence.web.tables.sheets import Section, Sheet

THEMES = {
    "digital": (_l("Digitale kompetencer"), _l("Hvor er vi stærke digitalt?")),
    "projekt_netvaerk": (_l("Projekter og netværk"), _l("Hvor er vi stærke i projekter og netværk?")),
}
HOUSE = {
    "overview": _l("Hele huset på én side"),
    "targets": _l("Målene, og vejen til dem"),
    "leaving": _l("Hvis mange går på pension"),
}
FOR_THOSE_WHO_SEE_ALL = ("leaving",)
SPREAD_OF_ROLES = ("leaving",)  # tell how the answers of a role are spread; other pages do so in a unit asked for
KINDS = ("themes", "areas", "marks", "competences", "house")


@dataclass(frozen=True)
class Asked:
    """What a reader asks for: a page, the round (the latest unless named), and the unit (the whole unless named)."""

    kind: str
    code: str
    cycle: str | None = None
    unit: str = ""


@dataclass
class Desk:
    """Everything one page is made from: the release, who reads, and what they may see of it."""

    asked: Asked
    actor: Actor
    release: Release
    releases: Sequence[Release]
    sight: Sight
    lens: Lens
    link: Link
    known: list[Told] = field(init=False)
    places: list[Place] = field(init=False)
    roles: list[Place] = field(init=False)
    around: Surroundings = field(init=False)

    def __post_init__(self) -> None:
        self.around = queries.surroundings(self.release, self.sight, self.asked.unit)
        counted = queries.groups_counting(self.release, self.around.tree, profiles=self.sight.everything)
        self.places = told.places(self.around, counted[Kind.UNITS])
        titles = queries.profiles() if counted[Kind.PROFILES] else {}
        roles = told.roles(titles, counted[Kind.PROFILES])
        in_unit = bool(self.asked.unit)
        wholes = queries.figures_of_the_whole(self.release, self.lens)
        groups = queries.figures_of_groups(
            self.release,
            self.lens,
            {group for place in (*self.places, *roles) for group in place.groups},
            tuple(Measure) if in_unit else (Measure.LEVEL,),
            shares=in_unit or self.asked.code in SPREAD_OF_ROLES,
        )
        self.known = told.told(wholes, groups)
        self.roles = told.told_of(roles, self.known)

    @property
    def place(self) -> Place | None:
        """The unit asked for."""
        return next((place for place in self.places if place.code == self.asked.unit), None)

    @property
    def note(self) -> str:
        """What is to be said of the unit asked for where the round knows none such; otherwise nothing."""
        unknown = _("Runden siger intet om enheden for sig. Her står hele organisationen.")
        return unknown if self.around.missing else ""

    def sections(self) -> list[Section]:
        """Return the questions of the page."""
        if self.asked.kind == "house":
            return self._of_the_house()
        through = queries.through_time(self.releases, [one.competence.code for one in self.known])
        title = str(self.lens.title)
        known, place, link = self.known, self.place, self.link
        return [
            questions.strengths(known, place, self.release, link),
            questions.requirements(known, place, link),
            questions.spread(known, place, self.release, link),
            questions.heat(known, self.places),
            questions.heat(known, self.roles, Kind.PROFILES),
            questions.wishes(known, place, link),
            questions.importance(known, link),
            questions.leaders_view(known, self.release, link),
            questions.through_time(known, through, self.release, title),
        ]

    def _of_the_house(self) -> list[Section]:
        codes = [one.competence.code for one in self.known]
        if self.asked.code == "targets":
            through = queries.through_time(self.releases, codes, shares=True)
            themes = {code: title for code, (title, _question) in THEMES.items()}
            return [ahead.targets(self.known, queries.targets(), themes, through)]
        if self.asked.code == "leaving":
            critical = releases.critical_levels(self.release.cycle.framework_version_id)
            top = ahead.shown_levels(self.release)[-1]
            return ahead.leaving(self.known, queries.retirements(), self.roles, critical, top)
        report = latest_report(self.actor)
        aims = overview.Aims(
            {str(share.title): share_cell(share) for share in report.shares} if report else {},
            {goal.code: words(PARTS[goal.told]) for goal in report.goals} if report else {},
        )
        gaps = overview.gaps(self.known, self.release, aims, self.link)
        return [
            *overview.sections(self.known, self.places, queries.through_time(self.releases, codes), self.release),
            gaps,
        ]


def desk(actor: Actor, asked: Asked, today: date, link: Link) -> Desk | None:
    """Return what a page is made from; None where there is no such page, round or unit for the reader."""
    release = releases.release_with_scale(actor, asked.cycle)
    lens = _lens(release, asked) if release else None
    if release is None or lens is None:
        return None
    sight = queries.sight_of(actor, today)
    if asked.code in FOR_THOSE_WHO_SEE_ALL and not sight.everything:
        return None
    found = Desk(asked, actor, release, releases.releases(actor), sight, lens, link)
    return found if not asked.unit or found.place or found.around.missing else None


def sheet(desk: Desk) -> Sheet:
    """Return the page as it is shown, saved and printed."""
    release, place = desk.release, desk.place
    rule = _(
        "Ingen tal om en enhed, hvor færre end %(floor)s har svaret; fordelinger fra %(shares)s svar ud "
        "over dem, man kender. Ingen kan nå ned til færre end %(k)s mennesker.",
        floor=release.unit_floor, shares=release.shares_floor, k=release.k,
    )  # fmt: skip
    return Sheet(
        title=str(desk.lens.title),
        lead=_("Hvad vi selv siger, vi kan, da runden lukkede %(day)s.", day=written_day(release.released_at)),
        stands_on=(
            (_("Runde"), release.cycle.title),
            (_("Tal fra"), written_day(release.released_at)),
            (_("Viser"), place.title if place else _("Hele organisationen")),
            *([(_("Enheden"), desk.note)] if desk.note else []),
            (_("Reglen"), rule),
        ),
        sections=tuple(section for section in desk.sections() if section.table.rows or section.hidden),
    )


def _lens(release: Release, asked: Asked) -> Lens | None:
    if asked.kind == "themes":
        return queries.theme(asked.code, THEMES[asked.code][0]) if asked.code in THEMES else None
    if asked.kind == "house":
        return queries.everything(asked.code, HOUSE[asked.code]) if asked.code in HOUSE else None
    look_up = {"areas": queries.area, "marks": queries.mark, "competences": queries.competence}[asked.kind]
    return look_up(release, asked.code)
