"""Erased is gone: no mark in the file, its log, its free pages or the outbox; what others share stays (T-ERASE)."""

import random
import re

import pytest
from sqlalchemy import select

import competence.app  # noqa: F401
from competence.db import Model, db, engine_for
from competence.people.models import Person
from competence.privacy.datamap.columns import personal_tables
from competence.privacy.declare import Erase
from competence.privacy.erasure import ledger, wiping
from competence.privacy.erasure.actions import NAMELESS, erase, ledger_path, replay, touched
from competence.privacy.erasure.ledger import Rule
from competence.privacy.erasure.models import LegalHold
from competence.privacy.erasure.rules import HeldBack
from competence.web.clock import now, today
from tests.conftest import say_at_the_end
from tests.databases import another_database, copy_of, loose_ends
from tests.marked_house import held_bytes, mark_everything, snapshot

MARK = re.compile(rb"Qx\w+?x\d+xQ")
MANY = 25
FROZEN = {
    "release", "released_group", "released_figure", "released_share", "released_unit", "released_part", "ledger_row",
    "step_release", "step_figure", "critical_figure", "med_report", "med_report_row", "med_report_share",
    "med_report_answer", "fair_share", "fair_share_row", "use_told", "sealed_question",
}  # fmt: skip


def owned_marks(marks, people):
    """Return the marks that go with these people; what is shared with others stays, and is not theirs alone."""
    shared = {
        name for name, (_, declared) in personal_tables().items() if declared.erase in (Erase.SHARED, Erase.UNNAME)
    }
    shared |= {"conversation", "conversation_step"}  # a team's talk stays with the team; looked at for itself below
    return {
        mark.encode()
        for mark, (owner, place) in marks.items()
        if owner in people and place.partition(".")[0] not in shared
    }


def in_the_files():
    return set(MARK.findall(held_bytes()))


def test_no_mark_of_the_erased_is_left_in_any_byte_and_all_others_are(house):
    marks = mark_everything()
    people = list(db.session.scalars(select(Person.id).order_by(Person.id)))[::2][:MANY]
    before = in_the_files()
    theirs = owned_marks(marks, people) & before  # five kinds of text are sealed and stand in no file to begin with
    assert len(theirs) > 150
    rows = snapshot()
    assert erase(people, today(), Rule.ASKED) == MANY
    db.session.commit()
    db.session.close()
    wiping.rewrite_pages(touched())
    files, after = held_bytes(), in_the_files()
    assert after & theirs == set()
    assert not [pid for pid in pids_of(rows, people) if pid.encode() in files]
    others = {mark.encode() for mark, (owner, _) in marks.items() if owner not in people and owner is not None}
    others &= before
    assert others - after <= lost_with_a_talk_partner(others, marks, rows, people)
    assert loose_ends(db.session.connection()) == []
    now_there = snapshot()
    for name in FROZEN:
        assert now_there[name] == rows[name], f"{name} must not move by a bit"
    assert {key: (row.name, row.erased_on) for key, row in tombstones().items()} == dict.fromkeys(
        people, (NAMELESS, today())
    )


def test_one_after_the_other_in_any_order_they_leave_no_byte_and_move_no_release(house, nightly):
    marks, rows, before = mark_everything(), snapshot(), in_the_files()
    people = random.Random(1).sample(sorted(key for (key,) in rows["person"]), 100 if nightly else 4)
    for number, person in enumerate(people, 1):
        assert erase([person], today(), Rule.ASKED) == 1
        db.session.commit()
        db.session.close()
        wiping.rewrite_pages(touched())
        assert in_the_files() & owned_marks(marks, people[:number]) & before == set(), person
    now_there = snapshot()
    assert {name: now_there[name] for name in FROZEN} == {name: rows[name] for name in FROZEN}
    assert loose_ends(db.session.connection()) == []
    assert erase(people, today(), Rule.ASKED) == 0
    theirs = len(owned_marks(marks, people) & before)
    say_at_the_end(f"erasure: {len(people)} people one after the other, none of their {theirs} marks left in any byte")


def pids_of(rows, people):
    columns = [column.name for column in Model.metadata.tables["person"].c]
    return [row[columns.index("pid")] for key, row in rows["person"].items() if key[0] in people]


def tombstones():
    return {one.id: one for one in db.session.scalars(select(Person).where(Person.erased_on.is_not(None)))}


def lost_with_a_talk_partner(others, marks, rows, people):
    """Marks of those still here that hung under something of the erased: the leader's preparation for their talk."""
    places = {"prepared_answer", "help_answer", "retrospective_note", "conversation_note", "contact", "buddy_pair"}
    copies = {"feedback_report.writer_name"}  # the name of an erased writer, copied into a report
    hung = {mark for mark in others if marks[mark.decode()][1].partition(".")[0] in places}
    return hung | {mark for mark in others if marks[mark.decode()][1] in copies}


def test_it_is_done_again_without_harm_and_the_ledger_names_nobody(house):
    astrid = db.session.scalars(select(Person).where(Person.email == "astrid@example.org")).one()
    pid, whose = astrid.pid, astrid.id
    assert erase([whose], today(), Rule.ASKED) == 1
    db.session.commit()
    first = snapshot()
    assert erase([whose], today(), Rule.ASKED) == 0
    db.session.commit()
    assert snapshot() == first
    written = ledger_path().read_text()
    assert len(list(ledger.entries(ledger_path()))) == 1
    assert pid not in written
    assert "astrid" not in written
    assert ledger.named_in(ledger_path(), [pid, "0" * 32]) == [pid]


def test_a_hold_keeps_everything_and_says_why(house):
    astrid = db.session.scalars(select(Person).where(Person.email == "astrid@example.org")).one()
    db.session.add(LegalHold(person_id=astrid.id, reason="En sag om arbejdstid", placed_at=now()))
    db.session.commit()
    before = snapshot()
    with pytest.raises(HeldBack, match="En sag om arbejdstid"):
        erase([astrid.id], today(), Rule.ASKED)
    db.session.rollback()
    assert snapshot() == before
    assert list(ledger.entries(ledger_path())) == []


def test_a_restored_backup_follows_the_ledger(house, tmp_path):
    people = list(db.session.scalars(select(Person.id).order_by(Person.id)))[3:6]
    db.session.close()
    db.engine.dispose()
    with copy_of(house.config["DATABASE_URL"], tmp_path) as backup, another_database():
        erase(people, today(), Rule.LEFT)
        db.session.commit()
        db.engine = db.bind = engine_for(backup)
        with house.app_context():
            assert not tombstones()
            assert replay(today()) == 3
            db.session.commit()
            assert set(tombstones()) == set(people)
            assert replay(today()) == 0


def test_a_damaged_ledger_is_said_and_not_passed_over(house):
    ledger.write(ledger_path(), ["0" * 32], today(), Rule.ASKED)
    with ledger_path().open("a") as file:
        file.write("half a li\n")
    with pytest.raises(ledger.DamagedLedger):
        replay(today())
