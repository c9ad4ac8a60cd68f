"""Looks back somebody took part in, what was written there, and what is due."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload, selectinload

from competence.access.actor import Actor
from competence.db import db
from competence.feedback.retrospectives.models import (
    Retrospective,
    RetrospectiveAgreement,
    RetrospectiveMember,
    RetrospectiveNote,
)


def visible_to(actor: Actor) -> Select[Retrospective]:
    """Return the looks back an actor took part in."""
    mine = select(RetrospectiveMember.retrospective_id).where(RetrospectiveMember.person_id == actor.person_id)
    return select(Retrospective).where(Retrospective.id.in_(mine))


def those_of(actor: Actor) -> Sequence[Retrospective]:
    """Return the looks back an actor took part in, the newest first."""
    newest = visible_to(actor).order_by(Retrospective.held_on.desc(), Retrospective.id.desc()).limit(100)
    return db.session.scalars(newest).all()


def retrospective(pid: str) -> Retrospective | None:
    """Return one with those who took part."""
    people = selectinload(Retrospective.members).joinedload(RetrospectiveMember.person)
    return db.session.scalar(select(Retrospective).where(Retrospective.pid == pid).options(people))


def notes_of(one: Retrospective) -> Sequence[RetrospectiveNote]:
    """Return what was written, in the order it was."""
    written = select(RetrospectiveNote).where(RetrospectiveNote.retrospective_id == one.id)
    return db.session.scalars(
        written.options(joinedload(RetrospectiveNote.author)).order_by(RetrospectiveNote.id)
    ).all()


def own_note(one: Retrospective, number: int, author_id: int | None) -> RetrospectiveNote | None:
    """Return a note somebody wrote there."""
    own = select(RetrospectiveNote).where(
        RetrospectiveNote.retrospective_id == one.id,
        RetrospectiveNote.id == number,
        RetrospectiveNote.author_id == author_id,
    )
    return db.session.scalar(own)


def agreements_of(one: Retrospective) -> Sequence[RetrospectiveAgreement]:
    """Return what was agreed, by the day it is due."""
    agreed = select(RetrospectiveAgreement).where(RetrospectiveAgreement.retrospective_id == one.id)
    by_day = agreed.order_by(RetrospectiveAgreement.due_on, RetrospectiveAgreement.id)
    return db.session.scalars(by_day.options(joinedload(RetrospectiveAgreement.lead))).all()


def agreement(one: Retrospective, number: int) -> RetrospectiveAgreement | None:
    """Return one of the agreements, for changing it."""
    found = select(RetrospectiveAgreement).where(
        RetrospectiveAgreement.retrospective_id == one.id, RetrospectiveAgreement.id == number
    )
    return db.session.scalar(found.with_for_update())


def due_between(first: date, last: date) -> Sequence[tuple[int, int, str]]:
    """Return who keeps hold of an agreement that is due between two days and not done: its number and its page."""
    open_ones = select(RetrospectiveAgreement.lead_id, RetrospectiveAgreement.id, Retrospective.pid).join(
        Retrospective, Retrospective.id == RetrospectiveAgreement.retrospective_id
    )
    due = open_ones.where(RetrospectiveAgreement.done_at.is_(None), RetrospectiveAgreement.due_on.between(first, last))
    return [(row[0], row[1], row[2]) for row in db.session.execute(due)]
