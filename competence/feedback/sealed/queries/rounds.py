"""Rounds: those HR may see, those that are open or on their way to being published, and what one asks."""

from datetime import date

from sqlalchemy import Select, false, select, true
from sqlalchemy.orm import joinedload, selectinload

from competence.access.actor import Actor
from competence.access.permissions import MayUpward
from competence.access.policy import permits
from competence.db import db
from competence.feedback.sealed.models import Round as Round
from competence.feedback.sealed.models import Topic
from competence.feedback.sealed.rules.rounds import Stage


def visible_to(actor: Actor) -> Select[Round]:
    """Return the rounds the actor may see, the latest first."""
    allowed = true() if permits(actor, MayUpward.MANAGE) else false()
    return select(Round).where(allowed).order_by(Round.closes_on.desc(), Round.id.desc())


def rounds_for(actor: Actor) -> list[Round]:
    """Return every round the actor may see."""
    return list(db.session.scalars(visible_to(actor)))


def round_for(actor: Actor, pid: str) -> Round | None:
    """Return one round with its units and questions."""
    whole = visible_to(actor).options(selectinload(Round.units), selectinload(Round.questions))
    return db.session.scalar(whole.where(Round.pid == pid))


def locked_with_all(actor: Actor, pid: str) -> Round | None:
    """Return one round with all others locked too, so that no two open at one moment and ask the same people."""
    found = visible_to(actor).order_by(None).order_by(Round.id).with_for_update()
    every = db.session.scalars(found.execution_options(populate_existing=True)).all()
    return next((one for one in every if one.pid == pid), None)


def closed_since(day: date) -> list[Round]:
    """Return the closed rounds whose last day was later than a day."""
    over = Round.stage.in_((Stage.CLOSED, Stage.PUBLISHED)), Round.closes_on > day
    return list(db.session.scalars(select(Round).where(*over).options(selectinload(Round.units))))


def locked_round(actor: Actor, pid: str) -> Round | None:
    """Return one round, locked until this transaction ends."""
    found = visible_to(actor).where(Round.pid == pid)
    return db.session.scalar(found.with_for_update().execution_options(populate_existing=True))


def rounds_in(stage: Stage, *, to_change: bool = False) -> list[Round]:
    """Return the rounds in a stage of their life; to_change locks them."""
    found = select(Round).where(Round.stage == stage).order_by(Round.id)
    if to_change:
        found = found.with_for_update().execution_options(populate_existing=True)
    return list(db.session.scalars(found))


def open_until(first: date, last: date) -> list[Round]:
    """Return the open rounds whose last day is one of some days."""
    found = select(Round).where(Round.stage == Stage.OPEN, Round.closes_on.between(first, last))
    return list(db.session.scalars(found.order_by(Round.id)))


def topics_of(round_: Round) -> list[Topic]:
    """Return what a round asks about which leaders."""
    found = select(Topic).where(Topic.round_id == round_.id).options(joinedload(Topic.leader))
    return list(db.session.scalars(found.order_by(Topic.id)))
