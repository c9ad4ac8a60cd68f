"""Asking for a person to be erased, confirming it with another hand, and holding data back while a case needs them."""

from collections.abc import Callable
from datetime import date, datetime

from sqlalchemy import update

from competence.access.actor import Actor
from competence.db import db, flush_or
from competence.privacy import audit
from competence.privacy.erasure import queries, wiping
from competence.privacy.erasure.actions import erase, touched
from competence.privacy.erasure.ledger import Rule
from competence.privacy.erasure.models import ErasureRequest, LegalHold
from competence.privacy.erasure.rules import (
    AskedAlready,
    DecidedAlready,
    ErasedAlready,
    HeldBack,
    NotBothHands,
    StillHere,
)
from competence.privacy.restricting.queries import standing_for
from competence.privacy.restricting.rules import UseRestricted
from competence.web.slots import Slot

IS_HERE: Slot[Callable[[int, date], bool]] = Slot()  # whether somebody has an employment or a role, now or to come


def ask(actor: Actor, person_id: int, reason: str, at: datetime, today: date) -> ErasureRequest:
    """Ask for a person to be erased. Raises a refusal that says why it cannot be."""
    queries.wait_for_others_about(person_id)
    if queries.waiting_for(person_id) is not None:
        raise AskedAlready
    refuse_what_must_stay(person_id, today)
    request = ErasureRequest(person_id=person_id, asked_by_id=actor.person_id, asked_at=at, reason=reason)
    db.session.add(request)
    audit.record(actor.person_id, "erasure.ask", subject_id=person_id)
    db.session.flush()
    return request


def confirm(request: ErasureRequest, actor: Actor, at: datetime, today: date) -> None:
    """Confirm with the second hand: the rows go in this transaction, the pages after it. Raises a refusal."""
    _decide(request, actor, at)
    refuse_what_must_stay(request.person_id, today)
    audit.record(actor.person_id, "erasure.confirm", subject_id=request.person_id)
    flush_or(DecidedAlready)
    carry_out(request.person_id, today, Rule.ASKED)


def refuse(request: ErasureRequest, actor: Actor, answer: str, at: datetime) -> None:
    """Refuse, and say why. Raises a refusal where it was decided meanwhile."""
    _decide(request, actor, at)
    request.answer = answer
    audit.record(actor.person_id, "erasure.refuse", subject_id=request.person_id)
    flush_or(DecidedAlready)


def carry_out(person_id: int, today: date, rule: Rule) -> int:
    """Erase a person's rows and note it on what was asked; the words that were asked with go too."""
    done = erase([person_id], today, rule)
    asked = update(ErasureRequest).where(ErasureRequest.person_id == person_id)
    db.session.execute(asked.values(reason="", answer=""))
    confirmed = asked.where(ErasureRequest.decided_at.is_not(None), ErasureRequest.erased_on.is_(None))
    db.session.execute(confirmed.values(erased_on=today))
    db.session.expire_all()
    return done


def wipe(today: date) -> None:
    """Write the pages anew that held what is gone, and note it on what was asked for before. Raises NotYet.

    Ends the transaction it is called in: pages can only be rewritten outside one.
    """
    erased = queries.unwiped()
    db.session.rollback()
    wiping.rewrite_pages(touched())
    db.session.execute(update(ErasureRequest).where(ErasureRequest.id.in_(erased)).values(wiped_on=today))


def place_hold(actor: Actor, person_id: int, reason: str, at: datetime) -> LegalHold:
    """Hold a person's data back from being deleted."""
    hold = LegalHold(person_id=person_id, reason=reason, placed_by_id=actor.person_id, placed_at=at)
    db.session.add(hold)
    audit.record(actor.person_id, "hold.place", subject_id=person_id)
    db.session.flush()
    return hold


def lift_hold(hold: LegalHold, actor: Actor, at: datetime) -> None:
    """Let a person's data go again when their time is over."""
    hold.lifted_at, hold.lifted_by_id = at, actor.person_id
    audit.record(actor.person_id, "hold.lift", subject_id=hold.person_id)
    db.session.flush()


def _decide(request: ErasureRequest, actor: Actor, at: datetime) -> None:
    if not request.waits:
        raise DecidedAlready
    if actor.person_id in (request.asked_by_id, request.person_id):
        raise NotBothHands
    request.decided_by_id, request.decided_at = actor.person_id, at


def refuse_what_must_stay(person_id: int, today: date) -> None:
    """Raise the refusal that says why a person cannot be erased, if there is a reason.

    Of somebody who is still here no more than that: an administrator who asks for everybody in turn would learn for
    whom a case holds data back, and who has had the use of theirs restricted.
    """
    if not queries.pids_of([person_id]):
        raise ErasedAlready
    if any(is_here(person_id, today) for is_here in IS_HERE):
        raise StillHere
    hold = queries.hold_on(person_id)
    if hold is not None:
        raise HeldBack(reason=hold.reason)
    if standing_for(person_id) is not None:
        raise UseRestricted
