"""Reading a proposed address that still waits for a yes."""

from datetime import datetime
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import aliased

from competence.db import db
from competence.people.models import Person
from competence.people.queries import actor_of, hold_still
from competence.people.queries.hands import READDRESSED
from competence.people.queries.leading import is_to_lead
from competence.signin import queries as signin
from competence.signin.addresses.models import AddressChange
from competence.signin.addresses.rules import CHANGED, PROPOSED, WAITS, takes_effect_at_once
from competence.signin.rules import HANDS_REMEMBERED
from competence.web.clock import now, today

Found = Any  # a row with the columns named in the query


def holds_at_once(actor_id: int, person_id: int) -> bool:
    """Return whether an address that an actor gives somebody is in force without anybody's yes."""
    hold_still(person_id)
    account = signin.account(person_id)
    in_use = account is not None and account.password_at is not None
    is_trusted = bool(actor_of(person_id, today()).roles) or is_to_lead(person_id, today())
    return takes_effect_at_once(in_use=in_use, is_trusted=is_trusted, by_owner=actor_id == person_id)


@READDRESSED.fill
def readdressed_by(actor_id: int) -> frozenset[int]:
    """Return those whose address somebody helped to change lately, as the trail tells."""
    return signin.handled_by(actor_id, PROPOSED, CHANGED, now() - HANDS_REMEMBERED)


def waiting_for(person_id: int, now: datetime) -> Found | None:
    """Return the address that is proposed for somebody, with who proposes it and which address it is to replace."""
    return db.session.execute(_waiting(now).where(AddressChange.person_id == person_id)).one_or_none()


def of_link(key: str, now: datetime) -> Found | None:
    """Return what a link from a mail asks about; None when it does not work (any more)."""
    return db.session.execute(_waiting(now).where(AddressChange.key == key)).one_or_none()


def _waiting(now: datetime) -> Select[Any]:
    proposer = aliased(Person)
    columns: tuple[Any, ...] = (
        AddressChange.pid,
        AddressChange.person_id,
        AddressChange.email,
        AddressChange.asked_by_id,
        AddressChange.asked_at,
        Person.email.label("former"),
        proposer.name.label("proposer"),
    )
    found = select(*columns).join(Person, Person.id == AddressChange.person_id)
    return found.join(proposer, proposer.id == AddressChange.asked_by_id).where(AddressChange.asked_at > now - WAITS)
