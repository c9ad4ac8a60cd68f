"""Plain functions that make looks back with what was written and agreed there."""

from competence.db import db
from competence.feedback.retrospectives.models import (
    Retrospective,
    RetrospectiveAgreement,
    RetrospectiveMember,
    RetrospectiveNote,
)
from competence.feedback.retrospectives.rules import Kind
from competence.people.models import Person
from competence.web.clock import today
from tests.make import NOW


def make_retrospective(*people: Person, title: str = "Forfatteraftenen") -> Retrospective:
    """The page of those who took part; the first of them began it."""
    members = [RetrospectiveMember(person_id=person.id) for person in people]
    one = Retrospective(title=title, held_on=today(), begun_by_id=people[0].id, members=members)
    db.session.add(one)
    db.session.flush()
    return one


def make_jotting(one: Retrospective, author: Person, text: str = "Lyset.", kind: Kind = Kind.KEEP) -> RetrospectiveNote:
    note = RetrospectiveNote(retrospective_id=one.id, author_id=author.id, kind=kind, text=text, at=NOW)
    db.session.add(note)
    db.session.flush()
    return note


def make_promise(one: Retrospective, lead: Person, what: str = "Flere stole") -> RetrospectiveAgreement:
    agreed = RetrospectiveAgreement(retrospective_id=one.id, what=what, lead_id=lead.id, due_on=today())
    db.session.add(agreed)
    db.session.flush()
    return agreed
