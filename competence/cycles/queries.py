"""Looking up rounds: those HR may see, whom a round would invite, and the rounds a person is invited to."""

from collections.abc import Callable, Collection
from datetime import date

from sqlalchemy import ColumnElement, Select, and_, exists, false, or_, select, true
from sqlalchemy.orm import joinedload, selectinload

from competence.access.actor import Actor
from competence.access.permissions import MayCycle
from competence.access.policy import permits
from competence.cycles.models import Cycle as Cycle
from competence.cycles.models import Invitation
from competence.cycles.rules.rounds import Progress, Standing, Told, told
from competence.db import db
from competence.frameworks.models import FrameworkVersion
from competence.frameworks.queries import current_version
from competence.people.leaves.models import Leave
from competence.people.models import Employment, RoleProfile, Unit
from competence.people.queries import in_force
from competence.people.queries.knowing import counted_and_known_with_leaders
from competence.people.rules import sort_key
from competence.web.slots import Slot

PROGRESS: Slot[Callable[[int], Progress]] = Slot()  # how far people are in a round, which the features above know


def progress_of(cycle_id: int) -> Progress:
    """Return how far the people of a round are; nothing where no feature above answers in rounds."""
    return next((count(cycle_id) for count in PROGRESS), Progress())


def visible_to(actor: Actor) -> Select[Cycle]:
    """Return the rounds the actor may manage, the latest first; others meet a round in their own mirror."""
    allowed = true() if permits(actor, MayCycle.MANAGE) else false()
    return select(Cycle).where(allowed).order_by(Cycle.opens_on.desc(), Cycle.id.desc())


def cycles_for(actor: Actor) -> list[Cycle]:
    """Return every round the actor may manage."""
    return list(db.session.scalars(visible_to(actor).options(selectinload(Cycle.phases))))


def cycle_for(actor: Actor, pid: str) -> Cycle | None:
    """Return one round the actor may manage, with the catalogue version, its phases and whom it is for."""
    version = joinedload(Cycle.framework_version).joinedload(FrameworkVersion.framework)
    whom = joinedload(Cycle.units), joinedload(Cycle.profiles)  # one of the two is always empty
    loaded = visible_to(actor).options(version, joinedload(Cycle.phases), *whom)
    return db.session.scalars(loaded.where(Cycle.pid == pid)).unique().one_or_none()


def cycle_by_id(cycle_id: int) -> Cycle:
    """Return a round that is known to exist."""
    return db.session.get_one(Cycle, cycle_id)


def is_published(version_id: int) -> bool:
    """Return whether a catalogue version exists and is published."""
    published = select(FrameworkVersion.id).where(FrameworkVersion.published_at.is_not(None))
    return db.session.scalar(published.where(FrameworkVersion.id == version_id)) is not None


def employed_in(unit_ids: Collection[int], profile_ids: Collection[int], day: date) -> list[int]:
    """Return the people employed on a day in the units and everything below them, or with one of the profiles.

    Without units and profiles: everybody employed that day.
    """
    people = select(Employment.person_id).where(in_force(Employment, day)).distinct().order_by(Employment.person_id)
    if unit_ids or profile_ids:
        in_units = Employment.unit_id.in_(_with_all_below(unit_ids))
        people = people.where(or_(in_units, Employment.role_profile_id.in_(profile_ids)))
    return list(db.session.scalars(people))


def _with_all_below(unit_ids: Collection[int]) -> Select[int]:
    below = select(Unit.id).where(Unit.id.in_(unit_ids)).cte("below", recursive=True)
    below = below.union(select(Unit.id).join(below, Unit.parent_id == below.c.id))
    return select(below.c.id)


def reminded_in(cycle_id: int, day: date) -> list[int]:
    """Return those who take part in a round and may be reminded on a day."""
    taking_part = select(Invitation.person_id).where(Invitation.cycle_id == cycle_id, _may_be_reminded(day))
    return list(db.session.scalars(taking_part.order_by(Invitation.person_id)))


def _may_be_reminded(day: date) -> ColumnElement[bool]:
    """Return the condition that an invitation's person takes part, is employed on a day and is not on leave."""
    employed = exists().where(Employment.person_id == Invitation.person_id, in_force(Employment, day))
    away = exists().where(Leave.person_id == Invitation.person_id, in_force(Leave, day))
    return and_(Invitation.standing == Standing.TAKES_PART, employed, ~away)


def told_of(cycle: Cycle, day: date) -> tuple[int, Told]:
    """Return how many are invited to a round, and what may be said of how far they are, besides those a leader knows.

    A former leader knew them, too.
    """
    people = select(Invitation.person_id).where(Invitation.cycle_id == cycle.id)
    number, known, leaders = counted_and_known_with_leaders(people, day, cycle.opens_on)
    return number, told(progress_of(cycle.id), number, known, leaders)


def open_rounds_of(person_id: int) -> list[Cycle]:
    """Return the open rounds a person is invited to, the one that closes first before the others."""
    invited = exists().where(Invitation.cycle_id == Cycle.id, Invitation.person_id == person_id)
    running = select(Cycle).where(Cycle.opened_at.is_not(None), Cycle.closed_at.is_(None), invited)
    running = running.options(selectinload(Cycle.phases))
    return list(db.session.scalars(running.order_by(Cycle.closes_on, Cycle.id)))


def round_of_talk(person_id: int) -> Cycle | None:
    """Return the round a yearly talk of somebody belongs to: one they are in that runs, be it only its talks."""
    invited = exists().where(Invitation.cycle_id == Cycle.id, Invitation.person_id == person_id)
    talks_run = and_(Cycle.phases.any(), Cycle.evaluated_on.is_(None))
    running = select(Cycle).where(Cycle.opened_at.is_not(None), or_(Cycle.closed_at.is_(None), talks_run), invited)
    return db.session.scalars(running.order_by(Cycle.closes_on, Cycle.id).limit(1)).first()


def reminded_of_closing(first: date, last: date) -> list[tuple[int, str, date]]:
    """Return who may be reminded on the first of some days that a round closes on one of them, with the round's day."""
    closing = select(Invitation.person_id, Cycle.pid, Cycle.closes_on).join(Cycle, Cycle.id == Invitation.cycle_id)
    running = closing.where(Cycle.opened_at.is_not(None), Cycle.closed_at.is_(None), _may_be_reminded(first))
    found = db.session.execute(running.where(Cycle.closes_on.between(first, last)))
    return [(row.person_id, row.pid, row.closes_on) for row in found]


def published_versions() -> list[FrameworkVersion]:
    """Return the catalogue versions a round can be held against: the one the house works with, then the newest."""
    versions = select(FrameworkVersion).where(FrameworkVersion.published_at.is_not(None))
    loaded = versions.options(joinedload(FrameworkVersion.framework))
    newest = db.session.scalars(loaded.order_by(FrameworkVersion.published_at.desc(), FrameworkVersion.id.desc()))
    current = current_version()
    return sorted(newest, key=lambda version: current is None or version.id != current.id)


def units_by_path(day: date) -> list[tuple[int, str]]:
    """Return the units that exist on a day with the way down to them: Lokalbiblioteker › Tarup Bibliotek."""
    units = {unit.id: unit for unit in db.session.scalars(select(Unit).where(in_force(Unit, day)))}
    paths = [(unit.id, _path(unit, units)) for unit in units.values()]
    paths.sort(key=lambda found: [sort_key(title) for title in found[1]])
    return [(number, " › ".join(titles[1:] or titles)) for number, titles in paths]


def _path(unit: Unit, units: dict[int, Unit]) -> list[str]:
    titles, above, seen = [str(unit.title)], units.get(unit.parent_id or 0), {unit.id}
    while above is not None and above.id not in seen:
        seen.add(above.id)
        titles.insert(0, str(above.title))
        above = units.get(above.parent_id or 0)
    return titles


def whom(cycle: Cycle, day: date) -> list[str]:
    """Return the names of the units and profiles a round is for; an empty list is the whole house."""
    units = [path for number, path in units_by_path(day) if number in cycle.unit_ids] if cycle.units else []
    return units + [str(profile.title) for profile in profiles() if profile.id in cycle.profile_ids]


def profiles() -> list[RoleProfile]:
    """Return every role profile, by its Danish title."""
    return sorted(db.session.scalars(select(RoleProfile)), key=lambda profile: sort_key(profile.title.da))
