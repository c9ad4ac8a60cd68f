"""Besides every hour, the trail's head leaves at every thousandth link: as a line of the log, which journald keeps."""

import pytest
from sqlalchemy import event, insert

from competence.db import db
from competence.privacy import audit
from competence.privacy.models import AuditEvent
from competence.privacy.trail import actions
from competence.privacy.trail.keys import trail_key
from competence.privacy.trail.queries.chain import head_of, verify
from competence.privacy.trail.rules.chain import Stream, Wrong, head_line, read_head
from tests.trails import LOOK, without_guards
from tests.web.proving import NOON


def wrong(heads=()):
    db.session.expire_all()
    return {fault.wrong for fault in verify(trail_key(), list(heads)).faults}


def ends_told(caplog):
    return [line.getMessage() for line in caplog.records if line.name == "competence.trail"]


def test_at_every_thousandth_link_the_head_goes_to_the_log_as_verifying_reads_it(cast, caplog, monkeypatch, clock):
    actions.pend(Stream.LOOK, LOOK)
    db.session.commit()
    monkeypatch.setattr(actions, "EVERY", 5)
    for _ in range(10):
        audit.record(cast.freja.id, "person.update", subject_id=cast.astrid.id)
        db.session.commit()
    told = [read_head(line) for line in ends_told(caplog)]
    assert [(head.stream, head.seq % 5) for head in told] == [(Stream.ACT, 0)] * 2
    assert ends_told(caplog)[-1] == f"trail ends at: {head_line(*head_of(Stream.ACT), NOON)}"
    assert wrong(told) == set()
    last = db.session.query(AuditEvent).filter_by(stream=Stream.ACT).order_by(AuditEvent.seq.desc())
    gone = [one.id for one in last.limit(7)]
    without_guards(*(("DELETE FROM audit_event WHERE id = :last", {"last": one}) for one in gone))
    db.session.commit()
    assert wrong() == set(), "the end alone tells nobody that it was cut off"
    assert wrong(told) == {Wrong.CUT_OFF}


def test_a_thousand_links_are_a_thousand_and_each_chain_counts_for_itself(cast, caplog):
    """Both chains come to it in one transaction."""
    db.session.execute(
        insert(AuditEvent), [LOOK | {"stream": one, "seq": 998, "hash": "", "at": NOON} for one in Stream]
    )
    for number in range(3):
        actions.pend(Stream.LOOK, LOOK), actions.pend(Stream.ACT, LOOK | {"action": "unit.create"})
        db.session.commit()
        assert len(ends_told(caplog)) == (0 if number == 0 else 2)
    assert [read_head(line).stream for line in ends_told(caplog)] == list(Stream)


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
    cast.astrid.name = "Astrid Eng"
    db.session.commit()
    assert ends_told(caplog) == []


def test_where_no_line_says_the_hour_no_head_does(app, cast, caplog, monkeypatch):
    monkeypatch.setattr(actions, "EVERY", 1)
    with app.test_request_context("/feedback"):
        audit.record(cast.freja.id, "person.update", subject_id=cast.astrid.id)
        db.session.commit()
    assert ends_told(caplog) == []
