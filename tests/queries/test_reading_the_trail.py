"""What the trail tells: where each chain ends, whose looks at whom, what was taken out, and what commands did."""

from datetime import timedelta
from itertools import count

import pytest

from competence.access.permissions import MayMirror
from competence.db import db
from competence.privacy.models import AuditCheckpoint, AuditEvent, AuditWords
from competence.privacy.trail.keeping import due, erase_words, prune
from competence.privacy.trail.keys import trail_key
from competence.privacy.trail.queries import reading
from competence.privacy.trail.queries.chain import ERASED, end_of, head_of, noted_among, noted_between, verify
from competence.privacy.trail.rules.capacity import Capacity
from competence.privacy.trail.rules.chain import GENESIS, Fault, Head, Stream, Wrong
from competence.privacy.trail.rules.days import Line
from tests.trails import empty, noted
from tests.web.proving import NOON

SECOND, DAY = timedelta(seconds=1), timedelta(days=1)
LOOK, ANOTHER, EXPORT = "plan.look", "team.look", "export.figures"
BO, ASTRID, ASGER, ELLEN = 3, 1, 2, 7
_numbers = count(1)


def with_words(words, **event):
    """Write an event of Bo's beside which words are kept, and return its number."""
    (seq,) = noted(event, stream=Stream.ACT)
    number = db.session.query(AuditEvent.id).filter_by(stream=Stream.ACT, seq=seq).scalar()
    db.session.add(AuditWords(event_id=number, salt="0" * 32, words=words))
    db.session.flush()
    return number


# --- where a chain ends ---


def checkpoint(stream, seq, end="c" * 64):
    db.session.add(AuditCheckpoint(stream=stream, seq=seq, hash=end, at=NOON, mac=""))
    db.session.flush()


def test_a_chain_ends_at_its_last_link_or_at_what_was_deleted_on_schedule():
    empty()
    assert end_of(db.session, Stream.LOOK) == (0, GENESIS)
    checkpoint(Stream.LOOK, 1), checkpoint(Stream.LOOK, 2, "d" * 64), checkpoint(Stream.ACT, 9)
    assert end_of(db.session, Stream.LOOK) == (2, "d" * 64)
    noted({"seq": 3, "hash": "3" * 64}, {"seq": 4, "hash": "4" * 64})
    noted({"seq": 10}, stream=Stream.ACT)
    assert end_of(db.session, Stream.LOOK) == (4, "4" * 64)
    checkpoint(Stream.LOOK, 4, "4" * 64)
    assert head_of(Stream.LOOK) == (Head(Stream.LOOK, 4, "4" * 64), 2)


# --- whether a look is noted ---


SAME = (BO, LOOK, ASTRID, "plan:1")


@pytest.mark.parametrize(
    "other",
    [{"actor_id": ASGER}, {"action": ANOTHER}, {"subject_id": ASGER}, {"thing": "plan:2"}, {"stream": Stream.ACT}],
)
def test_another_look_is_not_the_same(other):
    noted({"thing": "plan:1"} | other, stream=other.get("stream", Stream.LOOK))
    assert not noted_between(NOON, NOON, *SAME)
    noted({"thing": "plan:1"})
    assert noted_between(NOON, NOON, *SAME)


def test_a_look_is_noted_between_two_moments():
    noted({"thing": "plan:1"})
    assert not noted_between(NOON - DAY, NOON - SECOND, *SAME)
    assert not noted_between(NOON + SECOND, NOON + DAY, *SAME)


def test_about_whom_of_some_people_a_look_was_noted():
    noted({}, {"subject_id": ELLEN}, {"subject_id": ASGER, "action": ANOTHER}, {"subject_id": ASGER, "actor_id": ELLEN})
    noted({"subject_id": ASGER}, stream=Stream.ACT)
    noted({"subject_id": ASGER, "at": NOON - SECOND})
    assert noted_among(NOON, NOON, BO, LOOK, [ASTRID, ASGER]) == {ASTRID}


# --- whose looks at whom ---


def test_only_the_looks_of_others_at_oneself_are_told():
    noted({}, {"actor_id": ASTRID}, {"subject_id": ASGER}, {"actor_id": None, "capacity": Capacity.SYSTEM})
    noted({}, stream=Stream.ACT)
    ((day,), older) = reading.looks_at(ASTRID)
    assert day.lines == (Line(LOOK, None, Capacity.SYSTEM, 1), Line(LOOK, BO, Capacity.LEADER, 1))
    assert older == 0


def test_a_page_tells_three_hundred_looks_and_where_older_ones_begin():
    empty()
    seqs = noted(*([{}] * 301))
    (day,), older = reading.looks_at(ASTRID)
    assert (day.lines[0].times, older) == (300, seqs[1])
    (day,), older = reading.looks_at(ASTRID, seqs[-1])
    assert (day.lines[0].times, older) == (300, 0)
    (day,), older = reading.looks_at(ASTRID, seqs[1])
    assert (day.lines[0].times, older) == (1, 0)
    assert reading.looks_at(ASTRID, -1) == reading.looks_at(ASTRID)
    assert (seqs[0], reading.looks_at(ASTRID, 1)) == (1, ([], 0))


def test_what_an_account_read_took_out_and_was_refused_is_told_the_first_first():
    noted({"at": NOON + SECOND}, {"subject_id": ASGER}, {"actor_id": ASTRID}, {"at": NOON - SECOND})
    noted({"at": NOON + 2 * SECOND})
    noted({"action": str(MayMirror.START), "denied": True}, {"action": "person.update"}, stream=Stream.ACT)
    with_words("SHA-256 0", action=EXPORT, subject_id=None, capacity=None)
    with_words("En grund", action="person.grant", denied=True)
    told = reading.looks_by(BO, NOON, NOON + SECOND)
    assert [(one.at - NOON, one.action, one.subject_id, one.denied, one.words) for one in told] == [
        (timedelta(), LOOK, ASGER, False, None),
        (timedelta(), str(MayMirror.START), ASTRID, True, None),
        (timedelta(), EXPORT, None, False, "SHA-256 0"),
        (timedelta(), "person.grant", ASTRID, True, None),
        (SECOND, LOOK, ASTRID, False, None),
    ]
    assert [one.capacity for one in told] == [*[Capacity.LEADER] * 2, None, *[Capacity.LEADER] * 2]


@pytest.mark.parametrize(
    "action", ["export.figures", "export.agreement", "export.breach", "export.review", "mine.package"]
)
def test_every_file_is_told_with_its_fingerprint(action):
    with_words("SHA-256 0", action=action)
    assert [one.words for one in reading.looks_by(BO, NOON, NOON)] == ["SHA-256 0"]


def test_what_commands_did_is_told_the_latest_first():
    did = [
        "backup.restore",
        "outbox.print",
        "keys.destroy",
        "erasure.again",
        "erasure.erase",
        "retention.erase",
        "retention.run",
    ]
    noted(*({"action": action, "actor_id": None} for action in ["unit.create", *did]), stream=Stream.ACT)
    assert [(one.at, one.action, one.subject_id) for one in reading.commands_run()] == [
        (NOON, action, ASTRID) for action in did[::-1]
    ]
    noted(*[{"action": "retention.run"}] * 300, stream=Stream.ACT)
    assert {one.action for one in reading.commands_run()} == {"retention.run"}
    assert len(reading.commands_run()) == 300


def test_when_a_command_last_ran_is_the_latest_of_its_own():
    ran, another = "retention.run", "retention.read_anew"
    assert reading.last_run(another) is None
    noted({"at": NOON, "action": another}, {"at": NOON + SECOND, "action": another}, stream=Stream.ACT)
    noted({"at": NOON - SECOND, "action": another}, {"at": NOON + DAY, "action": ran}, stream=Stream.ACT)
    assert reading.last_run(another) == NOON + SECOND


def test_nobodys_name_is_asked_for_where_there_is_nobody(cast, statements):
    with statements() as seen:
        assert reading.names_of([None]) == {}
    assert list(seen) == []
    assert reading.names_of([None, cast.bo.id]) == {cast.bo.id: "Bo Lund"}


# --- what is let go of ---


def test_words_that_are_gone_are_answered_for_by_an_erasure_alone():
    empty()
    noted({"commit": "c" * 64}, {"thing": "ACT 1"}, stream=Stream.ACT)
    assert Fault(Wrong.WORDS_GONE, Stream.ACT, 1) in verify(trail_key()).faults
    noted({"action": ERASED, "thing": "ACT 1"}, stream=Stream.ACT)
    assert {one.wrong for one in verify(trail_key()).faults} == {Wrong.CHANGED}


KEPT = {Stream.ACT: 396, Stream.LOOK: 731}


@pytest.mark.parametrize(("stream", "days"), KEPT.items())
def test_a_link_goes_once_it_is_older_than_it_is_kept(stream, days):
    empty()
    noted({"at": NOON}, {"at": NOON + SECOND}, stream=stream)
    (other,) = set(Stream) - {stream}
    noted({"at": NOON + 9999 * DAY}, stream=other)
    assert due(NOON + days * DAY) == {stream: 0, other: 0}
    assert due(NOON + days * DAY + SECOND) == {stream: 1, other: 0}
    assert prune(NOON + days * DAY + SECOND) == {stream: 1, other: 0}
    assert db.session.query(AuditEvent.seq).filter_by(stream=stream).scalar() == 2
    (sealed,) = db.session.query(AuditCheckpoint)
    assert (sealed.stream, sealed.seq, sealed.hash) == (stream, 1, "0" * 64)
    assert prune(NOON + days * DAY + SECOND) == {stream: 0, other: 0}


def test_what_is_kept_keeps_what_stands_after_it_also_where_the_clock_went_back():
    noted({"at": NOON}, {"at": NOON - 9 * DAY})
    assert due(NOON + 731 * DAY)[Stream.LOOK] == 0


def test_a_chain_of_which_nothing_is_kept_goes_to_its_end_and_no_further():
    empty()
    noted({}, {"seq": 2})
    noted({"seq": 9, "at": NOON + 9999 * DAY}, stream=Stream.ACT)
    assert prune(NOON + 9999 * DAY) == {Stream.ACT: 0, Stream.LOOK: 2}
    assert {one.stream: one.seq for one in db.session.query(AuditCheckpoint)} == {Stream.LOOK: 2}
    assert prune(NOON + 9999 * DAY) == dict.fromkeys(Stream, 0)


def test_words_go_with_their_link_and_no_others():
    old = with_words("En grund", at=NOON - 500 * DAY)
    young = with_words("En anden grund", at=NOON)
    prune(NOON)
    assert [one.event_id for one in db.session.query(AuditWords)] == [young] != [old]


def test_the_words_by_and_about_an_erased_person_go_and_the_trail_says_which():
    about, by = with_words("Om Astrid", subject_id=ASTRID), with_words("Af hende", actor_id=ASTRID, subject_id=ASGER)
    others = with_words("Om Asger", subject_id=ASGER)
    noted({}, stream=Stream.ACT)
    assert erase_words([ASTRID]) == 2
    db.session.commit()
    assert [one.event_id for one in db.session.query(AuditWords)] == [others]
    told = db.session.query(AuditEvent).filter_by(action=ERASED).order_by(AuditEvent.seq).all()
    assert [one.thing for one in told] == [f"ACT {db.session.get_one(AuditEvent, one).seq}" for one in (about, by)]
    assert {(one.stream, one.actor_id, one.subject_id, one.capacity, one.denied) for one in told} == {
        (Stream.ACT, None, None, None, False)
    }
    assert erase_words([ASTRID]) == 0
