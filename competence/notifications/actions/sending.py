"""Sending the mails that wait: what happens to one at a time, what is held together as one, and what a mail says."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr

from flask import current_app
from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy import delete, update

from competence.db import db
from competence.notifications import queries
from competence.notifications.calendar import method_of
from competence.notifications.models import OutgoingMail
from competence.notifications.rules import KINDS, Goes, Kind
from competence.notifications.smtp import Unreachable
from competence.web.clock import now

KEPT_WAITING = timedelta(days=7)
Addresses = Callable[[set[int]], dict[int, str]]


@dataclass(frozen=True)
class Waiting:
    """A mail on its way out, without the row it was read from."""

    id: int
    person_id: int | None
    kind: str
    url: str
    queued_at: datetime
    alone: bool
    address: str | None = None


def deliver(addresses: Addresses, send: Callable[[EmailMessage], object]) -> int:
    """Send every waiting mail and return how many left; commits after each, so that none is sent twice.

    addresses: gives the mail addresses of people who may be written to; send: hands one message on. A mail that
    cannot be handed on waits for the next time; after a week it is let go. When the server is gone the others wait too.
    A server that dies after it took a mail and before it said so leaves us in doubt: then the mail is sent again, under
    the same Message-ID, because a mail that is lost is worse than one that comes twice.
    """
    moment = now()
    db.session.execute(delete(OutgoingMail).where(OutgoingMail.queued_at < moment - KEPT_WAITING))
    mails = _together(_noted(mail) for mail in queries.waiting_mails(moment))
    known = addresses({own[0].person_id for own in mails if own[0].person_id is not None})
    db.session.commit()
    sent = 0
    # What makes links and invitations may call url_for, which wants a request; one that writes, as sending does.
    with current_app.test_request_context(method="POST"):
        for own in mails:
            try:
                sent += _hand_on(own, known, send, moment)
            except Unreachable as gone:
                current_app.logger.warning("the mail server is gone: %s", gone)
                break
            except Exception as error:  # whatever is wrong with one mail must hold up no other
                db.session.rollback()
                current_app.logger.warning("a mail did not leave: %s", type(error).__name__)
    return sent


def _hand_on(
    mails: Sequence[Waiting], known: dict[int, str], send: Callable[[EmailMessage], object], moment: datetime
) -> bool:
    """Send what is still to be sent of one mail, and take it out; return whether anything left."""
    taken = _take(mails, moment)
    person_id, lines = mails[0].person_id, [mail for mail in taken if mail.kind in KINDS]
    leaves = person_id in known and bool(lines)
    if person_id is not None and leaves:
        message = compose(person_id, mails[0].address or known[person_id], lines)
        db.session.commit()
        send(message)
    db.session.execute(delete(OutgoingMail).where(OutgoingMail.id.in_([mail.id for mail in taken])))
    db.session.commit()
    return leaves


def _noted(mail: OutgoingMail) -> Waiting:
    return Waiting(mail.id, mail.person_id, mail.kind, mail.url, mail.queued_at, mail.goes is Goes.ALONE, mail.address)


def _together(mails: Iterable[Waiting]) -> list[list[Waiting]]:
    """Return the mails to send: those that go together are one."""
    found: dict[tuple[bool, int | None], list[Waiting]] = {}
    for mail in mails:
        found.setdefault((mail.alone, mail.id if mail.alone else mail.person_id), []).append(mail)
    return list(found.values())


def _take(mails: Sequence[Waiting], moment: datetime) -> list[Waiting]:
    """Claim mails for being sent and return those that nobody else is sending."""
    ids = [mail.id for mail in mails]
    claim = update(OutgoingMail).where(OutgoingMail.id.in_(ids), queries.nobody_sends(moment)).values(taken_at=moment)
    taken = set(db.session.scalars(claim.returning(OutgoingMail.id)))
    db.session.commit()
    return [mail for mail in mails if mail.id in taken]


def compose(person_id: int, address: str, mails: Sequence[Waiting]) -> EmailMessage:
    """Return a mail in Danish: the sentence of what waits and a link to it; of several the sentences and one link.

    A link that works once, and what goes into a calendar, are made here and nowhere kept.
    """
    config, last = current_app.config, mails[-1]
    message = EmailMessage()
    with force_locale("da"):
        subject, lines, path = _said(person_id, mails)
        lines = [_("Hej"), *lines, config["PUBLIC_URL"].rstrip("/") + path]
        ending = _("Venlig hilsen") + f"\nKompetencespejl, {config['ORGANISATION']}"
    message["Subject"] = f"Kompetencespejl: {subject}"
    message["From"] = config["MAIL_SENDER"]
    message["To"] = address
    message["Date"] = format_datetime(now())
    message["Message-ID"] = _message_id(last)
    message["Auto-Submitted"] = "auto-generated"
    message.set_content("\n\n".join([*lines, ending]) + "\n", cte="quoted-printable")
    attach = KINDS[last.kind].attach if len(mails) == 1 else None
    invitation = attach(person_id, last.url) if attach else None
    if invitation is not None:
        _add_to(message, invitation)
    return message


def _said(person_id: int, mails: Sequence[Waiting]) -> tuple[str, list[str], str]:
    """Return the subject, the lines and the path of the one link; a sentence that several share is said once."""
    kinds: dict[str, Kind] = {mail.kind: KINDS[mail.kind] for mail in mails}
    if len(mails) == 1:
        about = kinds[mails[0].kind]
        lines = [str(text) for text in (about.says, about.explains) if str(text)]
        return str(about.says), lines, about.mint(person_id) if about.mint else mails[0].url
    return _("Det venter på dig"), [f"- {about.says}" for about in kinds.values()], "/notifications"


def _message_id(last: Waiting) -> str:
    """Return a name for a mail that stays when it is sent again, and is another when more is said with it."""
    domain = parseaddr(current_app.config["MAIL_SENDER"])[1].rpartition("@")[2]
    return f"<{last.id}.{last.queued_at:%Y%m%d%H%M%S%f}@{domain}>"


def _add_to(message: EmailMessage, invitation: bytes) -> None:
    """Add a calendar's part twice, as mail programs want it: to be shown with buttons, and to be opened as a file."""
    method = method_of(invitation)
    message.add_alternative(invitation.decode(), subtype="calendar", params={"method": method}, cte="base64")
    message.add_attachment(invitation, maintype="application", subtype="ics", filename="samtale.ics")
