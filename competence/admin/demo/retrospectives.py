"""The demo's look back: Bo's team after an author's evening, with notes of each and agreements done and to do."""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from competence.admin.demo.people import public_id
from competence.admin.demo.rounds import at
from competence.db import db
from competence.feedback.retrospectives.models import (
    Retrospective,
    RetrospectiveAgreement,
    RetrospectiveMember,
    RetrospectiveNote,
)
from competence.feedback.retrospectives.rules import Kind

SAID = (
    (Kind.KEEP, "To fra huset på scenen fra start: folk faldt til ro."),
    (Kind.KEEP, "Kaffen stod klar en halv time før."),
    (Kind.ADJUST, "Køen ved døren. Vi scanner billetter to steder næste gang."),
    (Kind.TRY, "En kort læsning på dialekt, før forfatteren kommer på."),
)
AGREED = (("Vi låner en scanner mere hos Borgernes Hus", 10), ("Aftal roller på vagten dagen før", -4))


def write_retrospective(random: Random, people: Sequence[int], today: date) -> None:
    """Store the look back of some people; the first of them opened it."""
    held = today - timedelta(days=11)
    one = Retrospective(
        pid=public_id(random), title="Forfatteraften om Fyn", held_on=held, begun_by_id=people[0],
        members=[RetrospectiveMember(person_id=person) for person in people],
    )  # fmt: skip
    db.session.add(one)
    db.session.flush()
    for number, (kind, text) in enumerate(SAID):
        moment, author = at(held + timedelta(days=1), 9, 10 + number), people[number % len(people)]
        db.session.add(RetrospectiveNote(retrospective_id=one.id, author_id=author, kind=kind, text=text, at=moment))
    for number, (what, days) in enumerate(AGREED):
        due_on, lead = today + timedelta(days=days), people[number % len(people)]
        done = at(due_on, 15, 0) if days < 0 else None
        db.session.add(
            RetrospectiveAgreement(retrospective_id=one.id, what=what, lead_id=lead, due_on=due_on, done_at=done)
        )
    db.session.flush()
