"""Pairs: those proposed to one person, and what proposing new ones must know."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Select, and_, or_, select
from sqlalchemy.orm import joinedload, selectinload

from competence.access.actor import Actor
from competence.db import db
from competence.learning.asking.models import Opening, Pair
from competence.learning.asking.rules.pairs import Open
from competence.people.models import Employment
from competence.people.queries import in_force


def visible_to(actor: Actor) -> Select[Any]:
    """Return the pairs an actor is one of."""
    return select(Pair).where(or_(Pair.first_id == actor.person_id, Pair.second_id == actor.person_id))


def pairs_of(actor: Actor) -> Sequence[Pair]:
    """Return the pairs proposed to the actor, the newest first."""
    return (
        db.session.scalars(_whole(visible_to(actor)).order_by(Pair.proposed_on.desc(), Pair.id.desc())).unique().all()
    )


def locked_pair(pid: str) -> Pair | None:
    """Return one pair for answering: of two who answer at once the second sees the first's yes."""
    db.session.execute(select(Pair.id).where(Pair.pid == pid).with_for_update())
    found = _whole(select(Pair).where(Pair.pid == pid)).execution_options(populate_existing=True)
    return db.session.scalars(found).unique().one_or_none()


def all_pairs() -> Sequence[Pair]:
    """Return every pair that was proposed, with its answers."""
    return db.session.scalars(select(Pair).options(selectinload(Pair.answers)).order_by(Pair.id)).all()


def resting_on(opening: Opening) -> Sequence[Pair]:
    """Return somebody's proposals that rest on one thing they are open to.

    Where two kinds of opening let others learn the same of them, a proposal rests on both, and stands on one of them.
    """
    person_id, competence = opening.person_id, opening.competence
    learnt_by_first, learnt_by_second = Pair.first_learns == competence, Pair.second_learns == competence
    is_first, is_second = Pair.first_id == person_id, Pair.second_id == person_id
    if opening.kind.teaches:
        if _teaches_otherwise(opening):
            return ()
        rests = or_(and_(is_first, learnt_by_second), and_(is_second, learnt_by_first))
    else:
        rests = or_(and_(is_first, learnt_by_first), and_(is_second, learnt_by_second))
    return db.session.scalars(select(Pair).where(rests).options(selectinload(Pair.answers))).all()


def _teaches_otherwise(opening: Opening) -> bool:
    same = select(Opening.kind).where(
        Opening.person_id == opening.person_id, Opening.competence == opening.competence, Opening.id != opening.id
    )
    return any(kind.teaches for kind in db.session.scalars(same))


def everybody_open(day: date) -> list[Open]:
    """Return what everybody in the house is open to, with the house they have worked in longest."""
    rows = db.session.execute(
        select(Opening.person_id, Employment.unit_id, Opening.competence, Opening.kind)
        .join(Employment, Employment.person_id == Opening.person_id)
        .where(in_force(Employment, day))
        .order_by(Opening.person_id, Employment.valid_from.desc(), Employment.id.desc())
    )
    house: dict[int, int] = {}
    teaches: dict[int, set[str]] = {}
    wants: dict[int, set[str]] = {}
    for person_id, unit_id, competence, kind in rows:
        house[person_id] = unit_id
        (teaches if kind.teaches else wants).setdefault(person_id, set()).add(competence)
    return [
        Open(one, house[one], frozenset(teaches.get(one, ())), frozenset(wants.get(one, ()))) for one in sorted(house)
    ]


def _whole(pairs: Select[Any]) -> Select[Any]:
    return pairs.options(joinedload(Pair.first), joinedload(Pair.second), selectinload(Pair.answers))
