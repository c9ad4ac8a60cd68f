"""Events that were there before there was a chain are taken into it, as they are, on both databases."""

import re

import pytest
from sqlalchemy import text

from competence.config import ROOT
from competence.db import db
from competence.privacy import audit
from competence.privacy.models import AuditEvent
from competence.privacy.trail.keys import trail_key
from competence.privacy.trail.queries.chain import verify
from competence.privacy.trail.rules.chain import Stream
from tests.databases import address_of

BEFORE = [
    ("2026-01-05 08:00:00.123456+00:00", 1, "assessment.share", 1, "mirror 0123"),
    ("2026-01-05 09:00:00.000000+00:00", 2, "assessment.look", 1, "mirror 0123"),
    ("2026-01-06 09:30:00.000001+00:00", None, "assessment.reveal", 1, "mirror 0123"),
    ("2026-01-07 09:30:00.000000+00:00", 2, "plan.look", 3, "plans of the team"),
    ("2026-01-07 09:30:00.000000+00:00", 4, "unit.create", None, "unit:tårup"),
]
TELLS = text(
    "INSERT INTO audit_event (id, at, actor_id, action, subject_id, thing)"
    " VALUES (:id, :at, :who, :what, :whom, :thing)"
)
(CHAIN,) = (ROOT / "competence" / "migrations").glob("*_the_trail_is_a_chain.py")
(BEFORE_IT,) = re.findall(r'down_revision = "(\w+)"', CHAIN.read_text())


@pytest.fixture
def old(request, database_url, fresh_app, tmp_path):
    """The product on a database of the version before the chain, with events in it."""
    kind = request.config.getoption("--database")
    with address_of(kind, tmp_path) as url:
        app = fresh_app(DATABASE_URL=url)
        with app.app_context():
            alembic = app.extensions["alembic"]
            alembic.upgrade(BEFORE_IT)
            for number, (at, who, what, whom, thing) in enumerate(BEFORE, 1):
                said = {"at": at if kind == "postgresql" else at.removesuffix("+00:00")}
                said |= {"id": number, "who": who, "what": what, "whom": whom, "thing": thing}
                db.session.execute(TELLS, said)
            if kind == "postgresql":
                db.session.execute(text("SELECT setval(pg_get_serial_sequence('audit_event', 'id'), 5)"))
            db.session.commit()
            yield alembic
            db.session.close()
            db.engine.dispose()


def test_they_are_taken_in_and_the_chain_goes_on_from_them(old):
    old.upgrade()
    came = verify(trail_key())
    assert (came.links, came.faults) == (len(BEFORE), ())
    audit.record(4, "unit.create", thing="unit:a")
    db.session.commit()
    rows = db.session.query(AuditEvent).order_by(AuditEvent.id).all()
    assert [(one.stream, one.seq) for one in rows] == [
        (Stream.ACT, 1), (Stream.LOOK, 1), (Stream.ACT, 2), (Stream.LOOK, 2), (Stream.ACT, 3), (Stream.ACT, 4)
    ]  # fmt: skip
    assert [(one.actor_id, one.action, one.subject_id, one.thing) for one in rows[:5]] == [one[1:] for one in BEFORE]
    assert verify(trail_key()).faults == ()


def test_one_can_go_back_and_forth_and_keeps_every_event(old):
    old.upgrade()
    old.downgrade(BEFORE_IT)
    old.upgrade()
    came = verify(trail_key())
    assert (came.links, came.faults) == (len(BEFORE), ())
