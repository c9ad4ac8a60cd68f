"""Telling a person that something waits, as they want to be told."""

from collections.abc import Collection

from sqlalchemy import delete, insert, update

from competence.db import db
from competence.notifications import queries
from competence.notifications.models import MailChoice, Notification, OutgoingMail
from competence.notifications.rules import KINDS, Goes, Rhythm, goes
from competence.web.clock import now


def notify(person_id: int, kind: str, url: str, *, required: bool = False) -> None:
    """Tell a person that something waits, on their page of messages and by mail, in the caller's transaction.

    kind: a name registered with `rules.kind`; url: a path in the product.
    required: the mail comes whatever the person chose.
    """
    show(person_id, kind, url)
    mail(person_id, kind, url, required=required)


def notify_all(person_ids: Collection[int], kind: str, url: str) -> None:
    """Tell many people the same as `notify` tells one, in as many statements however many they are."""
    attaches, rhythms = KINDS[kind].attach is not None, queries.rhythms_of(person_ids)
    said = {"kind": kind, "url": url}
    leaves = {
        person_id: goes(rhythms.get(person_id, Rhythm.AT_ONCE), required=False, attaches=attaches)
        for person_id in person_ids
    }
    shown = [{"person_id": person_id, "at": now(), **said} for person_id in leaves]
    mails = [
        {"person_id": person_id, "queued_at": now(), "goes": how, "required": False, **said}
        for person_id, how in leaves.items()
        if how is not None
    ]
    for table, rows in ((Notification, shown), (OutgoingMail, mails)):
        if rows:
            db.session.execute(insert(table), rows)


def mail(person_id: int, kind: str, url: str, *, required: bool = False) -> None:
    """Tell a person something by mail alone, as they want mail: what they did themselves, for their calendar."""
    attaches = KINDS[kind].attach is not None  # an unregistered kind is a mistake to be seen at once
    rhythm = Rhythm.AT_ONCE if required else queries.rhythm_of(person_id)
    how = goes(rhythm, required=required, attaches=attaches)
    if how is not None:
        queue_mail(person_id, kind, url, how, required=required)


def show(person_id: int, kind: str, url: str) -> None:
    """Put a message on a person's page, in the caller's transaction."""
    db.session.add(Notification(person_id=person_id, kind=kind, url=url, at=now()))


def queue_mail(
    person_id: int | None,
    kind: str,
    url: str = "",
    how: Goes = Goes.ALONE,
    *,
    required: bool = True,
    address: str | None = None,
) -> None:
    """Let a mail wait for being sent, in the caller's transaction.

    address: where it goes instead of the person's address: to the one they had until now.
    """
    db.session.add(
        OutgoingMail(
            person_id=person_id, kind=kind, url=url, queued_at=now(), goes=how, required=required, address=address
        )
    )


def read_all(person_id: int) -> None:
    """Note that a person has read all their messages; no mail need tell of them tomorrow."""
    own = update(Notification).where(Notification.person_id == person_id, Notification.read_at.is_(None))
    db.session.execute(own.values(read_at=now()))
    db.session.execute(delete(OutgoingMail).where(OutgoingMail.person_id == person_id, OutgoingMail.goes == Goes.HELD))


def choose(person_id: int, rhythm: Rhythm) -> None:
    """Write down how a person wants mail; who wants none is not sent what was held back until tomorrow either."""
    choice = db.session.get(MailChoice, person_id) or MailChoice(person_id=person_id)
    choice.rhythm = rhythm
    db.session.add(choice)
    if rhythm is Rhythm.NEVER:
        held = delete(OutgoingMail).where(OutgoingMail.person_id == person_id, OutgoingMail.goes == Goes.HELD)
        db.session.execute(held.where(OutgoingMail.required.is_(False)))
    db.session.flush()
