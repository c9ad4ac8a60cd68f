"""Besides every hour, the trail's head leaves at every thousandth link: as a line of the log, which journald keeps."""

import pytest
from sqlalchemy import event

from competence.db import db
from competence.privacy import audit
from competence.privacy.models import AuditEvent
from competence.privacy.trail import actions
from competence.privacy.trail.keys import trail_key
from competence.privacy.trail.queries.chain import verify
from competence.privacy.trail.rules.chain import Stream, Wrong, read_head
from tests.trails import without_guards


def wrong(heads=()):
    db.session.expire_all()
    return {fault.wrong for fault in verify(trail_key(), list(heads)).faults}


def ends_told(caplog):
    return [line.getMessage() for line in caplog.records if line.name == "competence.trail"]


def test_at_every_thousandth_link_the_head_goes_to_the_log_as_verifying_reads_it(cast, caplog, monkeypatch):
    monkeypatch.setattr(actions, "EVERY", 5)
    for _ in range(10):
        audit.record(cast.freja.id, "person.update", subject_id=cast.astrid.id)
        db.session.commit()
    told = [read_head(line) for line in ends_told(caplog)]
    assert [head.seq % 5 for head in told] == [0, 0]
    assert wrong(told) == set()
    last = db.session.query(AuditEvent).filter_by(stream=Stream.ACT).order_by(AuditEvent.seq.desc())
    gone = [one.id for one in last.limit(7)]
    without_guards(*(("DELETE FROM audit_event WHERE id = :last", {"last": one}) for one in gone))
    db.session.commit()
    assert wrong() == set(), "the end alone tells nobody that it was cut off"
    assert wrong(told) == {Wrong.CUT_OFF}


def test_no_head_is_told_of_what_was_undone(cast, caplog, monkeypatch):
    def cannot_be_written(_: object) -> None:
        raise RuntimeError

    audit.record(cast.freja.id, "person.update", subject_id=cast.astrid.id)
    monkeypatch.setattr(actions, "EVERY", 1)
    event.listen(db.session, "before_commit", cannot_be_written)
    with pytest.raises(RuntimeError):
        db.session.commit()
    event.remove(db.session, "before_commit", cannot_be_written)
    db.session.rollback()
    monkeypatch.setattr(actions, "EVERY", 1000)
    audit.record(cast.freja.id, "person.update", subject_id=cast.astrid.id)
    db.session.commit()
    assert ends_told(caplog) == []


def test_where_no_line_says_the_hour_no_head_does(app, cast, caplog, monkeypatch):
    monkeypatch.setattr(actions, "EVERY", 1)
    with app.test_request_context("/feedback"):
        audit.record(cast.freja.id, "person.update", subject_id=cast.astrid.id)
        db.session.commit()
    assert ends_told(caplog) == []
