"""Looking up what one reader may see of a release: which units, which competences, and the same of earlier rounds."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias, TypeVar

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import contains_eager, defer, joinedload, raiseload, subqueryload

from competence.access.actor import Actor
from competence.access.permissions import MayAnalytics
from competence.access.policy import permits
from competence.analytics.insight.models import Retirement, Target
from competence.analytics.insight.rules.sight import Sight, heads
from competence.analytics.measures import Kind, Measure, above
from competence.analytics.models import Release, ReleasedFigure, ReleasedGroup, ReleasedPart, ReleasedUnit
from competence.db import db
from competence.frameworks.models import Area, Competence, CompetenceMark, Mark
from competence.people.models import Employment, LeaderRelation, RoleProfile, Unit
from competence.people.queries import in_force

Through: TypeAlias = Sequence[tuple[Release, Mapping[str, ReleasedFigure]]]  # the whole's levels, round by round
Parts: TypeAlias = Mapping[str, Sequence[tuple[int, bool]]]  # by unit: the groups that count it, whether alone
Part = TypeVar("Part", Area, Mark, Competence)
STOOD = ReleasedUnit
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


@dataclass(frozen=True)
class Surroundings:
    """The units a page shows, as they stood when its round closed: each with its title and the unit above.

    tree: these and all above them, in the order they are shown. many: whether there are too many to show all at once.
    """

    tree: Mapping[str, str | None]
    titles: Mapping[str, str]
    many: bool


def sight_of(actor: Actor, day: date) -> Sight:
    """Return what one reader sees of the house as it stands today."""
    if permits(actor, MayAnalytics.SEE_ALL):
        return Sight(everything=True)
    leading = {*actor.stands_in_for, *([actor.person_id] if actor.leads else [])}
    own_leader = select(LeaderRelation.person_id, LeaderRelation.leader_id)
    held = own_leader.where(LeaderRelation.person_id.in_(leading), in_force(LeaderRelation, day))
    leaders = [(person, leader) for person, leader in db.session.execute(held)] if leading else []
    people = {actor.person_id, *leading, *(leader for _person, leader in leaders)}
    placed = select(Employment.person_id, Unit.code).join(Unit, Unit.id == Employment.unit_id)
    works_in: dict[int | None, set[str]] = {}
    for person, unit in db.session.execute(placed.where(Employment.person_id.in_(people), in_force(Employment, day))):
        works_in.setdefault(person, set()).add(unit)
    headed: set[str] = set()
    for one in leading:
        over = {unit for led, leader in leaders if led == one for unit in works_in.get(leader, ())}
        headed |= heads(works_in.get(one, ()), over)
    if not headed:
        return Sight(frozenset(works_in.get(actor.person_id, ())))
    highest = select(Unit.code).where(Unit.parent_id.is_(None), Unit.code.not_in(headed)).limit(1)
    if db.session.scalar(highest) is None:
        return Sight(everything=True)
    return Sight(frozenset(works_in.get(actor.person_id, ())) | _with_all_below(headed))


def _with_all_below(units: Collection[str]) -> frozenset[str]:
    inside = select(Unit.id, Unit.code).where(Unit.code.in_(units)).cte("inside", recursive=True)
    inside = inside.union(select(Unit.id, Unit.code).join(inside, Unit.parent_id == inside.c.id))
    return frozenset(db.session.scalars(select(inside.c.code)))


def surroundings(release: Release, sight: Sight, around: str = "") -> Surroundings:
    """Return the units of a release's house the reader sees; those nobody worked in are not among them.

    Where they are many only some of them: those above the unit asked for (or the highest), it, and those right below.
    """
    stood = select(STOOD.code, STOOD.parent).where(STOOD.release_id == release.cycle_id)
    seen = stood if sight.everything else stood.where(STOOD.code.in_(sight.units))
    one_too_many = seen.limit(MANY + 1)
    many = len(db.session.execute(one_too_many).all()) > MANY
    shown = (_near(seen, sight, around) if many else seen).cte("shown", recursive=True)
    shown = shown.union(stood.join(shown, STOOD.code == shown.c.parent))
    named = select(shown.c.code, shown.c.parent, Unit.title).join(Unit, Unit.code == shown.c.code)
    titled = {code: (parent, str(title)) for code, parent, title in db.session.execute(named)}
    tree = {code: parent for code, (parent, _title) in titled.items()}
    titles = {code: title for code, (_parent, title) in titled.items()}
    order = sorted(tree, key=lambda code: [titles[one] for one in (*above(code, tree)[::-1], code)])
    return Surroundings({code: tree[code] for code in order}, titles, many)


def _near(seen: Select[str, str | None], sight: Sight, around: str) -> Select[str, str | None]:
    highest = or_(STOOD.parent.is_(None), *([] if sight.everything else [STOOD.parent.not_in(sight.units)]))
    middle = seen.where(STOOD.code == around if around else highest).subquery()
    codes = select(middle.c.code)
    return seen.where(or_(STOOD.code.in_(codes), STOOD.parent.in_(codes)))


def is_unit(code: str) -> bool:
    """Return whether there is, or was, such a unit."""
    return db.session.scalar(select(Unit.id).where(Unit.code == code)) is not None


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


def parts(release: Release, units: Collection[str], *, profiles: bool) -> Mapping[Kind, Parts]:
    """Return the groups that count some units with all below them; with profiles, those that count a role profile."""
    wanted = and_(ReleasedGroup.kind == Kind.UNITS, ReleasedPart.code.in_(units))
    if profiles:
        wanted = or_(wanted, ReleasedGroup.kind == Kind.PROFILES)
    rows = db.session.execute(
        select(ReleasedGroup.kind, ReleasedPart.code, ReleasedPart.group_id, ReleasedPart.alone)
        .join(ReleasedGroup, ReleasedGroup.id == ReleasedPart.group_id)
        .where(ReleasedGroup.release_id == release.cycle_id, wanted)
    )
    found: dict[Kind, dict[str, list[tuple[int, bool]]]] = {kind: {} for kind in Kind}
    for kind, code, group, alone in rows:
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
