"""Looking up what one reader may see of a release: whose units, which competences, and the same of earlier rounds."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias, TypeVar

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import contains_eager, joinedload, subqueryload

from competence.access.actor import Actor
from competence.access.permissions import MayAnalytics
from competence.access.policy import permits
from competence.analytics.insight.models import Retirement, Target
from competence.analytics.insight.rules.sight import Sight, above, branch, near
from competence.analytics.measures import Kind, Measure
from competence.analytics.models import Release, ReleasedFigure, ReleasedGroup
from competence.db import db
from competence.frameworks.models import Area, Competence, CompetenceMark, Mark
from competence.people.models import Employment, LeaderRelation, RoleProfile, Unit
from competence.people.queries import in_force
from competence.web.bilingual import Bilingual

Through: TypeAlias = Sequence[tuple[Release, Mapping[str, ReleasedFigure]]]  # the whole's levels, round by round
Part = TypeVar("Part", Area, Mark, Competence)
WHOLE = ReleasedFigure.depth == 0
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
    """The units as they stand today, and what one reader sees of them; two statements, one where all is seen."""

    def __init__(self, actor: Actor, day: date) -> None:
        at_work = select(Employment.id).where(Employment.unit_id == Unit.id, in_force(Employment, day)).exists()
        known = select(Unit.id, Unit.code, Unit.parent_id, Unit.title, at_work).order_by(Unit.code)
        rows = db.session.execute(known).all()
        codes = {number: code for number, code, *_ in rows}
        self.titles: dict[str, Bilingual] = {code: title for _number, code, _above, title, _busy in rows}
        self.staffed = frozenset(code for _number, code, _above, _title, busy in rows if busy)
        self.tree = {code: codes.get(higher or 0) for _number, code, higher, _title, _busy in rows}
        self.too_many = False  # to show all of them at once
        self._day = day
        self.sight = Sight(frozenset(), everything=True) if permits(actor, MayAnalytics.SEE_ALL) else self._own(actor)

    def seen(self, around: str = "") -> list[str]:
        """Return the units the reader sees, each under the one above; those nobody works in are left out.

        Where they are many only some of them: those above the unit asked for, it, and those right below.
        """
        busy = {unit for staffed in self.staffed for unit in (staffed, *above(staffed, self.tree))}
        known = {unit for unit in self.tree if unit in busy and self.sight.holds(unit)}
        self.too_many = len(known) > MANY
        if self.too_many:
            known = near(around, known, self.tree)
        return sorted(known, key=lambda unit: [self._name(one) for one in (*above(unit, self.tree)[::-1], unit)])

    def _name(self, unit: str) -> str:
        return str(self.titles[unit])

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


def figures(
    release: Release, lens: Lens, sight: Sight, units: Collection[str], measures: Collection[Measure]
) -> Sequence[ReleasedFigure]:
    """Return the figures of a lens that are shown to a reader: the whole, and the groups that count some of the units.

    units: those of the page, which are among those seen. Role profiles stand beside them for who sees everything.
    measures: what the page tells of groups; of the whole it may tell everything.
    """
    query = (
        select(ReleasedFigure)
        .join(ReleasedFigure.group)
        .join(ReleasedFigure.competence)
        .join(Competence.area)
        .where(ReleasedGroup.release_id == release.cycle_id, lens.of)
        .order_by(Area.position, Competence.position, ReleasedFigure.id)
    )
    shown: list[ColumnElement[bool]] = [ReleasedFigure.group_id.in_(_groups_seen(release, Sight(frozenset(units))))]
    if sight.everything:
        shown.append(ReleasedGroup.kind == Kind.PROFILES)
    query = query.where(or_(WHOLE, and_(ReleasedFigure.measure.in_(measures), or_(*shown))))
    loaded = query.options(contains_eager(ReleasedFigure.group), subqueryload(ReleasedFigure.shares))
    return db.session.scalars(
        loaded.options(contains_eager(ReleasedFigure.competence).contains_eager(Competence.area))
    ).all()


def through_time(known: Sequence[Release], codes: Collection[str], *, shares: bool = False) -> Through:
    """Return what some releases say of the whole and some competences, the first round first; with shares if wanted."""
    query = select(ReleasedFigure, ReleasedGroup.release_id, Competence.code).join(ReleasedFigure.group)
    rows = db.session.execute(
        query.join(ReleasedFigure.competence)
        .where(WHOLE, ReleasedFigure.measure == Measure.LEVEL, Competence.code.in_(codes))
        .where(ReleasedGroup.release_id.in_([one.cycle_id for one in known]))
        .options(contains_eager(ReleasedFigure.competence), contains_eager(ReleasedFigure.group))
        .options(*([subqueryload(ReleasedFigure.shares)] if shares else []))
    )
    said: dict[int, dict[str, ReleasedFigure]] = {one.cycle_id: {} for one in known}
    for figure, release_id, code in rows:
        said[release_id][code] = figure
    return [(one, said[one.cycle_id]) for one in reversed(known)]


def _groups_seen(release: Release, sight: Sight) -> list[int]:
    groups = db.session.execute(
        select(ReleasedGroup.id, ReleasedGroup.units).where(
            ReleasedGroup.release_id == release.cycle_id, ReleasedGroup.kind == Kind.UNITS
        )
    )
    return [number for number, units in groups if sight.sees(frozenset(units.split()))]


def _of_catalogue(kind: type[Part], release: Release) -> Select[Part]:
    return select(kind).where(kind.version_id == release.cycle.framework_version_id)
