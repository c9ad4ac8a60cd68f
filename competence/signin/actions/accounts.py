"""Opening accounts, inviting, choosing passwords, closing and reopening."""

from datetime import date

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete

from competence.access.actor import Role
from competence.db import db
from competence.notifications.actions.telling import notify, queue_mail
from competence.notifications.rules import kind
from competence.people.actions import grant_role
from competence.people.models import Person
from competence.people.queries import actor_of, person_by_email
from competence.people.rules import sort_key
from competence.privacy import audit
from competence.signin import queries
from competence.signin.actions import sessions, throttle
from competence.signin.addresses.models import AddressChange
from competence.signin.models import Account, OneTimeLink
from competence.signin.rules import Purpose
from competence.web.clock import now
from competence.web.text import tidy_email
from competence.web.tokens import fingerprint, new_token

INVITATION = kind(
    "signin.invitation",
    _l("Du er inviteret til kompetencespejlet"),
    explains=_l("Vælg en adgangskode, så er du i gang. Linket virker én gang og i 24 timer."),
    mint=lambda person_id: f"/password/link/{new_link(person_id, Purpose.INVITATION)}",
)
RESET = kind(
    "signin.reset",
    _l("Vælg en ny adgangskode"),
    explains=_l(
        "Linket virker én gang og i 30 minutter. Har du ikke selv bedt om det, skal du ikke gøre noget: "
        "din adgangskode er den samme som før."
    ),
    mint=lambda person_id: f"/password/link/{new_link(person_id, Purpose.RESET)}",
)


CHANGED = kind(
    "signin.changed",
    _l("Din adgangskode er skiftet"),
    explains=_l("Var det ikke dig, så vælg en ny med det samme, og sig det til en administrator."),
)


def open_account(person_id: int, password_hash: str | None = None) -> Account:
    """Return a person's account; make it where there is none, with a password hash if one is given."""
    account = queries.account(person_id) or Account(person_id=person_id)
    if password_hash:
        account.password_hash, account.password_at = password_hash, now()
    db.session.add(account)
    db.session.flush()
    return account


def invite(actor_id: int | None, person_id: int) -> None:
    """Send a person an invitation to choose a password; an earlier link stops working when the new one is made."""
    account = open_account(person_id)
    account.invited_at = now()
    kill_links(person_id)
    queue_mail(person_id, INVITATION)
    audit.record(actor_id, "account.invite", subject_id=person_id)


def ask_for_reset(person_id: int | None) -> None:
    """Send a link to choose a new password; without a person do the same work and send nothing."""
    queue_mail(person_id, RESET)


def new_link(person_id: int, purpose: Purpose) -> str:
    """Make a link that works once and return its token; the person's earlier links die."""
    kill_links(person_id)
    token = new_token()
    db.session.add(
        OneTimeLink(
            key=fingerprint(token), person_id=person_id, purpose=purpose.value, expires_at=now() + purpose.lives
        )
    )
    return token


def first_administrator(email: str, name: str, day: date) -> Person:
    """Make somebody the administrator before anybody is there to do so; who is it already stays it."""
    person = person_by_email(tidy_email(email))
    if person is None:
        person = Person(email=tidy_email(email), name=name, sort_name=sort_key(name))
        db.session.add(person)
        db.session.flush()
    open_account(person.id)
    if Role.ADMINISTRATOR not in actor_of(person.id, day).roles:
        grant_role(None, person, Role.ADMINISTRATOR, "", day)
    return person


def kill_links(person_id: int) -> None:
    """Let every link of a person stop working."""
    db.session.execute(delete(OneTimeLink).where(OneTimeLink.person_id == person_id))


def redeem(key: str, password_hash: str) -> Account | None:
    """Use a link: set the password, end every session. None where it does not work; of many at once one succeeds."""
    working = delete(OneTimeLink).where(OneTimeLink.key == key, OneTimeLink.expires_at > now())
    person_id = db.session.scalar(working.returning(OneTimeLink.person_id))
    account = queries.account(person_id) if person_id is not None else None
    if account is None or account.deactivated_at is not None:
        return None
    set_password(account, password_hash)
    audit.record(account.person_id, "account.redeem", subject_id=account.person_id)
    return account


def change_password(account: Account, password_hash: str) -> None:
    """Replace a password by its owner's wish: every session ends, and every link dies."""
    set_password(account, password_hash)
    audit.record(account.person_id, "account.change_password", subject_id=account.person_id)


def set_password(account: Account, password_hash: str) -> None:
    """Set a password; whatever was opened with the old one ends. Its owner is told, but of their first."""
    if account.password_at is not None:
        notify(account.person_id, CHANGED, "/password", required=True)
    account.password_hash, account.password_at = password_hash, now()
    account.epoch += 1
    throttle.forget(account.person.email)
    kill_links(account.person_id)
    sessions.end_all(account.person_id)


def deactivate(actor_id: int | None, person_id: int) -> None:
    """Close a person's account at once: sessions end, links die, the password no longer works.

    What it proposed falls too: it may not have been its owner who did.
    """
    account = open_account(person_id)
    account.deactivated_at = now()
    account.epoch += 1
    kill_links(person_id)
    db.session.execute(delete(AddressChange).where(AddressChange.asked_by_id == person_id))
    sessions.end_all(person_id)
    audit.record(actor_id, "account.deactivate", subject_id=person_id)


def reactivate(actor_id: int | None, person_id: int) -> None:
    """Open a closed account again; its password works as before, its old sessions do not."""
    account = open_account(person_id)
    account.deactivated_at = None
    audit.record(actor_id, "account.reactivate", subject_id=person_id)
