"""Looking up what was proposed and confirmed, and what holds for a round."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, false, select, true
from sqlalchemy.orm import joinedload

from competence.access.actor import Actor
from competence.access.permissions import MayAnalytics
from competence.access.policy import permits
from competence.analytics.keys.models import FigureRule
from competence.analytics.keys.rules import Limits
from competence.cycles.models import Cycle
from competence.db import db


def visible_to(actor: Actor) -> Select[FigureRule]:
    """Return the rules the actor may read, the latest first."""
    allowed = true() if permits(actor, MayAnalytics.READ_RULES) else false()
    return select(FigureRule).where(allowed).order_by(FigureRule.id.desc())


def history(actor: Actor) -> Sequence[FigureRule]:
    """Return everything ever proposed, with who held the keys."""
    people = (joinedload(FigureRule.proposed_by), joinedload(FigureRule.confirmed_by))
    return db.session.scalars(visible_to(actor).options(*people)).all()


def rule(actor: Actor, pid: str) -> FigureRule | None:
    """Return a proposal."""
    return db.session.scalar(visible_to(actor).where(FigureRule.pid == pid))


def limits_at(moment: datetime) -> Limits:
    """Return what holds for a round opened at a moment: what was confirmed last before it, else what is promised."""
    confirmed = select(FigureRule).where(FigureRule.confirmed_at <= moment)
    last = db.session.scalar(confirmed.order_by(FigureRule.confirmed_at.desc(), FigureRule.id.desc()).limit(1))
    return last.limits if last else Limits()


def limits_of(cycle: Cycle) -> Limits:
    """Return what a round's figures are held to: what held when it opened, whatever was agreed since."""
    return Limits() if cycle.opened_at is None else limits_at(cycle.opened_at)
