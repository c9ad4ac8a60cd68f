"""Sheets: those somebody is asked to fill, the pool one is sealed in, and all of a round for its close."""

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from competence.access.actor import Actor
from competence.db import db
from competence.feedback.sealed.models import Round
from competence.feedback.sealed.models import SealedSheet as SealedSheet
from competence.feedback.sealed.rules.rounds import Stage


def visible_to(actor: Actor) -> Select[SealedSheet]:
    """Return the sheets the actor is asked to fill."""
    return select(SealedSheet).where(SealedSheet.rater_id == actor.person_id)


def sheets_for(actor: Actor) -> list[SealedSheet]:
    """Return the sheets of open rounds the actor is asked to fill, the round that closes first before the others."""
    asked = visible_to(actor).join(SealedSheet.round).where(Round.stage == Stage.OPEN)
    with_all = asked.options(joinedload(SealedSheet.round), joinedload(SealedSheet.leader))
    return list(db.session.scalars(with_all.order_by(Round.closes_on, Round.id, SealedSheet.leader_id)))


def sheet(sheet_id: str) -> SealedSheet | None:
    """Return a sheet, with its round and leader."""
    found = select(SealedSheet).where(SealedSheet.id == sheet_id)
    return db.session.scalar(found.options(joinedload(SealedSheet.round), joinedload(SealedSheet.leader)))


def pool_of(one: SealedSheet) -> list[SealedSheet]:
    """Return the sheets that are sealed anew together with one of them, locked until this transaction ends."""
    together = select(SealedSheet).where(SealedSheet.round_id == one.round_id, SealedSheet.pool == one.pool)
    return _locked(together)


def sheets_of(round_: Round) -> list[SealedSheet]:
    """Return every sheet of a round, locked until this transaction ends."""
    return _locked(select(SealedSheet).where(SealedSheet.round_id == round_.id))


def raters_of(round_: Round) -> list[int]:
    """Return everybody who is asked in a round, once each; nothing here knows who has answered."""
    asked = select(SealedSheet.rater_id).where(SealedSheet.round_id == round_.id).distinct()
    return list(db.session.scalars(asked.order_by(SealedSheet.rater_id)))


def raters_now() -> set[int]:
    """Return everybody who is asked in a round that is open."""
    return set(db.session.scalars(select(SealedSheet.rater_id).distinct()))


def a_sheet_of(round_: Round) -> SealedSheet | None:
    """Return any sheet of a round, to try its key on."""
    return db.session.scalar(select(SealedSheet).where(SealedSheet.round_id == round_.id).limit(1))


def _locked(found: Select[SealedSheet]) -> list[SealedSheet]:
    in_order = found.order_by(SealedSheet.id).with_for_update()
    return list(db.session.scalars(in_order.execution_options(populate_existing=True)))
