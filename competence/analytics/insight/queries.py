"""Looking up what one reader may see of a release: which units, which competences, and the same of earlier rounds."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple, TypeAlias, TypeVar

from sqlalchemy import ColumnElement, Select, SQLColumnExpression, or_, select, true
from sqlalchemy.orm import aliased, contains_eager, defer, joinedload, raiseload, subqueryload

from competence.access.actor import Actor
from competence.access.permissions import MayAnalytics
from competence.access.policy import permits
from competence.analytics.insight.models import Retirement, Target
from competence.analytics.insight.rules.sight import Sight, heads
from competence.analytics.measures import Kind, Measure
from competence.analytics.models import Release, ReleasedFigure, ReleasedGroup, ReleasedPart, ReleasedUnit
from competence.analytics.places import Tree, above
from competence.db import db
from competence.frameworks.models import Area, Competence, CompetenceMark, Mark
from competence.people.models import Employment, LeaderRelation, RoleProfile, Unit
from competence.people.queries import in_force
from competence.people.rules import sort_key

Through: TypeAlias = Sequence[tuple[Release, Mapping[str, ReleasedFigure]]]  # the whole's levels, round by round
Counting: TypeAlias = Mapping[str, Sequence[tuple[int, bool]]]  # by unit or profile: the groups that count it, if alone
Part = TypeVar("Part", Area, Mark, Competence)
Found = TypeVar("Found")
WHOLE = ReleasedFigure.depth == 0
WITHOUT_UNITS = defer(ReleasedGroup.units)  # the whole counts every unit there is: a long text with every figure
MANY = 60  # units a page shows all at once; of more it shows one, those above it and all right below


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


@dataclass(frozen=True)
class Surroundings:
    """The units around those a page shows, as they stood when its round closed; they are called what they are today.

    tree: those shown and all above them, each with the unit above. shown: those the reader sees, with titles, in order.
    many: whether there are too many to show all at once. missing: whether the unit asked for is one the reader sees,
    and none of the round's.
    """

    tree: Tree
    shown: Mapping[str, str]
    many: bool
    missing: bool


def sight_of(actor: Actor, day: date) -> Sight:
    """Return what one reader sees of the house as it stands on a day."""
    if permits(actor, MayAnalytics.SEE_ALL):
        return Sight(everything=True)
    leading = {*actor.stands_in_for, *([actor.person_id] if actor.leads else [])}
    leaders, leads_in = (_leaders_of(leading, day), _units_led_in(leading, day)) if leading else ({}, {})
    works_in = _workplaces({actor.person_id, *leading, *(one for them in leaders.values() for one in them)}, day)
    headed: set[str] = set()
    for one in leading:
        theirs = {unit for leader in leaders.get(one, ()) for unit in works_in.get(leader, ())}
        headed |= heads(works_in.get(one, ()), leads_in.get(one, ()), theirs)
    over = aliased(Unit)
    highest = select(Unit.id).outerjoin(over, over.id == Unit.parent_id).where(in_force(Unit, day))
    highest = highest.where(or_(over.id.is_(None), ~in_force(over, day)), Unit.code.not_in(headed)).limit(1)
    everything = bool(headed) and db.session.scalar(highest) is None
    return Sight(frozenset(works_in.get(actor.person_id, ())), frozenset(headed), everything=everything)


def _leaders_of(people: Collection[int | None], day: date) -> dict[int | None, set[int]]:
    """Return, for some people, who leads them on a day, and who leads those, over however many steps."""
    led = select(LeaderRelation.person_id, LeaderRelation.leader_id).where(LeaderRelation.person_id.in_(people))
    over = led.where(in_force(LeaderRelation, day)).cte("over", recursive=True)
    higher = select(over.c.person_id, LeaderRelation.leader_id).where(in_force(LeaderRelation, day))
    over = over.union(higher.where(LeaderRelation.person_id == over.c.leader_id))
    return _each_with_all(select(over))


def _workplaces(people: Collection[int | None], day: date) -> dict[int | None, set[str]]:
    """Return the units some people work in on a day."""
    placed = select(Employment.person_id, Unit.code).join(Unit, Unit.id == Employment.unit_id)
    return _each_with_all(placed.where(Employment.person_id.in_(people), in_force(Employment, day)))


def _units_led_in(leading: Collection[int | None], day: date) -> dict[int | None, set[str]]:
    """Return, for some leaders, the units in which, or below which, somebody they lead works on a day."""
    team = select(LeaderRelation.leader_id, Employment.unit_id).where(LeaderRelation.leader_id.in_(leading))
    team = team.join(Employment, Employment.person_id == LeaderRelation.person_id)
    led = team.where(in_force(LeaderRelation, day), in_force(Employment, day)).cte("led", recursive=True)
    above_it = select(led.c.leader_id, Unit.parent_id).join(Unit, Unit.id == led.c.unit_id)
    led = led.union(above_it.where(Unit.parent_id.is_not(None)))
    return _each_with_all(select(led.c.leader_id, Unit.code).join(Unit, Unit.id == led.c.unit_id))


def _each_with_all(pairs: Select[int, Found]) -> dict[int | None, set[Found]]:
    """Return what stands beside each person of a query's pairs."""
    found: dict[int | None, set[Found]] = {}
    for person, one in db.session.execute(pairs):
        found.setdefault(person, set()).add(one)
    return found


def surroundings(release: Release, sight: Sight, around: str = "") -> Surroundings:
    """Return the units of a release's house the reader sees; those nobody worked in are not among them.

    Where they are many only some of them: those above the unit asked for (or the highest), it, and those right below.
    """
    stood = select(ReleasedUnit.code, ReleasedUnit.parent).where(ReleasedUnit.release_id == release.cycle_id)
    units = _units_of(sight)
    seen = stood.where(_is_among(ReleasedUnit.code, units))
    one_too_many = seen.limit(MANY + 1)
    many = len(db.session.execute(one_too_many).all()) > MANY
    found = _with_all_above(_near(seen, units, around) if many else seen, stood, units)
    missing = bool(around) and not (around in found and found[around].is_seen)
    if missing and many:
        found = _with_all_above(_near(seen, units), stood, units)
    tree = {code: one.parent for code, one in found.items()}
    order = sorted(
        tree, key=lambda code: [(sort_key(found[one].title), one) for one in (*above(code, tree)[::-1], code)]
    )
    shown = {code: found[code].title for code in order if found[code].is_seen}
    is_there = missing and db.session.scalar(select(Unit.id).where(Unit.code == around, _is_among(Unit.code, units)))
    return Surroundings(tree, shown, many, missing=bool(is_there))


def _units_of(sight: Sight) -> Select[str] | None:
    """Return the query of the units a reader sees, as the house stands today; None where they see all."""
    if sight.everything:
        return None
    inside = select(Unit.id, Unit.code).where(Unit.code.in_(sight.heads)).cte("inside", recursive=True)
    inside = inside.union(select(Unit.id, Unit.code).join(inside, Unit.parent_id == inside.c.id))
    return select(Unit.code).where(or_(Unit.code.in_(sight.works_in), Unit.code.in_(select(inside.c.code))))


def _is_among(code: SQLColumnExpression[Any], units: Select[str] | None) -> ColumnElement[bool]:
    return true() if units is None else code.in_(units)


def _near(seen: Select[str, str | None], units: Select[str] | None, around: str = "") -> Select[str, str | None]:
    highest = or_(ReleasedUnit.parent.is_(None), ~_is_among(ReleasedUnit.parent, units))
    middle = seen.where(ReleasedUnit.code == around if around else highest)
    below = seen.where(ReleasedUnit.parent.in_(select(middle.subquery().c.code)))
    near = middle.union(below).subquery()  # and not by `or`: so each is found by an index
    return select(near.c.code, near.c.parent)


class _Stood(NamedTuple):
    parent: str | None
    title: str
    is_seen: bool


def _with_all_above(
    some: Select[str, str | None], stood: Select[str, str | None], units: Select[str] | None
) -> dict[str, _Stood]:
    rows = some.cte("around", recursive=True)
    rows = rows.union(stood.join(rows, ReleasedUnit.code == rows.c.parent))
    named = select(rows.c.code, rows.c.parent, Unit.title, _is_among(rows.c.code, units))
    named = named.join(Unit, Unit.code == rows.c.code)
    return {code: _Stood(parent, str(title), seen) for code, parent, title, seen in db.session.execute(named)}


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
    release: Release, lens: Lens, groups: Collection[int], measures: Collection[Measure], *, shares: bool
) -> Sequence[ReleasedFigure]:
    """Return what a lens shows of some groups, by some measures; not the whole.

    shares: whether the page tells of groups how their answers are spread; where not, asking for it is an error.
    """
    found = _of_lens(lens, release).where(ReleasedFigure.measure.in_(measures))
    found = found.where(ReleasedFigure.group_id.in_(groups), ~WHOLE).order_by(ReleasedFigure.id)
    return db.session.scalars(
        found.options(subqueryload(ReleasedFigure.shares) if shares else raiseload(ReleasedFigure.shares))
    ).all()


def groups_counting(release: Release, units: Collection[str], *, profiles: bool) -> Mapping[Kind, Counting]:
    """Return the groups that count some units with all below them; with profiles, those that count a role profile."""
    columns = ReleasedGroup.kind, ReleasedPart.code, ReleasedPart.group_id, ReleasedPart.alone
    ours = select(*columns).join(ReleasedGroup, ReleasedGroup.id == ReleasedPart.group_id)
    ours = ours.where(ReleasedGroup.release_id == release.cycle_id)
    by_unit = ours.where(ReleasedGroup.kind == Kind.UNITS, ReleasedPart.code.in_(units))
    by_role = ours.where(ReleasedGroup.kind == Kind.PROFILES)
    found: dict[Kind, dict[str, list[tuple[int, bool]]]] = {kind: {} for kind in Kind}
    for kind, code, group, alone in db.session.execute(by_unit.union_all(by_role) if profiles else by_unit):
        found[kind].setdefault(code, []).append((group, alone))
    return found


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


def _of_catalogue(kind: type[Part], release: Release) -> Select[Part]:
    return select(kind).where(kind.version_id == release.cycle.framework_version_id)
