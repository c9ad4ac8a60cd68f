"""Looking up what was released, and, for a release, the house as it stood when the round closed."""

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import contains_eager, subqueryload

from competence.access.actor import Actor
from competence.access.permissions import MayAnalytics
from competence.access.policy import permits
from competence.analytics.measures import Audience, Kind, Measure
from competence.analytics.models import LedgerMember, LedgerRow, Release, ReleasedFigure, ReleasedGroup, ReleasedUnit
from competence.analytics.pictures import row_of
from competence.analytics.places import Place
from competence.cycles.models import Cycle
from competence.db import db
from competence.frameworks.models import Area, Competence, FrameworkVersion, RoleRequirement
from competence.people.models import Employment, RoleProfile, Unit
from competence.privacy.anonymity.crowds import Row
from competence.privacy.anonymity.limits import Person
from competence.web.bilingual import Bilingual


def visible_to(actor: Actor) -> Select[Release]:
    """Return the releases the actor may read, the latest first."""
    allowed = [
        audience for audience in Audience if permits(actor, MayAnalytics.READ_RELEASE, Release(audience=audience))
    ]
    known = select(Release).join(Release.cycle).where(Release.audience.in_(allowed))
    return known.order_by(Cycle.closed_at.desc(), Cycle.id.desc())


def releases(actor: Actor) -> Sequence[Release]:
    """Return every release the actor may read, with its round, the latest first."""
    return db.session.scalars(visible_to(actor).options(contains_eager(Release.cycle))).all()


def release_with_scale(actor: Actor, cycle_pid: str | None) -> Release | None:
    """Return the release of a round, or the latest one, with the scale its answers were given on."""
    wanted = visible_to(actor) if cycle_pid is None else visible_to(actor).where(Cycle.pid == cycle_pid)
    version = contains_eager(Release.cycle).joinedload(Cycle.framework_version)
    return db.session.scalar(wanted.limit(1).options(version.selectinload(FrameworkVersion.levels)))


def levels_of_the_whole(release: Release) -> Sequence[ReleasedFigure]:
    """Return the level of the whole house in every competence, with its shares, in the catalogue's order."""
    whole = figures(release, Measure.LEVEL, Kind.UNITS).where(ReleasedFigure.depth == 0)
    return db.session.scalars(whole.options(subqueryload(ReleasedFigure.shares))).all()


def critical_levels(version_id: int) -> dict[str, int]:
    """Return the highest level any role asks for of each competence that is critical to it, in a version."""
    rows = db.session.execute(
        select(Competence.code, func.max(RoleRequirement.required_level))
        .join(RoleRequirement, RoleRequirement.competence_id == Competence.id)
        .where(Competence.version_id == version_id, RoleRequirement.critical)
        .group_by(Competence.code)
    )
    return {row[0]: row[1] for row in rows}


def figures(release: Release, measure: Measure, kind: Kind) -> Select[ReleasedFigure]:
    """Return the query of a release's figures of one measure, by unit or by profile, in the catalogue's order.

    The whole house stands among the figures by unit (depth 0); by profile there are only the profiles (depth 1).
    """
    query = (
        select(ReleasedFigure)
        .join(ReleasedFigure.group)
        .join(ReleasedFigure.competence)
        .join(Area, Area.id == Competence.area_id)
        .where(ReleasedGroup.release_id == release.cycle_id, ReleasedGroup.kind == kind)
        .where(ReleasedFigure.measure == measure)
        .order_by(Area.position, Competence.position, ReleasedFigure.id)
    )
    return query.options(contains_eager(ReleasedFigure.group), contains_eager(ReleasedFigure.competence))


def is_released(cycle: Cycle) -> bool:
    """Return whether a round's figures were written."""
    return db.session.get(Release, cycle.id) is not None


def competences_of(cycle: Cycle) -> Sequence[Competence]:
    """Return the competences a round asked about."""
    query = select(Competence).where(Competence.version_id == cycle.framework_version_id)
    return db.session.scalars(query.order_by(Competence.code)).all()


def ledger_of(competence_code: str, versions: Collection[int] | None = None) -> list[Row]:
    """Return the rows by unit ever published about a competence; erased members stand in them without a name.

    versions: the rounds whose answers are asked for. Rows of other answers are blocks of their own and change nothing.
    """
    wanted = [LedgerRow.competence_code == competence_code, LedgerRow.kind == Kind.UNITS, LedgerRow.leaders.is_(False)]
    if versions is not None:
        wanted.append(LedgerRow.release_id.in_(versions))
    rows = db.session.execute(select(LedgerRow.id, LedgerRow.parent_id, LedgerRow.release_id).where(*wanted)).all()
    parents = {row_id: parent_id for row_id, parent_id, _ in rows}
    people: dict[int, set[Person]] = {row_id: set() for row_id in parents}
    members = select(LedgerMember.row_id, LedgerMember.person_id, LedgerMember.id)
    for row_id, person_id, member_id in db.session.execute(
        members.join(LedgerRow, LedgerRow.id == LedgerMember.row_id).where(*wanted)
    ):
        within: int | None = row_id
        while within is not None:
            people[within].add(f"erased {member_id}" if person_id is None else person_id)
            within = parents[within]
    return [row_of(people[row_id], (competence_code, str(release_id))) for row_id, _, release_id in rows]


def written(cycle: Cycle) -> dict[str, list[ReleasedFigure]]:
    """Return every figure of a round's release, by the competence's code."""
    query = select(ReleasedFigure).join(ReleasedFigure.group).join(ReleasedFigure.competence)
    query = query.options(contains_eager(ReleasedFigure.group), contains_eager(ReleasedFigure.competence))
    found: dict[str, list[ReleasedFigure]] = {}
    for figure in db.session.scalars(
        query.where(ReleasedGroup.release_id == cycle.id).options(subqueryload(ReleasedFigure.shares))
    ):
        found.setdefault(figure.competence.code, []).append(figure)
    return found


def standing_behind(cycle: Cycle) -> dict[tuple[str, bool], list[int | None]]:
    """Return who stands behind a round's figures, by competence and whether they are the leaders'; None is erased."""
    rows = db.session.execute(
        select(LedgerRow.competence_code, LedgerRow.leaders, LedgerMember.person_id)
        .join(LedgerMember, LedgerMember.row_id == LedgerRow.id)
        .where(LedgerRow.release_id == cycle.id)
    )
    found: dict[tuple[str, bool], list[int | None]] = {}
    for code, leaders, person_id in rows:
        found.setdefault((code, leaders), []).append(person_id)
    return found


def round_named(name: str) -> Cycle | None:
    """Return the latest released round with this title or address."""
    named = or_(Cycle.pid == name, Cycle.title == name)
    query = select(Cycle).join(Release, Release.cycle_id == Cycle.id).where(named)
    return db.session.scalar(query.order_by(Cycle.closed_at.desc(), Cycle.id.desc()).limit(1))


def units() -> Sequence[Unit]:
    """Return every unit there is or was."""
    return db.session.scalars(select(Unit).order_by(Unit.code)).all()


def units_kept(cycle: Cycle) -> dict[str, str | None]:
    """Return the units a round's release keeps, each with the one above; none before it is released."""
    kept = select(ReleasedUnit.code, ReleasedUnit.parent).where(ReleasedUnit.release_id == cycle.id)
    return {row.code: row.parent for row in db.session.execute(kept)}


def places(day: date, person_id: int | None = None) -> list[Place]:
    """Return where everybody, or one person, works or has worked up to a day, and with which role profile."""
    query = (
        select(Employment.person_id, Unit.code, Employment.valid_from, Employment.valid_to, RoleProfile.code)
        .join(Unit, Unit.id == Employment.unit_id)
        .outerjoin(RoleProfile, RoleProfile.id == Employment.role_profile_id)
        .where(Employment.valid_from <= day)
    )
    if person_id is not None:
        query = query.where(Employment.person_id == person_id)
    rows = db.session.execute(query)
    return [Place(person_id, unit, start, end, profile or "") for person_id, unit, start, end, profile in rows]


def employed(first: date, last: date) -> Sequence[int]:
    """Return everybody who worked in the house on some day of a time."""
    has_not_ended = or_(Employment.valid_to.is_(None), Employment.valid_to >= first)
    query = select(Employment.person_id).where(Employment.valid_from <= last, has_not_ended)
    return db.session.scalars(query.distinct()).all()


def profile_titles() -> dict[str, Bilingual]:
    """Return what each role profile is called, by its code."""
    return {profile.code: profile.title for profile in db.session.scalars(select(RoleProfile))}


def requirements(version_id: int) -> dict[int, dict[str, int]]:
    """Return the level each role profile asks for, by competence and the profile's code, in a version."""
    rows = db.session.execute(
        select(RoleRequirement.competence_id, RoleProfile.code, RoleRequirement.required_level)
        .join(RoleProfile, RoleProfile.id == RoleRequirement.role_profile_id)
        .join(Competence, Competence.id == RoleRequirement.competence_id)
        .where(Competence.version_id == version_id)
    )
    asked: dict[int, dict[str, int]] = {}
    for competence_id, profile, level in rows:
        asked.setdefault(competence_id, {})[profile] = level
    return asked
