"""What is known today about everybody in a round, and what was decided before."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Select, and_, or_, select, true
from sqlalchemy.orm import joinedload, selectinload

from competence.access.actor import Actor
from competence.access.permissions import MayCycle
from competence.access.policy import permits
from competence.cycles import queries as cycles
from competence.cycles.models import Cycle, Invitation
from competence.cycles.roster.models import RosterNote
from competence.cycles.roster.rules.deciding import (
    LONGEST_CATCHING_UP,
    ONBOARDING_AFTER,
    Arrival,
    Coverage,
    Decision,
    Kind,
    Member,
    Talk,
    arrivals,
    began,
    coverage,
    roster,
)
from competence.cycles.rules.rounds import Stage, Standing
from competence.db import db
from competence.people.leaves.models import Leave
from competence.people.models import Employment, LeaderRelation, Person
from competence.people.queries import in_force
from competence.web.slots import Slot

TALKS: Slot[Callable[[int], Mapping[int, Talk]]] = Slot()  # how far the talks of a round are, by person
SHOWN = 5
DAY = timedelta(days=1)


@dataclass
class House:
    """The people as they are employed, led and away on a day; looked up once for all rounds."""

    day: date
    periods: dict[int, list[tuple[date, date | None]]] = field(default_factory=lambda: defaultdict(list))
    leaders: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    leading: set[int] = field(default_factory=set)
    away: dict[int, date] = field(default_factory=dict)
    back: dict[int, date] = field(default_factory=dict)

    @property
    def began(self) -> date:
        """The first day anybody is known to be employed."""
        return min((first for periods in self.periods.values() for first, _ in periods), default=self.day)

    def is_employed(self, person_id: int) -> bool:
        """Return whether somebody is employed on the day."""
        return any(
            first <= self.day and (last is None or last >= self.day) for first, last in self.periods.get(person_id, ())
        )

    def second_place(self, person_id: int, opened_on: date) -> date | None:
        """Return the first day of an employment that began beside another one after a round had opened."""
        held = sorted(
            first
            for first, last in self.periods.get(person_id, ())
            if first <= self.day and (last is None or last >= self.day)
        )
        return held[-1] if len(held) > 1 and held[-1] > max(held[0], opened_on) else None


def house(day: date) -> House:
    """Return everybody as they are on a day, in four statements."""
    found = House(day)
    for person_id, first, last in db.session.execute(
        select(Employment.person_id, Employment.valid_from, Employment.valid_to)
    ):
        found.periods[person_id].append((first, last))
    led = select(LeaderRelation.person_id, LeaderRelation.leader_id).where(in_force(LeaderRelation, day))
    for person_id, leader_id in db.session.execute(
        led.order_by(LeaderRelation.valid_from.desc(), LeaderRelation.id.desc())
    ):
        found.leaders[person_id].append(leader_id)
        found.leading.add(leader_id)
    recent = or_(Leave.valid_to.is_(None), Leave.valid_to >= day - LONGEST_CATCHING_UP - DAY)
    for person_id, first, last in db.session.execute(
        select(Leave.person_id, Leave.valid_from, Leave.valid_to)
        .where(Leave.valid_from <= day, recent)
        .order_by(Leave.valid_from)
    ):
        if last is None or last >= day:
            found.away[person_id] = first
        else:
            found.back[person_id] = last + DAY
    return found


def running_rounds() -> list[Cycle]:
    """Return the rounds in which people take part: the mirrors are open, or talks belong to it and MED waits."""
    runs = or_(Cycle.closed_at.is_(None), Cycle.phases.any())
    running = select(Cycle).where(Cycle.opened_at.is_not(None), Cycle.evaluated_on.is_(None), runs)
    loaded = running.options(selectinload(Cycle.units), selectinload(Cycle.profiles), selectinload(Cycle.phases))
    return list(db.session.scalars(loaded.order_by(Cycle.opens_on, Cycle.id)))


def talks_of(cycle_id: int) -> Mapping[int, Talk]:
    """Return how far the talks of a round are, by person; nothing where no feature above holds talks."""
    return next((talks(cycle_id) for talks in TALKS), {})


def decided(cycle: Cycle, people: Iterable[Member], *, can_plan: bool) -> list[Decision]:
    """Return what would have to happen to the people of a round today; can_plan: somebody plans talks."""
    if cycle.stage not in (Stage.OPEN, Stage.TALKS):
        return []
    return roster(people, takes_more=cycle.stage is Stage.OPEN, with_talks=cycle.with_talks and can_plan)


def arriving(known: House) -> list[Decision]:
    """Return the talks that are due for those who came or came back."""
    noted: dict[int, set[tuple[Kind, date]]] = defaultdict(set)
    before = select(RosterNote.person_id, RosterNote.kind, RosterNote.since).where(
        RosterNote.kind.in_((Kind.ONBOARDING_TALK, Kind.RETURN_TALK))
    )
    for person_id, kind, since in db.session.execute(before):
        if since is not None:
            noted[person_id].add((kind, since))
    people = [
        Arrival(
            person_id,
            tuple(known.leaders.get(person_id, ())),
            began(periods, known.day),
            known.back.get(person_id),
            person_id in known.away,
            frozenset(noted.get(person_id, ())),
        )
        for person_id, periods in sorted(known.periods.items())
        if known.is_employed(person_id)
    ]
    return arrivals(people, known.began, known.day)


def members(cycle: Cycle, known: House) -> list[Member]:
    """Return what is known about everybody in a round, and whom it is for."""
    invited: dict[int, tuple[Standing, int | None]] = {}
    noted: set[tuple[int, date | None]] = set()
    second_place = and_(
        RosterNote.cycle_id == Invitation.cycle_id,
        RosterNote.person_id == Invitation.person_id,
        RosterNote.kind == Kind.SECOND_PLACE,
    )
    places = select(Invitation.person_id, Invitation.standing, Invitation.leader_id, RosterNote.since)
    for person_id, standing, leader_id, since in db.session.execute(
        places.outerjoin(RosterNote, second_place).where(Invitation.cycle_id == cycle.id)
    ):
        invited[person_id] = (standing, leader_id)
        noted.add((person_id, since))
    wanted = set(cycles.employed_in(cycle.unit_ids, cycle.profile_ids, known.day))
    talks = talks_of(cycle.id) if cycle.with_talks else {}

    def member(person_id: int) -> Member:
        standing, seat = invited.get(person_id, (None, None))
        second = known.second_place(person_id, cycle.opens_on)
        return Member(
            person_id,
            employed=known.is_employed(person_id),
            wanted=person_id in wanted,
            leaders=tuple(known.leaders.get(person_id, ())),
            leads=person_id in known.leading,
            leave_since=known.away.get(person_id),
            standing=standing,
            seat=seat,
            talk=talks.get(person_id, Talk.NONE),
            second_place=None if (person_id, second) in noted else second,
            new=_is_new(person_id, known, cycle.opens_on),
        )

    return [member(person_id) for person_id in sorted(invited.keys() | wanted)]


def _is_new(person_id: int, known: House, opened_on: date) -> bool:
    start = began(known.periods.get(person_id, ()), known.day)
    return start is not None and start > max(known.began, opened_on - ONBOARDING_AFTER)


# --- what pages show ---


def visible_to(actor: Actor) -> Select[Any]:
    """Return the decisions the actor may read, the latest first: about themselves, those they lead, and for HR all."""
    theirs = or_(RosterNote.person_id == actor.person_id, RosterNote.person_id.in_(actor.led))
    readable = true() if permits(actor, MayCycle.MANAGE) else theirs
    return select(RosterNote).where(readable).order_by(RosterNote.at.desc(), RosterNote.id.desc())


def notes_in(actor: Actor, cycle: Cycle, most: int = SHOWN) -> Sequence[RosterNote]:
    """Return the latest decisions in a round that the actor may read."""
    return _read(visible_to(actor).where(RosterNote.cycle_id == cycle.id).limit(most))


def notes_about(actor: Actor, people: Collection[int], most: int = SHOWN) -> Sequence[RosterNote]:
    """Return the latest decisions about some people that the actor may read, in rounds and between them."""
    return _read(visible_to(actor).where(RosterNote.person_id.in_(people)).limit(most))


def notes_between(actor: Actor, most: int = SHOWN) -> Sequence[RosterNote]:
    """Return the latest decisions that belong to no round."""
    return _read(visible_to(actor).where(RosterNote.cycle_id.is_(None)).limit(most))


def people(ids: Collection[int]) -> dict[int, Person]:
    """Return people by id, in the order of their names."""
    found = select(Person).where(Person.id.in_(ids)).order_by(Person.sort_name, Person.id)
    return {person.id: person for person in db.session.scalars(found)}


def coverage_of(cycle: Cycle) -> Coverage:
    """Return a round in counts of people."""
    talks = talks_of(cycle.id) if cycle.with_talks else {}
    standing = select(Invitation.person_id, Invitation.standing).where(Invitation.cycle_id == cycle.id)
    return coverage((stands, talks.get(person_id, Talk.NONE)) for person_id, stands in db.session.execute(standing))


def _read(notes: Select[Any]) -> Sequence[RosterNote]:
    loaded = notes.options(
        joinedload(RosterNote.person),
        joinedload(RosterNote.leader),
        joinedload(RosterNote.former),
        joinedload(RosterNote.by),
        joinedload(RosterNote.cycle),
    )
    return db.session.scalars(loaded).all()
