"""Telling a person that something waits, and sending the mails that say so."""

from collections.abc import Callable
from datetime import datetime, timedelta
from email.message import EmailMessage

from flask import current_app
from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy import delete, or_, update

from competence.db import db
from competence.notifications.models import Notification, OutgoingMail
from competence.notifications.queries import SENDING_TAKES_AT_MOST, waiting_mails
from competence.notifications.rules import KINDS
from competence.web.clock import now

KEPT_WAITING = timedelta(days=7)
Addresses = Callable[[set[int]], dict[int, str]]


def notify(person_id: int, kind: str, url: str) -> None:
    """Tell a person that something waits, on their page of messages and by mail, in the caller's transaction.

    kind: a name registered with `rules.kind`; url: a path in the product.
    """
    KINDS[kind]  # an unregistered kind is a mistake to be seen at once
    db.session.add(Notification(person_id=person_id, kind=kind, url=url, at=now()))
    queue_mail(person_id, kind, url)


def queue_mail(person_id: int | None, kind: str, url: str = "") -> None:
    """Let a mail wait for being sent, in the caller's transaction."""
    db.session.add(OutgoingMail(person_id=person_id, kind=kind, url=url, queued_at=now()))


def read_all(person_id: int) -> None:
    """Note that a person has read all their messages."""
    own = update(Notification).where(Notification.person_id == person_id, Notification.read_at.is_(None))
    db.session.execute(own.values(read_at=now()))


def deliver(addresses: Addresses, send: Callable[[EmailMessage], object]) -> int:
    """Send every waiting mail and return how many left; commits after each, so that none is sent twice.

    addresses: gives the mail addresses of people who may be written to; send: hands one message on. A mail that
    cannot be handed on waits for the next time; after a week it is let go.
    """
    moment = now()
    db.session.execute(delete(OutgoingMail).where(OutgoingMail.queued_at < moment - KEPT_WAITING))
    mails = waiting_mails(moment)
    known = addresses({mail.person_id for mail in mails if mail.person_id is not None})
    waiting = [(mail.id, mail.person_id, mail.kind, mail.url) for mail in mails]
    db.session.commit()
    sent = 0
    for mail_id, person_id, kind, url in waiting:
        if not _take(mail_id, moment):
            continue
        if person_id in known and kind in KINDS:
            message = compose(person_id, known[person_id], kind, url)
            db.session.commit()
            try:
                send(message)
            except OSError as error:  # smtplib's errors are among them
                current_app.logger.warning("a mail did not leave: %s", type(error).__name__)
                continue
            sent += 1
        db.session.execute(delete(OutgoingMail).where(OutgoingMail.id == mail_id))
        db.session.commit()
    return sent


def compose(person_id: int, address: str, kind: str, url: str) -> EmailMessage:
    """Return a mail in Danish: one sentence and a link. A link that works once is made here, and nowhere kept."""
    config, about = current_app.config, KINDS[kind]
    path = about.mint(person_id) if about.mint else url
    message = EmailMessage()
    with force_locale("da"):
        lines = [_("Hej"), str(about.says), str(about.explains), config["PUBLIC_URL"].rstrip("/") + path]
        ending = _("Venlig hilsen") + f"\nKompetencespejl, {config['ORGANISATION']}"
        message["Subject"] = f"Kompetencespejl: {about.says}"
    message["From"] = config["MAIL_SENDER"]
    message["To"] = address
    message["Auto-Submitted"] = "auto-generated"
    message.set_content("\n\n".join([line for line in lines if line] + [ending]) + "\n")
    return message


def _take(mail_id: int, moment: datetime) -> bool:
    free = or_(OutgoingMail.taken_at.is_(None), OutgoingMail.taken_at < moment - SENDING_TAKES_AT_MOST)
    claim = update(OutgoingMail).where(OutgoingMail.id == mail_id, free).values(taken_at=moment)
    taken = db.session.execute(claim.returning(OutgoingMail.id)).first() is not None
    db.session.commit()
    return taken
