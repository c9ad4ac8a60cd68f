"""What is written down of a request: looks and files where its answer showed something, and what was refused."""

import hashlib
from datetime import timedelta

import pytest
from flask import g
from sqlalchemy import select

from competence.access.permissions import MayMirror, MaySheet, MayTopic, MayUpward
from competence.db import db
from competence.privacy import audit
from competence.privacy.models import AuditEvent, AuditWords
from competence.privacy.trail.rules.capacity import Capacity
from competence.privacy.trail.rules.chain import Stream

LOOK, EXPORT, HOUR = "plan.look", "export.figures", timedelta(hours=1)


@pytest.fixture
def bos(cast, client_as):
    """The browser of Bo, who leads Astrid and Asger."""
    return client_as(cast.bo)


@pytest.fixture
def ids(cast):
    """The numbers of Bo, Astrid and Asger: inside a request nobody asks the session of the test for them."""
    return cast.bo.id, cast.astrid.id, cast.asger.id


def events():
    """Return all that stands in the trail, in its order."""
    columns = (
        AuditEvent.stream, AuditEvent.actor_id, AuditEvent.action, AuditEvent.subject_id, AuditEvent.thing,
        AuditEvent.capacity, AuditEvent.denied, AuditWords.words,
    )  # fmt: skip
    found = select(*columns).outerjoin(AuditWords, AuditWords.event_id == AuditEvent.id).order_by(AuditEvent.id)
    return [tuple(row) for row in db.session.execute(found)]


def refuse(permission, subject_id, pid=""):
    g.setdefault("refused", []).append((permission, subject_id, pid))


def test_of_a_page_its_looks_come_first_then_its_files_then_what_was_refused(bos, ids, at_a_page):
    bo, astrid, asger = ids

    def page():
        refuse(MayMirror.START, astrid, "abc")
        audit.record_export(EXPORT, "team", words="SHA-256 0")
        audit.record_export("export.agreement", "plan", subject_id=asger)
        audit.record_look(bo, LOOK, subject_id=astrid, thing="plan:1")

    at_a_page(bos, page)
    refused = str(MayMirror.START)
    assert events() == [
        (Stream.LOOK, bo, LOOK, astrid, "plan:1", Capacity.LEADER, False, None),
        (Stream.ACT, bo, EXPORT, None, "team", None, False, "SHA-256 0"),
        (Stream.ACT, bo, "export.agreement", asger, "plan", Capacity.LEADER, False, None),
        (Stream.ACT, bo, refused, astrid, "signin.sign_in abc", Capacity.LEADER, True, None),
    ]


@pytest.mark.parametrize(
    ("status", "shows"),
    [
        *((status, True) for status in (200, 303, 400, 402, 406, 428, 430, 499)),
        *((status, False) for status in (401, 403, 404, 405, 429, 500)),
    ],
)
def test_an_answer_that_says_no_more_than_no_shows_nothing(status, shows, bos, ids, at_a_page):
    bo, astrid, _ = ids

    def page():
        audit.record_look(bo, LOOK, subject_id=astrid)
        audit.record_export(EXPORT, "team")
        refuse(MayMirror.START, None)

    at_a_page(bos, page, status)
    shown = [LOOK, EXPORT] if shows else []
    assert [event[2] for event in events()] == [*shown, str(MayMirror.START)]


@pytest.mark.parametrize("permission", [MaySheet.ANSWER, MayTopic.ANSWER_SELF, MayUpward.MANAGE])
def test_who_is_refused_where_answers_are_anonymous_leaves_no_trace(permission, bos, at_a_page):
    at_a_page(bos, lambda: refuse(permission, None))
    assert events() == []


def test_each_kind_is_written_where_it_comes_alone(bos, ids, at_a_page):
    bo, astrid, _ = ids
    at_a_page(bos, lambda: audit.record_export(EXPORT, "team"))
    at_a_page(bos, lambda: audit.record_look(bo, LOOK, subject_id=astrid))
    at_a_page(bos, lambda: refuse(MayMirror.START, None))
    assert [event[2] for event in events()] == [EXPORT, LOOK, str(MayMirror.START)]


def test_what_was_refused_is_told_in_eighty_letters(bos, at_a_page):
    at_a_page(bos, lambda: (refuse(MayMirror.START, None, "x" * 100), refuse(MayMirror.START, None)))
    assert [event[4] for event in events()] == ["signin.sign_in " + "x" * 65, "signin.sign_in"]


def test_the_same_look_is_noted_once_a_page_and_another_beside_it(bos, ids, at_a_page):
    bo, astrid, _ = ids

    def page():
        for thing in ("plan:1", "plan:1", "plan:2"):
            audit.record_look(bo, LOOK, subject_id=astrid, thing=thing)

    at_a_page(bos, page)
    assert [event[4] for event in events()] == ["plan:1", "plan:2"]


def test_a_page_that_asks_anew_by_itself_goes_on_with_its_look(bos, ids, at_a_page, clock):
    bo, astrid, _ = ids

    def goes_on():
        audit.record_look(bo, LOOK, subject_id=astrid, goes_on_for=HOUR)

    at_a_page(bos, goes_on)
    clock.shift(timedelta(minutes=15))
    at_a_page(bos, goes_on)
    assert len(events()) == 1
    at_a_page(bos, lambda: audit.record_look(bo, LOOK, subject_id=astrid))
    assert len(events()) == 2, "another page is another look"
    for minutes, looks in ((20, 2), (20, 2), (21, 3)):
        clock.shift(timedelta(minutes=minutes))
        at_a_page(bos, goes_on)
        assert len(events()) == looks


def test_a_list_is_noted_once_a_day_about_each_of_the_others(bos, ids, cast, at_a_page, clock, statements):
    (bo, astrid, asger), ellen = ids, cast.ellen.id

    def listed(*people):
        before = len(events())
        at_a_page(bos, lambda: audit.record_list(bo, "team.look", people))
        return [(event[1], event[2], event[3], event[4]) for event in events()[before:]]

    assert listed(asger, bo, astrid) == [(bo, "team.look", one, "") for one in sorted((astrid, asger))]
    clock.shift(timedelta(hours=11, minutes=59))
    assert listed(ellen, asger, astrid) == [(bo, "team.look", ellen, "")]
    clock.shift(timedelta(minutes=1))
    at_a_page(bos)  # that the session was used is written
    assert [one[2] for one in listed(astrid)] == [astrid]
    with statements() as seen:
        at_a_page(bos, lambda: audit.record_list(bo, "team.look", [bo]))
    assert [one for one in seen if "audit_event" in one] == []


def test_a_list_is_noted_in_one_order(bos, ids, at_a_page):
    at_a_page(bos, lambda: audit.record_list(ids[0], "team.look", (1008, 1001)))
    assert [event[3] for event in events()] == [1001, 1008]


def test_where_nothing_is_to_be_written_no_writing_is_begun(anonymous, at_a_page, monkeypatch):
    begun = []
    monkeypatch.setattr(type(db), "begin_writing", begun.append)
    at_a_page(anonymous)
    assert begun == []


def test_in_which_capacity_something_was_done_is_told_of_others_alone(bos, ids, at_a_page):
    bo, astrid, _ = ids

    def page():
        for subject_id in (astrid, bo, None):
            audit.record(bo, "person.update", subject_id=subject_id)
        db.session.commit()

    page()
    assert [event[5] for event in events()] == [None] * 3, "nobody asks, as on the command line"
    at_a_page(bos, lambda: (db.begin_writing(), page()))
    assert [event[5] for event in events()[3:]] == [Capacity.LEADER, None, None]


def test_an_act_is_told_with_its_thing_and_its_reason(cast):
    audit.record(cast.carla.id, "person.update", subject_id=cast.astrid.id, thing="person:1", words="Flyttet")
    audit.record(None, "unit.create")
    db.session.commit()
    assert events() == [
        (Stream.ACT, cast.carla.id, "person.update", cast.astrid.id, "person:1", None, False, "Flyttet"),
        (Stream.ACT, None, "unit.create", None, "", None, False, None),
    ]


def test_a_file_is_told_by_its_fingerprint_its_rows_and_why_it_was_taken():
    told = f"SHA-256 {hashlib.sha256(b'a;b').hexdigest()}"
    assert audit.fingerprint(b"a;b") == told
    assert audit.fingerprint(b"a;b", 0) == f"{told}; 0 rows"
    assert audit.fingerprint(b"a;b", 2, "Til forhandlingen") == f"{told}; 2 rows; Til forhandlingen"
    assert audit.fingerprint(b"a;b", reason="Til forhandlingen") == f"{told}; Til forhandlingen"
