"""What a leader sees of the people they lead: how far they are in a round, and the mirrors opened to the leader."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from competence.access.actor import Actor
from competence.assessments.models import Mirror, View, Voice
from competence.assessments.queries import asking
from competence.assessments.queries.answering import Kept, kept
from competence.assessments.queries.mirrors import visible_to, whole
from competence.assessments.queries.portraits import sides
from competence.assessments.rules.asked import Requirement, asked_of
from competence.assessments.rules.covering import Cell, Progress, Vulnerability, vulnerabilities
from competence.assessments.rules.saying import NOTHING
from competence.cycles.models import Cycle, Invitation
from competence.db import db
from competence.frameworks.models import Competence, ScaleLevel
from competence.frameworks.queries import ladders
from competence.people.models import Person
from competence.people.queries.leading import people_led


@dataclass(frozen=True)
class Member:
    """One person the leader leads, in one round (or between rounds, where they shared such a mirror)."""

    person: Person
    progress: Progress
    mirror: Mirror | None = None
    mine: View | None = None  # the view the actor has begun
    leaders_shared: bool = False

    @property
    def waits(self) -> bool:
        """Whether they have shared, and wait for the leader's view."""
        return self.progress is Progress.SHARED and not self.leaders_shared


@dataclass(frozen=True)
class Matrix:
    """The opened mirrors of a team beside each other: competence by colleague, and what rests on one person."""

    people: Sequence[Person]
    competences: Sequence[Competence]
    cells: Mapping[tuple[int, int], Cell]
    critical: Mapping[int, Requirement]
    vulnerable: Sequence[Vulnerability]
    scale: Sequence[ScaleLevel]

    def cell(self, person: Person, competence: Competence) -> Cell:
        """Return what a colleague's mirror says about a competence."""
        return self.cells.get((person.id, competence.id), Cell())

    def name(self, person_id: int) -> str:
        """Return a colleague's name."""
        return next(person.name for person in self.people if person.id == person_id)

    def title(self, competence_id: int) -> object:
        """Return a competence's title."""
        return next(competence.title for competence in self.competences if competence.id == competence_id)

    def level(self, value: int) -> object:
        """Return the scale's name for a level."""
        return next((level.title for level in self.scale if level.value == value), value)


def rounds_of(actor: Actor) -> Sequence[Cycle]:
    """Return the rounds that people the actor leads were invited to, the newest first."""
    led = select(Invitation.cycle_id).where(Invitation.person_id.in_(actor.led))
    known = select(Cycle).where(Cycle.id.in_(led), Cycle.opened_at.is_not(None))
    return db.session.scalars(known.order_by(Cycle.opens_on.desc(), Cycle.id.desc())).all()


def members(actor: Actor, cycle: Cycle) -> list[Member]:
    """Return the people the actor leads, by name, with how far they are in a round; never what is in a draft."""
    people = people_led(actor)
    asked = select(Invitation.person_id).where(Invitation.cycle_id == cycle.id, Invitation.person_id.in_(actor.led))
    invited = set(db.session.scalars(asked))
    found = visible_to(actor).where(Mirror.cycle_id == cycle.id, Mirror.subject_id.in_(actor.led))
    mirrors = {mirror.subject_id: mirror for mirror in db.session.scalars(whole(found)).unique()}
    return [_member(actor, person, mirrors.get(person.id), person.id in invited) for person in people]


def between_rounds(actor: Actor) -> list[Mirror]:
    """Return the mirrors between rounds that people the actor leads have shared with them, the newest first."""
    loose = visible_to(actor).where(Mirror.cycle_id.is_(None), Mirror.subject_id.in_(actor.led))
    found = db.session.scalars(whole(loose.order_by(Mirror.started_on.desc(), Mirror.id.desc()))).unique()
    return [mirror for mirror in found if mirror.shared_with & actor.acts_as(mirror.subject_id)]


def matrix(actor: Actor, cycle: Cycle, day: date) -> Matrix:
    """Return a round's opened mirrors that the actor may read, beside each other."""
    found = visible_to(actor).where(
        Mirror.cycle_id == cycle.id, Mirror.subject_id.in_(actor.led), Mirror.revealed_at.is_not(None)
    )
    shown = [(mirror, sides(mirror, actor)) for mirror in db.session.scalars(whole(found)).unique()]
    shown = sorted(((mirror, views) for mirror, views in shown if views), key=lambda one: one[0].subject.sort_name)
    stored = kept([view.id for _, views in shown for view in views.values()])
    people = [mirror.subject for mirror, _ in shown]
    cells: dict[tuple[int, int], Cell] = {}
    for mirror, views in shown:
        own, leader = (stored[views[voice].id] if voice in views else {} for voice in (Voice.SELF, Voice.LEADER))
        for key in own.keys() | leader.keys():
            cell = Cell(_level(own.get(key)), _level(leader.get(key)))
            if cell.agreed is not None:
                cells[mirror.subject_id, key] = cell
    ids = [person.id for person in people]
    asked = asking.asked_of_people(ids, cycle.framework_version_id, day)
    critical = asked_of(one for each in asked.values() for one in each.values() if one.critical)
    competences = ladders.competences({key for _, key in cells} | set(critical))
    places = {competence.id: place for place, competence in enumerate(competences)}
    vulnerable = vulnerabilities(sorted(critical.values(), key=lambda one: places[one.competence_id]), cells, ids)
    return Matrix(people, competences, cells, critical, vulnerable, ladders.scale(cycle.framework_version_id))


def _member(actor: Actor, person: Person, mirror: Mirror | None, invited: bool) -> Member:
    if mirror is None:
        return Member(person, Progress.INVITED if invited else Progress.NOT_INVITED)
    if mirror.is_revealed and sides(mirror, actor):
        progress = Progress.OPEN
    elif mirror.shared_with & actor.acts_as(person.id):
        progress = Progress.SHARED
    elif mirror.own_view is not None:
        progress = Progress.STARTED
    else:
        progress = Progress.INVITED if invited else Progress.NOT_INVITED
    return Member(person, progress, mirror, mirror.view_by(actor.person_id), mirror.leaders_view is not None)


def _level(one: Kept | None) -> int | None:
    return (one.said if one else NOTHING).level
