"""Beginning: a person's own mirror, and the leader's side of it."""

from datetime import date

from competence.access.actor import Actor
from competence.assessments.models import Mirror, View, Voice
from competence.assessments.queries import mirrors
from competence.assessments.rules.refusals import AlreadyShared, NoCatalogue, RoundIsClosed
from competence.cycles.models import Cycle
from competence.db import db
from competence.frameworks.models import FrameworkVersion


def begin_own(person_id: int, cycle: Cycle | None, version: FrameworkVersion | None, today: date) -> View:
    """Return a person's own view in a round, or between rounds without one; begun if it was not.

    Raises RoundIsClosed where there is none and the round no longer takes any, NoCatalogue where none is published.
    """
    if version is None:
        raise NoCatalogue
    mirror = _mirror(person_id, cycle, version, today)
    return mirror.own_view or _begin(mirror, person_id, Voice.SELF)


def begin_leaders(actor: Actor, person_id: int, cycle: Cycle, today: date) -> View:
    """Return the actor's view of somebody they lead, in a round; begun if it was not.

    Raises AlreadyShared where the leader's side is given by somebody else (an earlier leader, a deputy).
    """
    mirror = _mirror(person_id, cycle, cycle.framework_version, today)
    return begin_leaders_in(mirror, actor)


def begin_leaders_in(mirror: Mirror, actor: Actor) -> View:
    """Return the actor's view in a mirror that exists."""
    view = mirror.view_by(actor.person_id)
    if view is not None:
        return view
    if mirror.leaders_view is not None or mirror.is_revealed or actor.person_id is None:
        raise AlreadyShared
    return _begin(mirror, actor.person_id, Voice.LEADER)


def _mirror(person_id: int, cycle: Cycle | None, version: FrameworkVersion, today: date) -> Mirror:
    mirrors.locked_person(person_id)
    mirror = mirrors.mirror_in(cycle, person_id)
    if mirror is None:
        if cycle is not None and not cycle.is_open:
            raise RoundIsClosed
        mirror = Mirror(subject_id=person_id, cycle=cycle, framework_version=version, started_on=today, views=[])
        db.session.add(mirror)
        db.session.flush()
    return mirror


def _begin(mirror: Mirror, author_id: int, voice: Voice) -> View:
    view = View(author_id=author_id, voice=voice, shares=[])
    mirror.views.append(view)
    db.session.flush()
    return view
