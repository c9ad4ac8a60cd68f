"""What must stay for the time being, who is asked to be erased, and which rows are about whom."""

from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, select

from competence.db import Model, db
from competence.privacy.datamap.paths import Rows, belongs_to
from competence.privacy.declare import Personal
from competence.privacy.erasure.models import ErasureRequest, LegalHold
from competence.privacy.restricting.queries import restricted, restricted_ids


def held_ids() -> frozenset[int]:
    """Return the people whose data must stay for the time being: a case needs them, or their use is restricted."""
    held = db.session.scalars(select(LegalHold.person_id).where(LegalHold.lifted_at.is_(None)))
    return restricted_ids().union(held)


def kept_back() -> list[str]:
    """Return a line for each person whose use is restricted or whose data a case needs: what a restore may lose.

    By the address of their page, which HR may open: who restores a backup need not know who it is.
    """
    person = Model.metadata.tables["person"]
    held = select(LegalHold.person_id).where(LegalHold.lifted_at.is_(None))
    kept = (
        ("the use of the data of /people/{} is restricted", restricted()),
        ("the data of /people/{} are held back for a case", held),
    )
    return [
        line.format(pid)
        for line, people in kept
        for pid in db.session.scalars(select(person.c.pid).where(person.c.id.in_(people)))
    ]


def hold_on(person_id: int) -> LegalHold | None:
    """Return what keeps a person's data from being deleted, if anything does."""
    query = select(LegalHold).where(LegalHold.person_id == person_id, LegalHold.lifted_at.is_(None))
    return db.session.scalars(query.order_by(LegalHold.id)).first()


def holds() -> list[LegalHold]:
    """Return every hold that is not lifted, the newest first."""
    query = select(LegalHold).where(LegalHold.lifted_at.is_(None))
    return list(db.session.scalars(query.order_by(LegalHold.placed_at.desc(), LegalHold.id)))


def hold(pid: str) -> LegalHold | None:
    """Return the hold with this public id, if it is not lifted."""
    return db.session.scalar(select(LegalHold).where(LegalHold.pid == pid, LegalHold.lifted_at.is_(None)))


def requests() -> list[ErasureRequest]:
    """Return everything that was ever asked for, the newest first."""
    return list(db.session.scalars(select(ErasureRequest).order_by(ErasureRequest.id.desc())))


def request_of(pid: str) -> ErasureRequest | None:
    """Return the request with this public id."""
    return db.session.scalar(select(ErasureRequest).where(ErasureRequest.pid == pid))


def waiting_for(person_id: int) -> ErasureRequest | None:
    """Return the request about a person that nobody has decided."""
    query = select(ErasureRequest).where(ErasureRequest.person_id == person_id, ErasureRequest.decided_at.is_(None))
    return db.session.scalar(query)


def unwiped() -> Sequence[int]:
    """Return the requests whose rows are gone and whose pages were not written anew."""
    query = select(ErasureRequest.id).where(ErasureRequest.erased_on.is_not(None), ErasureRequest.wiped_on.is_(None))
    return db.session.scalars(query).all()


def wait_for_others_about(person_id: int) -> None:
    """Let whoever asks for the same person to be erased at this moment be done first."""
    person = Model.metadata.tables["person"]
    db.session.execute(select(person.c.id).where(person.c.id == person_id).with_for_update(key_share=True))


def about(table: Rows, declared: Personal, people: Collection[int]) -> ColumnElement[bool]:
    """Return that a row is about one of these people, or lies with them."""
    return belongs_to(table, declared, lambda column: column.in_(people))


def pids_of(people: Collection[int]) -> dict[int, str]:
    """Return the public ids of those of the people who are not erased."""
    person = Model.metadata.tables["person"]
    query = select(person.c.id, person.c.pid).where(person.c.id.in_(people), person.c.erased_on.is_(None))
    return {row.id: row.pid for row in db.session.execute(query)}


def everybodys_pids() -> dict[str, int]:
    """Return the public id of everybody who is not erased."""
    person = Model.metadata.tables["person"]
    query = select(person.c.pid, person.c.id).where(person.c.erased_on.is_(None))
    return {row.pid: row.id for row in db.session.execute(query)}


def person_at(email: str) -> int | None:
    """Return the person with an address, who is not erased."""
    person = Model.metadata.tables["person"]
    return db.session.scalar(select(person.c.id).where(person.c.email == email, person.c.erased_on.is_(None)))
