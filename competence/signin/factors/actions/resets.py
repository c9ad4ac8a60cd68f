"""Resetting a lost second factor: one from HR and one administrator, and never the person themselves."""

from sqlalchemy import delete

from competence.access.actor import Role
from competence.db import db
from competence.people.queries import actor_of
from competence.signin.actions import sessions
from competence.signin.addresses.rules import CHANGED, PROPOSED
from competence.signin.factors import queries, rules
from competence.signin.factors.actions.devices import forget_all
from competence.signin.factors.actions.telling import RESET_ASKED, RESET_DONE, told
from competence.signin.factors.models import FactorReset
from competence.signin.queries import hands_in
from competence.signin.rules import HANDS_REMEMBERED, check_other_hands
from competence.web.clock import now, today


def ask(actor_id: int, person_id: int) -> None:
    """Turn the first key; it waits a day for the second. Raises OneHand, NothingToReset."""
    if actor_id == person_id:
        raise rules.OneHand
    if not queries.factors_of(person_id):
        raise rules.NothingToReset
    db.session.execute(delete(FactorReset).where(FactorReset.person_id == person_id))
    db.session.add(FactorReset(person_id=person_id, asked_by_id=actor_id, asked_at=now()))
    told(actor_id, person_id, RESET_ASKED)


def confirm(actor_id: int, roles: frozenset[Role], person_id: int) -> None:
    """Turn the second key: every factor and every session of the person ends.

    Raises OneHand, NothingToReset, and SameHands where one of the two helped to give the person another address.
    """
    waiting = queries.reset_of(person_id, now())
    if waiting is None or not queries.factors_of(person_id):
        raise rules.NothingToReset
    first = actor_of(waiting.asked_by_id, today()).roles
    if actor_id in {person_id, waiting.asked_by_id} or not rules.may_reset_together(first, roles):
        raise rules.OneHand
    readdressed_by = hands_in(person_id, PROPOSED, CHANGED, now() - HANDS_REMEMBERED)
    check_other_hands({actor_id, waiting.asked_by_id}, readdressed_by)
    forget_all(person_id)
    sessions.end_all(person_id)
    told(actor_id, person_id, RESET_DONE)


def withdraw(person_id: int) -> None:
    """Let a reset that waits not happen."""
    db.session.execute(delete(FactorReset).where(FactorReset.person_id == person_id))
