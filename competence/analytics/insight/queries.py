"""Looking up what one reader may see of a release: whose units, which competences, and the same of earlier rounds."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias, TypeVar

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import contains_eager, defer, joinedload, raiseload, subqueryload

from competence.access.actor import Actor
from competence.access.permissions import MayAnalytics
from competence.access.policy import permits
from competence.analytics.insight.models import Retirement, Target
from competence.analytics.insight.rules.sight import Sight, above, branch, encloses, near, with_all_above
from competence.analytics.measures import Kind, Measure
from competence.analytics.models import Release, ReleasedFigure, ReleasedGroup
from competence.db import db
from competence.frameworks.models import Area, Competence, CompetenceMark, Mark
from competence.people.models import Employment, LeaderRelation, RoleProfile, Unit
from competence.people.queries import in_force

Through: TypeAlias = Sequence[tuple[Release, Mapping[str, ReleasedFigure]]]  # the whole's levels, round by round
Part = TypeVar("Part", Area, Mark, Competence)
WHOLE = ReleasedFigure.depth == 0
WITHOUT_UNITS = defer(ReleasedGroup.units)  # the whole counts every unit there is: a long text with every figure
MANY = 60  # units a page shows at once


@dataclass(frozen=True)
class Lens:
    """A part of the catalogue that is looked at: one theme, area, marker, value or competence, or all of it."""

    kind: str
    code: str
    title: object
    of: ColumnElement[bool]


def theme(code: str, title: object) -> Lens:
    """Return the competences of a theme."""
    return Lens("themes", code, title, Competence.theme == code)


def everything(code: str, title: object) -> Lens:
    """Return all competences, under the name of the page they are shown on."""
    return Lens("house", code, title, Competence.id.is_not(None))


def area(release: Release, code: str) -> Lens | None:
    """Return the competences of an area of the catalogue a release asked by."""
    found = db.session.scalar(_of_catalogue(Area, release).where(Area.code == code))
    return Lens("areas", code, found.title, Competence.area_id == found.id) if found else None


def mark(release: Release, code: str) -> Lens | None:
    """Return the competences that point to a marker of the strategy or a value."""
    found = db.session.scalar(_of_catalogue(Mark, release).where(Mark.code == code))
    pointing = select(CompetenceMark.competence_id).where(CompetenceMark.mark_id == (found.id if found else None))
    return Lens("marks", code, found.title, Competence.id.in_(pointing)) if found else None


def competence(release: Release, code: str) -> Lens | None:
    """Return one competence."""
    found = db.session.scalar(_of_catalogue(Competence, release).where(Competence.code == code))
    return Lens("competences", code, found.title, Competence.code == code) if found else None


def areas(release: Release) -> Sequence[Area]:
    """Return the areas of the catalogue a release asked by, in their order."""
    return db.session.scalars(_of_catalogue(Area, release).order_by(Area.position)).all()


def marks(release: Release) -> Sequence[Mark]:
    """Return the strategy's markers and the values of the catalogue a release asked by, in their order."""
    return db.session.scalars(_of_catalogue(Mark, release).order_by(Mark.kind, Mark.position)).all()


class House:
    """The units as they stand today, and what one reader sees of them."""

    def __init__(self, actor: Actor, day: date) -> None:
        somebody = select(Employment.id).where(Employment.unit_id == Unit.id, in_force(Employment, day)).limit(1)
        unit = Unit.__table__.c  # the bare columns: there can be thousands
        rows = db.session.execute(select(unit.id, unit.code, unit.parent_id, somebody.scalar_subquery())).all()
        codes = {number: code for number, code, _parent, _somebody in rows}
        self.tree = {code: codes.get(parent or 0) for _number, code, parent, _somebody in rows}
        self.staffed = frozenset(code for _number, code, _parent, somebody in rows if somebody)
        self.too_many = False  # to show all of them at once
        self._day = day
        self.sight = Sight(frozenset(), everything=True) if permits(actor, MayAnalytics.SEE_ALL) else self._own(actor)

    def seen(self, around: str = "") -> dict[str, str]:
        """Return the units the reader sees, each under the one above, and their titles; not those nobody works in.

        Where they are many only some of them: those above the unit asked for, it, and those right below.
        """
        known = {unit for unit in with_all_above(self.staffed, self.tree) if self.sight.holds(unit)}
        self.too_many = len(known) > MANY
        if self.too_many:
            known = near(around, known, self.tree)
        named = select(Unit.code, Unit.title).where(Unit.code.in_(with_all_above(known, self.tree)))
        titles = {code: str(title) for code, title in db.session.execute(named)}
        order = sorted(known, key=lambda unit: [titles[one] for one in (*above(unit, self.tree)[::-1], unit)])
        return {unit: titles[unit] for unit in order}

    def _own(self, actor: Actor) -> Sight:
        leading = {*actor.stands_in_for, *([actor.person_id] if actor.leads else [])}
        asked = {actor.person_id, *leading}
        own_leader = select(LeaderRelation.person_id, LeaderRelation.leader_id)
        held = own_leader.where(LeaderRelation.person_id.in_(leading), in_force(LeaderRelation, self._day))
        leaders = [(person, leader) for person, leader in db.session.execute(held)]
        people = asked | {leader for _person, leader in leaders}
        placed = select(Employment.person_id, Unit.code).join(Unit, Unit.id == Employment.unit_id)
        rows = db.session.execute(placed.where(Employment.person_id.in_(people), in_force(Employment, self._day)))
        works_in: dict[int | None, set[str]] = {}
        for person, unit in rows:
            works_in.setdefault(person, set()).add(unit)
        units = set(works_in.get(actor.person_id, ()))
        for one in leading:
            over = {unit for led, leader in leaders if led == one for unit in works_in.get(leader, ())}
            units |= branch(works_in.get(one, set()), over, self.tree)
        return Sight(frozenset(units), everything=bool(units) and units >= set(self.tree))


def targets() -> Sequence[Target]:
    """Return the targets HR has set, the nearest year first."""
    return db.session.scalars(select(Target).order_by(Target.year, Target.theme, Target.competence_code)).all()


def retirements() -> Sequence[Retirement]:
    """Return how many HR expects to retire, the nearest year first."""
    query = select(Retirement).options(joinedload(Retirement.role_profile))
    return db.session.scalars(query.order_by(Retirement.year, Retirement.id)).all()


def titles(release: Release) -> list[tuple[str, object]]:
    """Return the competences of the catalogue a release asked by, in its order."""
    query = _of_catalogue(Competence, release).where(Competence.retired.is_(False)).order_by(Competence.position)
    return [(found.code, found.title) for found in db.session.scalars(query)]


def numbered_profiles() -> list[tuple[int, object]]:
    """Return the role profiles by their numbers."""
    return [(profile.id, profile.title) for profile in db.session.scalars(select(RoleProfile).order_by(RoleProfile.id))]


def profiles() -> dict[str, object]:
    """Return what the role profiles are called, by their codes."""
    return {profile.code: profile.title for profile in db.session.scalars(select(RoleProfile).order_by(RoleProfile.id))}


def figures_of_the_whole(release: Release, lens: Lens) -> Sequence[ReleasedFigure]:
    """Return all a lens shows of the whole house, by every measure, in the catalogue's order."""
    found = _of_lens(lens, release).join(Competence.area).where(WHOLE)
    competence = contains_eager(ReleasedFigure.competence).contains_eager(Competence.area)
    return db.session.scalars(
        found.order_by(Area.position, Competence.position, ReleasedFigure.id).options(
            subqueryload(ReleasedFigure.shares), competence
        )
    ).all()


def figures_of_groups(
    release: Release,
    lens: Lens,
    places: Collection[frozenset[str]],
    measures: Collection[Measure],
    *,
    profiles: bool,
    shares: bool,
) -> Sequence[ReleasedFigure]:
    """Return what a lens shows of the groups around some places, by some measures.

    places: each with all its units; they are among those the reader sees. profiles: whether role profiles stand beside
    them. shares: whether the page tells of groups how their answers are spread; where not, asking for it is an error.
    """
    groups = _groups_shown(release, places, profiles=profiles)  # held: the figures are to find them with their units
    found = _of_lens(lens, release).where(ReleasedFigure.measure.in_(measures))
    found = found.where(ReleasedFigure.group_id.in_([one.id for one in groups]))
    of_them = subqueryload(ReleasedFigure.shares) if shares else raiseload(ReleasedFigure.shares)
    return db.session.scalars(found.where(~WHOLE).order_by(ReleasedFigure.id).options(of_them)).all()


def _of_lens(lens: Lens, release: Release) -> Select[ReleasedFigure]:
    found = select(ReleasedFigure).join(ReleasedFigure.group).join(ReleasedFigure.competence)
    found = found.where(ReleasedGroup.release_id == release.cycle_id, lens.of)
    return found.options(contains_eager(ReleasedFigure.group).options(WITHOUT_UNITS))


def through_time(known: Sequence[Release], codes: Collection[str], *, shares: bool = False) -> Through:
    """Return what some releases say of the whole and some competences, the first round first; with shares if wanted."""
    query = select(ReleasedFigure, ReleasedGroup.release_id, Competence.code).join(ReleasedFigure.group)
    rows = db.session.execute(
        query.join(ReleasedFigure.competence)
        .where(WHOLE, ReleasedFigure.measure == Measure.LEVEL, Competence.code.in_(codes))
        .where(ReleasedGroup.release_id.in_([one.cycle_id for one in known]))
        .options(contains_eager(ReleasedFigure.competence), contains_eager(ReleasedFigure.group).options(WITHOUT_UNITS))
        .options(*([subqueryload(ReleasedFigure.shares)] if shares else []))
    )
    said: dict[int, dict[str, ReleasedFigure]] = {one.cycle_id: {} for one in known}
    for figure, release_id, code in rows:
        said[release_id][code] = figure
    return [(one, said[one.cycle_id]) for one in reversed(known)]


def _groups_shown(release: Release, places: Collection[frozenset[str]], *, profiles: bool) -> Sequence[ReleasedGroup]:
    """Return the groups around some places, and those of role profiles where they are wanted."""
    wanted: list[ColumnElement[bool]] = [ReleasedGroup.id.in_(_around(release, places) if places else ())]
    if profiles:
        wanted.append(ReleasedGroup.kind == Kind.PROFILES)
    ours = select(ReleasedGroup).where(ReleasedGroup.release_id == release.cycle_id)
    return db.session.scalars(ours.where(or_(*wanted))).all()


def _around(release: Release, places: Collection[frozenset[str]]) -> list[int]:
    """Return the numbers of the groups around some places.

    The codes of such a group are no shorter than those of the place: so few groups of a large house are looked at.
    """
    shortest = min(len(" ".join(units)) for units in places)
    counted = select(ReleasedGroup.id, ReleasedGroup.units).where(
        ReleasedGroup.release_id == release.cycle_id,
        ReleasedGroup.kind == Kind.UNITS,
        func.length(ReleasedGroup.units) >= shortest,
    )
    return [number for number, units in db.session.execute(counted) if encloses(units.split(), places)]


def _of_catalogue(kind: type[Part], release: Release) -> Select[Part]:
    return select(kind).where(kind.version_id == release.cycle.framework_version_id)
