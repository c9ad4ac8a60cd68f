"""Beginning a look back, writing in it, agreeing, and doing what was agreed."""

from collections.abc import Collection, Iterator
from datetime import date, datetime, timedelta

from flask import url_for
from flask_babel import lazy_gettext as _l

from competence.db import db
from competence.feedback.retrospectives import queries
from competence.feedback.retrospectives.models import (
    Retrospective,
    RetrospectiveAgreement,
    RetrospectiveMember,
    RetrospectiveNote,
)
from competence.feedback.retrospectives.rules import (
    AlreadyDone,
    Kind,
    NotWithYou,
    agreed_text,
    check_people,
    note_text,
)
from competence.notifications.actions import notify
from competence.notifications.rules import DUES, Due, kind
from competence.privacy import audit

BEGUN = kind("retrospectives.begun", _l("En kollega har åbnet en fælles opsamling, du er med i."))
DUE = kind("retrospectives.due", _l("Noget, I aftalte i en opsamling, er snart på tide."))
SOON = timedelta(days=3)


def begin(title: str, held_on: date, chosen: Collection[int], begun_by: int) -> Retrospective:
    """Open a page for those who took part in something. Raises NobodyElse."""
    people = check_people(begun_by, chosen)
    one = Retrospective(
        title=title, held_on=held_on, begun_by_id=begun_by,
        members=[RetrospectiveMember(person_id=person) for person in sorted(people)],
    )  # fmt: skip
    db.session.add(one)
    db.session.flush()
    audit.record(begun_by, "retrospective.begin", thing=f"retrospective {one.pid}")
    for person in sorted(people - {begun_by}):
        notify(person, BEGUN, url_for("retrospectives.show", pid=one.pid))
    return one


def write(one: Retrospective, kind: Kind, text: str, author_id: int, now: datetime) -> None:
    """Add a note. Raises NothingNoted."""
    words = note_text(text)
    db.session.add(RetrospectiveNote(retrospective_id=one.id, author_id=author_id, kind=kind, text=words, at=now))
    db.session.flush()


def remove(note: RetrospectiveNote) -> None:
    """Take one's own note away."""
    db.session.delete(note)
    db.session.flush()


def agree(one: Retrospective, what: str, lead_id: int, due_on: date) -> None:
    """Write down what they agree on. Raises NothingWritten, NotWithYou."""
    words = agreed_text(what)
    if lead_id not in one.member_ids:
        raise NotWithYou
    db.session.add(RetrospectiveAgreement(retrospective_id=one.id, what=words, lead_id=lead_id, due_on=due_on))
    db.session.flush()


def do(agreed: RetrospectiveAgreement, now: datetime) -> None:
    """Note that it is done. Raises AlreadyDone."""
    if agreed.done_at is not None:
        raise AlreadyDone
    agreed.done_at = now
    db.session.flush()


@DUES.fill
def agreements_due(today: date) -> Iterator[Due]:
    """Return what somebody keeps hold of and is due within three days."""
    for person_id, number, pid in queries.due_between(today, today + SOON):
        yield Due(person_id, DUE, url_for("retrospectives.show", pid=pid, _anchor="agreed"), f"{pid} {number}")
