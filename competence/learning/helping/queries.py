"""Requests for help an actor may read, and who wants to be asked."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import joinedload, selectinload

from competence.access.actor import Actor
from competence.db import db
from competence.learning.helping.models import HelpAnswer, Helper, HelpRequest
from competence.learning.helping.rules import Help
from competence.people.models import Employment
from competence.people.queries import in_force
from competence.privacy.restricting.queries import usable_by


def visible_to(actor: Actor) -> Select[Any]:
    """Return the requests an actor made, and those that were put to them because they want to help."""
    put_to = select(HelpAnswer.request_id).where(HelpAnswer.person_id == actor.person_id)
    mine = or_(HelpRequest.asker_id == actor.person_id, HelpRequest.id.in_(put_to))
    return select(HelpRequest).where(mine, usable_by(actor, HelpRequest.asker_id))


def request(pid: str) -> HelpRequest | None:
    """Return one request with whom it was put to."""
    return db.session.scalars(_whole(select(HelpRequest).where(HelpRequest.pid == pid))).unique().one_or_none()


def requests(actor: Actor) -> Sequence[HelpRequest]:
    """Return the requests an actor may read, the newest first."""
    newest = visible_to(actor).order_by(HelpRequest.asked_at.desc(), HelpRequest.id.desc())
    return db.session.scalars(_whole(newest)).unique().all()


def kinds_of(person_id: int) -> set[Help]:
    """Return what somebody wants to help with."""
    return set(db.session.scalars(select(Helper.kind).where(Helper.person_id == person_id)))


def helpers(kind: Help, asker_id: int, day: date) -> Sequence[int]:
    """Return who of those in the house wants to help with a kind of thing, but for who asks."""
    employed = select(Employment.id).where(Employment.person_id == Helper.person_id, in_force(Employment, day)).exists()
    wanting = select(Helper.person_id).where(Helper.kind == kind, Helper.person_id != asker_id, employed)
    return db.session.scalars(wanting.order_by(Helper.person_id)).all()


def open_requests(kinds: Sequence[Help], person_id: int) -> Sequence[HelpRequest]:
    """Return the open requests of some kinds that others made."""
    others = select(HelpRequest).where(HelpRequest.kind.in_(kinds), HelpRequest.closed_at.is_(None))
    return db.session.scalars(_whole(others.where(HelpRequest.asker_id != person_id))).unique().all()


def put_to(person_id: int) -> Sequence[HelpAnswer]:
    """Return what was put to somebody and they have not offered to help with."""
    return db.session.scalars(
        select(HelpAnswer).where(HelpAnswer.person_id == person_id, HelpAnswer.offered_at.is_(None))
    ).all()


def _whole(requests: Select[Any]) -> Select[Any]:
    return requests.options(
        joinedload(HelpRequest.asker), selectinload(HelpRequest.put_to).joinedload(HelpAnswer.person)
    )
