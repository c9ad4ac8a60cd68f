"""Who may be asked: found by competence, house and language, and only where they said so themselves."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, false, select
from sqlalchemy.orm import contains_eager, joinedload

from competence.access.actor import Actor
from competence.access.permissions import MayOpening
from competence.access.policy import permits
from competence.db import db
from competence.learning.asking.models import Contact, Opening, SpokenLanguage
from competence.learning.asking.rules.words import Openness
from competence.people.models import Employment, Person, Unit
from competence.people.queries import in_force

MOST = 60  # people on one page


@dataclass
class Found:
    """A colleague who may be asked: where they work, what they opened themselves to, and their languages."""

    person: Person
    houses: dict[int, Unit] = field(default_factory=dict)
    openings: dict[int, Opening] = field(default_factory=dict)
    languages: tuple[str, ...] = ()


@dataclass(frozen=True)
class Wanted:
    """What somebody looks for; what is "" is not asked for."""

    competence: str = ""
    house: str = ""
    language: str = ""
    kind: str = ""

    @property
    def given(self) -> bool:
        return bool(self.competence or self.house or self.language or self.kind)


def visible_to(actor: Actor) -> Select[Any]:
    """Return the openings an actor may find: everybody's, which are there only while their people want it."""
    return select(Opening) if permits(actor, MayOpening.FIND) else select(Opening).where(false())


def found(actor: Actor, wanted: Wanted, day: date) -> list[Found]:
    """Return the colleagues somebody looks for, by name, one more than a page holds where there are more."""
    rows = visible_to(actor).add_columns(Unit).join(Opening.person).options(contains_eager(Opening.person))
    rows = rows.join(Employment, Employment.person_id == Opening.person_id).join(Unit, Unit.id == Employment.unit_id)
    rows = rows.where(in_force(Employment, day), Opening.person_id != actor.person_id)
    if wanted.competence:
        rows = rows.where(Opening.competence == wanted.competence)
    if wanted.kind in Openness.__members__:
        rows = rows.where(Opening.kind == Openness[wanted.kind])
    if wanted.house:
        rows = rows.where(Unit.code == wanted.house)
    if wanted.language:
        speakers = select(SpokenLanguage.person_id).where(SpokenLanguage.code == wanted.language)
        rows = rows.where(Opening.person_id.in_(speakers))
    people: dict[int, Found] = {}
    for opening, unit in db.session.execute(rows.order_by(Person.sort_name, Opening.competence, Opening.kind)):
        if opening.person_id not in people and len(people) > MOST:
            break
        one = people.setdefault(opening.person_id, Found(opening.person))
        one.houses[unit.id], one.openings[opening.id] = unit, opening
    spoken = languages(list(people))
    for person_id, one in people.items():
        one.languages = spoken.get(person_id, ())
    return list(people.values())


def languages(person_ids: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """Return the languages people may be asked in."""
    rows = select(SpokenLanguage).where(SpokenLanguage.person_id.in_(person_ids)).order_by(SpokenLanguage.code)
    spoken: dict[int, tuple[str, ...]] = {}
    for row in db.session.scalars(rows):
        spoken[row.person_id] = (*spoken.get(row.person_id, ()), row.code)
    return spoken


def houses(day: date) -> Sequence[Unit]:
    """Return the units that exist on a day, by title."""
    return db.session.scalars(select(Unit).where(in_force(Unit, day)).order_by(Unit.code)).all()


def opening(pid: str) -> Opening | None:
    """Return one opening with its person."""
    return db.session.scalar(select(Opening).where(Opening.pid == pid).options(joinedload(Opening.person)))


def findable(actor: Actor, pid: str, day: date) -> Opening | None:
    """Return one opening of somebody who still works in the house, for asking them."""
    employed = (
        select(Employment.id).where(Employment.person_id == Opening.person_id, in_force(Employment, day)).exists()
    )
    one = visible_to(actor).where(Opening.pid == pid, employed)
    found: Opening | None = db.session.scalar(one.options(joinedload(Opening.person)))
    return found


def own(actor: Actor) -> Sequence[Opening]:
    """Return what the actor is open to."""
    mine = visible_to(actor).where(Opening.person_id == actor.person_id)
    return db.session.scalars(mine.order_by(Opening.competence, Opening.kind)).all()


def opening_of(person_id: int, framework_id: int, competence: str, kind: Openness) -> Opening | None:
    """Return one thing somebody is open to."""
    return db.session.scalar(
        select(Opening).where(
            Opening.person_id == person_id, Opening.framework_id == framework_id, Opening.competence == competence,
            Opening.kind == kind,
        )
    )  # fmt: skip


def contacts(person_id: int) -> Sequence[Contact]:
    """Return who would like to talk with somebody, the newest first."""
    own = select(Contact).where(Contact.asked_id == person_id).options(joinedload(Contact.asker))
    return db.session.scalars(own.order_by(Contact.at.desc(), Contact.id.desc()).limit(20)).all()


def contact_since(asker_id: int, opening: Opening, since: datetime) -> Contact | None:
    """Return that somebody asked a colleague about a thing after a moment."""
    asked = select(Contact).where(Contact.asker_id == asker_id, Contact.asked_id == opening.person_id)
    asked = asked.where(Contact.competence == opening.competence, Contact.kind == opening.kind, Contact.at > since)
    return db.session.scalars(asked.limit(1)).first()
