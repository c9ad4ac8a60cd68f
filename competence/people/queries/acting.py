"""Who somebody is in the house on a day, as every request asks: their roles, whom they lead, whom they stand in for."""

from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    CompoundSelect,
    Integer,
    bindparam,
    cast,
    null,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import aliased

from competence.access.actor import Actor
from competence.db import db
from competence.people.glass.models import Glass
from competence.people.models import Deputy, LeaderRelation, RoleGrant
from competence.people.queries.behind import is_open
from competence.privacy.restricting.models import Restriction
from competence.privacy.restricting.queries import stands
from competence.web.clock import SKEW, now

Day = date | BindParameter[date]  # a parameter where a statement is put together once and sent often


def in_force(table: Any, day: Day) -> ColumnElement[bool]:
    """Return the condition that a row with validity dates holds on a day."""
    condition: ColumnElement[bool] = (table.valid_from <= day) & not_over(table, day)
    return condition


def not_over(table: Any, day: Day) -> ColumnElement[bool]:
    """Return the condition that a row holds on a day or will hold later."""
    condition: ColumnElement[bool] = or_(table.valid_to.is_(None), table.valid_to >= day)
    return condition


def actor_of(person_id: int, day: date) -> Actor:
    """Return a person as one who asks: their roles, whom they lead, and whom they stand in for, on a day.

    For whom they have broken the glass, and whose data are restricted, is asked of this very moment.

    One statement, because every request asks it.
    """
    moment = now()
    whose = {"asks": person_id, "day": day, "moment": moment, "soon": moment + SKEW}
    found = db.session.execute(_roles_and_led(), whose).all()
    stands_in_for: dict[int, set[int]] = {}
    for _role, leader_id, led_id, *_ in found:
        if leader_id not in (None, person_id):
            stands_in_for.setdefault(leader_id, set()).add(led_id)
    frozen = {leader: frozenset(people) for leader, people in stands_in_for.items()}
    return Actor(
        person_id,
        frozenset(role for role, *_ in found if role is not None),
        frozenset(led_id for _, leader_id, led_id, *_ in found if leader_id == person_id),
        frozen,
        frozenset(behind for *_, behind, _ in found if behind is not None),
        frozenset(withheld for *_, withheld in found if withheld is not None),
    )


@cache
def _roles_and_led() -> CompoundSelect[Any]:
    """Return the statement of `actor_of`; it is put together once, because every request sends it."""
    whose: list[BindParameter[Any]] = [bindparam(name) for name in ("asks", "day", "moment", "soon")]
    asks, day, moment, soon = whose
    led, led_for_another = aliased(LeaderRelation), aliased(LeaderRelation)
    no_role, nobody = cast(null(), RoleGrant.role.type), cast(null(), Integer)
    roles = select(RoleGrant.role, nobody, nobody, nobody, nobody).where(
        RoleGrant.person_id == asks, in_force(RoleGrant, day)
    )
    own = select(no_role, led.leader_id, led.person_id, nobody, nobody)
    own = own.where(led.leader_id == asks, in_force(led, day))
    stand_in = (
        select(no_role, led_for_another.leader_id, led_for_another.person_id, nobody, nobody)
        .join(Deputy, Deputy.leader_id == led_for_another.leader_id)
        .where(Deputy.deputy_id == asks, in_force(Deputy, day), in_force(led_for_another, day))
        .where(led_for_another.person_id != asks)
    )
    broken = select(no_role, nobody, nobody, Glass.subject_id, nobody)
    broken = broken.where(Glass.actor_id == asks, is_open(moment, soon))
    withheld = select(no_role, nobody, nobody, nobody, Restriction.person_id)
    withheld = withheld.where(stands(moment), Restriction.person_id != asks)
    return union_all(roles, own, stand_in, broken, withheld)
