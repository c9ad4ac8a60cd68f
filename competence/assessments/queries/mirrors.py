"""Mirrors and views: found by their address, and those an actor may open."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, and_, or_, select
from sqlalchemy.orm import joinedload
from sqlalchemy.orm.attributes import set_committed_value

from competence.access.actor import Actor, Role
from competence.assessments.models import Mirror, View
from competence.cycles.models import Cycle, Invitation
from competence.db import db
from competence.people.models import Person


def visible_to(actor: Actor) -> Select[Any]:
    """Return the mirrors an actor may open: their own, those of the people they lead today, open ones behind glass."""
    whose = [Mirror.subject_id == actor.person_id, Mirror.subject_id.in_(actor.led)]
    if Role.HR in actor.roles and actor.glass:
        whose.append(and_(Mirror.subject_id.in_(actor.glass), Mirror.revealed_at.is_not(None)))
    return select(Mirror).where(or_(*whose))


def behind_glass(actor: Actor, person_id: int) -> Sequence[Mirror]:
    """Return the open mirrors of a person that an actor may open, the latest first."""
    opened = visible_to(actor).where(Mirror.subject_id == person_id, Mirror.revealed_at.is_not(None))
    return db.session.scalars(opened.order_by(Mirror.revealed_at.desc())).all()


def mirror(pid: str) -> Mirror | None:
    """Return a mirror with its subject, round, views and what was shared of them."""
    return db.session.scalars(whole(select(Mirror).where(Mirror.pid == pid))).unique().one_or_none()


def locked_mirror(pid: str) -> Mirror | None:
    """Return a mirror for changing it: whoever shares, takes back or saves in it waits for the one before.

    The round is held too, so that nothing is shared while it is being closed and counted.
    """
    db.session.execute(select(Mirror.id).where(Mirror.pid == pid).with_for_update())
    chosen = select(Mirror.cycle_id).where(Mirror.pid == pid).scalar_subquery()
    db.session.execute(select(Cycle.id).where(Cycle.id == chosen).with_for_update(read=True))
    return mirror(pid)


def view(pid: str) -> View | None:
    """Return one side of a mirror, with the mirror as `mirror` gives it."""
    chosen = select(View.mirror_id).where(View.pid == pid).scalar_subquery()
    found = db.session.scalars(whole(select(Mirror).where(Mirror.id == chosen))).unique().one_or_none()
    chosen_view = next((view for view in found.views if view.pid == pid), None) if found else None
    if chosen_view is not None:
        set_committed_value(chosen_view, "mirror", found)  # it holds its mirror, which would else be asked for again
    return chosen_view


def locked_view(pid: str) -> View | None:
    """Return one side of a mirror for changing its answers."""
    lock = select(Mirror.id).join(View, View.mirror_id == Mirror.id).where(View.pid == pid)
    db.session.execute(lock.with_for_update(of=Mirror))
    return view(pid)


def mirrors_of(actor: Actor) -> Sequence[Mirror]:
    """Return the actor's own mirrors, the newest first."""
    own = visible_to(actor).where(Mirror.subject_id == actor.person_id)
    return db.session.scalars(whole(own).order_by(Mirror.started_on.desc(), Mirror.id.desc())).unique().all()


def invited_to(pid: str, person_id: int) -> Cycle | None:
    """Return a round a person is invited to."""
    invited = select(Cycle).join(Invitation, Invitation.cycle_id == Cycle.id)
    return db.session.scalars(invited.where(Cycle.pid == pid, Invitation.person_id == person_id)).one_or_none()


def locked_person(person_id: int) -> None:
    """Wait for whoever is beginning a mirror about this person."""
    db.session.execute(select(Person.id).where(Person.id == person_id).with_for_update(key_share=True))


def mirror_in(cycle: Cycle | None, person_id: int) -> Mirror | None:
    """Return a person's mirror in a round; without a round the one between rounds that is not finished yet."""
    chosen = select(Mirror).where(Mirror.subject_id == person_id)
    if cycle is not None:
        chosen = chosen.where(Mirror.cycle_id == cycle.id)
    else:
        chosen = chosen.where(Mirror.cycle_id.is_(None), Mirror.revealed_at.is_(None), Mirror.talk_held_on.is_(None))
    return db.session.scalars(whole(chosen).order_by(Mirror.id)).unique().first()


def whole(mirrors: Select[Any]) -> Select[Any]:
    """Return mirrors with what the policy and the pages ask of them, loaded in the same statement."""
    return mirrors.options(
        joinedload(Mirror.subject),
        joinedload(Mirror.cycle),
        joinedload(Mirror.views).joinedload(View.author),
        joinedload(Mirror.views).joinedload(View.shares),
    )
