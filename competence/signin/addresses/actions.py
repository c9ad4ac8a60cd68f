"""Proposing another address, saying yes or no to it, and telling both addresses when it changed."""

from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete

from competence.access.permissions import MayPeople
from competence.access.policy import permits
from competence.db import db
from competence.notifications.actions.telling import notify, queue_mail
from competence.notifications.rules import kind
from competence.people.actions import readdress
from competence.people.models import Person
from competence.people.queries import actor_of, person_by_email, person_by_id
from competence.people.rules import EmailTaken
from competence.privacy import audit
from competence.signin import queries as signin
from competence.signin.actions.accounts import kill_links
from competence.signin.addresses import queries, rules
from competence.signin.addresses.models import AddressChange
from competence.signin.factors.actions.telling import RESET_ASKED, RESET_DONE, told
from competence.signin.rules import HANDS_REMEMBERED, check_other_hands
from competence.web.clock import now, today
from competence.web.text import tidy_email
from competence.web.tokens import fingerprint, new_token

OWN = "/signin/address"

kind(
    rules.PROPOSED,
    _l("Nogen vil give dig en anden e-mail at logge ind med"),
    explains=_l(
        "Åbn linket, og se hvilken. Er det rigtigt, siger du ja. Er det ikke, siger du nej, og alt bliver, som det er. "
        "Til da logger du ind med den e-mail, du kender."
    ),
    mint=lambda person_id: link_to_answer(person_id),
)
kind(
    rules.CHANGED,
    _l("Du logger nu ind med denne e-mail"),
    explains=_l("Den gamle virker ikke mere. Er det ikke aftalt med dig, så sig det til en administrator."),
)
LEFT = kind(
    "address.left",
    _l("Denne e-mail bruges ikke mere til at logge ind"),
    explains=_l(
        "Kontoen har fået en anden. Er det ikke aftalt med dig, så sig det straks til en administrator og til "
        "databeskyttelsesrådgiveren."
    ),
)
kind(rules.REFUSED, _l("Der er sagt nej til en e-mail, du har foreslået"))


def propose(actor_id: int, person: Person, email: str) -> None:
    """Give a person another address, or propose it where that takes a yes.

    Raises SameAddress, EmailTaken.
    """
    address = tidy_email(email)
    if address == person.email:
        raise rules.SameAddress
    if person_by_email(address) is not None:
        raise EmailTaken
    _drop(person.id)
    if queries.holds_at_once(actor_id, person.id):
        _change(actor_id, person, address)
        return
    db.session.add(AddressChange(person_id=person.id, email=address, asked_by_id=actor_id, asked_at=now()))
    told(actor_id, person.id, rules.PROPOSED, url=OWN)


def link_to_answer(person_id: int) -> str:
    """Make a link that works once for the owner of the present address; without a proposal lead to their page."""
    found = db.session.get(AddressChange, person_id)
    if found is None:
        return OWN
    token = new_token()
    found.key = fingerprint(token)
    return f"{OWN}/link/{token}"


def agree(person_id: int, proposal: str) -> None:
    """Let a proposed address be in force: its owner says yes. Raises NothingWaits, EmailTaken."""
    found = _shown(person_id, proposal)
    _take(found.pid)
    _change(person_id, person_by_id(person_id), found.email)


def confirm(actor_id: int, person_id: int, proposal: str) -> None:
    """Let a proposed address be in force: a second hand says yes.

    Raises NothingWaits, OneHand, EmailTaken, and SameHands where one of the two helped to reset the second factor.
    """
    found = _shown(person_id, proposal)
    proposer_may = permits(actor_of(found.asked_by_id, today()), MayPeople.READDRESS)
    rules.check_second_hand(actor_id, person_id, found.asked_by_id, proposer_may=proposer_may)
    reset_by = signin.hands_in(person_id, RESET_ASKED, RESET_DONE, now() - HANDS_REMEMBERED)
    check_other_hands({actor_id, found.asked_by_id}, reset_by)
    _take(found.pid)
    _change(actor_id, person_by_id(person_id), found.email)


def refuse(person_id: int, proposal: str, where: str) -> None:
    """Keep the address: its owner says no, and the proposer is told.

    where: the page of the proposer. Raises NothingWaits.
    """
    found = _shown(person_id, proposal)
    _take(found.pid)
    audit.record(person_id, rules.REFUSED, subject_id=person_id)
    notify(found.asked_by_id, rules.REFUSED, where)


def withdraw(actor_id: int, person_id: int) -> None:
    """Let a proposed address not happen."""
    _drop(person_id)
    audit.record(actor_id, rules.WITHDRAWN, subject_id=person_id)


def _shown(person_id: int, proposal: str) -> Any:
    """Return the proposal somebody was shown, where it is still the one that waits."""
    found = queries.waiting_for(person_id, now())
    if found is None or found.pid != proposal:
        raise rules.NothingWaits
    return found


def _take(proposal: str) -> None:
    """Take a proposal off the table; of many who answer at once one does."""
    taken = delete(AddressChange).where(AddressChange.pid == proposal).returning(AddressChange.pid)
    if db.session.execute(taken).first() is None:
        raise rules.NothingWaits


def _drop(person_id: int) -> None:
    db.session.execute(delete(AddressChange).where(AddressChange.person_id == person_id))


def _change(actor_id: int, person: Person, address: str) -> None:
    """Change the address; both are told, but for somebody the house has never written to."""
    former = person.email
    readdress(person, address)
    kill_links(person.id)
    if signin.account(person.id) is None:
        audit.record(actor_id, rules.CHANGED, subject_id=person.id)
        return
    told(actor_id, person.id, rules.CHANGED, url=OWN)
    queue_mail(person.id, LEFT, "/", address=former)
