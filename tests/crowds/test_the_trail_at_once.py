"""Many who act and look at the very same moment: every event finds its own place in the chain."""

from competence.db import db
from competence.privacy import audit
from competence.privacy.models import AuditEvent
from competence.privacy.trail.keys import trail_key
from competence.privacy.trail.queries.chain import verify

MANY, EACH = 8, 5


def test_the_chain_holds_however_many_add_to_it_at_once(shared, at_once):
    def act(number: int) -> None:
        for time in range(EACH):
            audit.record(None, "unit.create", thing=f"unit:{number}-{time}", words="Et ord" if time == 2 else "")
            db.session.commit()

    at_once(MANY, act)
    with shared.app_context():
        things = [event.thing for event in db.session.query(AuditEvent).order_by(AuditEvent.seq)]
        came = verify(trail_key())
    assert sorted(things) == sorted(f"unit:{number}-{time}" for number in range(MANY) for time in range(EACH))
    assert (came.links, came.words, came.faults) == (MANY * EACH, MANY, ())
