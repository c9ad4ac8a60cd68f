"""Wanting to help, asking for help, offering it, and saying that it was found."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from flask import url_for
from flask_babel import lazy_gettext as _l

from competence.db import db
from competence.learning.helping import queries
from competence.learning.helping.models import HelpAnswer, Helper, HelpRequest
from competence.learning.helping.rules import Closed, For, Help, check_day, words
from competence.notifications.actions import notify
from competence.notifications.rules import kind as message
from competence.privacy import audit
from competence.privacy.restricting.queries import check_is_read

PUT = message("helping.put", _l("En kollega sætter noget i gang og beder om hjælp, du har sagt, du gerne vil give."))
OFFERED = message("helping.offered", _l("En kollega vil gerne hjælpe dig."))


@dataclass(frozen=True)
class Asked:
    """What somebody asks help for."""

    kind: Help
    about: For
    title: str
    what: str = ""
    by: date | None = None


def want_to_help(person_id: int, kinds: Collection[Help]) -> None:
    """Keep what somebody wants to help with, and nothing else; what is asked already is put to them, or taken away."""
    before = queries.kinds_of(person_id)
    for kind in before - set(kinds):
        db.session.delete(db.session.get_one(Helper, (person_id, kind)))
    db.session.add_all(Helper(person_id=person_id, kind=kind) for kind in set(kinds) - before)
    known = {one.request_id: one for one in queries.put_to(person_id)}
    still = queries.open_requests(list(kinds), person_id)
    for request_id in known.keys() - {request.id for request in still}:
        db.session.delete(known[request_id])
    for request in still:
        if request.answer_of(person_id) is None:
            db.session.add(HelpAnswer(request_id=request.id, person_id=person_id))
    db.session.flush()


def ask(asker_id: int, asked: Asked, now: datetime, today: date) -> HelpRequest:
    """Ask for help: it is put to everybody who wants to give that kind. Raises NobodyCouldRead, InThePast, TooLong."""
    check_is_read(asker_id)
    check_day(asked.by, today)
    request = HelpRequest(
        asker_id=asker_id, kind=asked.kind, about=asked.about, title=asked.title, what=words(asked.what), by=asked.by,
        asked_at=now, put_to=[HelpAnswer(person_id=one) for one in queries.helpers(asked.kind, asker_id, today)],
    )  # fmt: skip
    db.session.add(request)
    db.session.flush()
    audit.record(asker_id, "helping.ask", subject_id=asker_id, thing=f"help {request.pid}")
    for one in request.put_to:
        notify(one.person_id, PUT, url_for("helping.show", pid=request.pid))
    return request


def offer(request: HelpRequest, person_id: int, text: str, now: datetime) -> None:
    """Offer to help: who asked is told, and both see each other's address. Raises NobodyCouldRead, Closed, TooLong."""
    check_is_read(person_id)
    if request.closed_at is not None:
        raise Closed
    own = request.answer_of(person_id)
    if own is None:
        raise Closed
    first = own.offered_at is None
    own.words, own.offered_at = words(text), now
    db.session.flush()
    if first:
        notify(request.asker_id, OFFERED, url_for("helping.show", pid=request.pid))


def close(request: HelpRequest, now: datetime) -> None:
    """Say that help was found, or is no longer needed."""
    request.closed_at = request.closed_at or now
    db.session.flush()
