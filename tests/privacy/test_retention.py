"""What is over goes, within a day after its date and never before; the dry run is the run (T-RETAIN)."""

from datetime import date, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import select

import competence.app  # noqa: F401
from competence.db import db
from competence.people.models import Person
from competence.privacy.datamap.columns import personal_tables, table_of
from competence.privacy.declare import Erase, Keep
from competence.privacy.erasure.models import LegalHold
from competence.privacy.restricting.queries import restricted_ids
from competence.privacy.retention.actions import run
from competence.privacy.retention.planning import plan
from competence.web.clock import DENMARK, now, today
from tests.databases import loose_ends
from tests.make import make_restriction
from tests.marked_house import held_bytes, owners, snapshot

TABLES = personal_tables()
TRAIL = ("audit_event", "audit_words", "audit_checkpoint")  # prunes itself; counted for itself


def gone(before, after):
    """Return the keys of the rows of each table about people that are no longer there."""
    lost = {name: set(before[name]) - set(after[name]) for name in TABLES if name not in TRAIL}
    return {name: keys for name, keys in lost.items() if keys}


def planned(found):
    return {one.table: {tuple(key) for key in one.keys} for one in found.removals if one.table not in TRAIL}


@pytest.mark.parametrize("years", [1, 3, 6])
def test_the_dry_run_is_the_run(house, years):
    day = today() + timedelta(days=365 * years)
    before = snapshot()
    dry = plan(day)
    assert snapshot() == before
    run(day)
    after = snapshot()
    assert gone(before, after) == planned(dry)
    erased = {key[0] for key, row in after["person"].items() if before["person"][key] != row}
    assert erased == set(dry.leavers)
    assert loose_ends(db.session.connection()) == []
    assert len(set(before["audit_event"]) - set(after["audit_event"])) == dry.trail
    assert (plan(day).rows, plan(day).trail) == (0, 0)
    for name in (
        "release",
        "released_figure",
        "released_share",
        "released_unit",
        "released_part",
        "ledger_row",
        "step_figure",
        "fair_share_row",
    ):
        assert after[name] == before[name]


def test_everything_that_has_a_time_goes_in_the_end(house):
    run(today() + timedelta(days=366 * 8))
    left = {name: len(rows) for name, rows in snapshot().items() if name in TABLES and rows}
    for name in left:
        declared = TABLES[name][1]
        if name == "sealed_sheet":
            continue  # it goes when its round closes, never before: an answer would be lost
        open_ended = declared.keep in (Keep.UNTIL_LEAVING, Keep.FOR_EVER, Keep.UNTIL_NEXT_TALK, Keep.TRAIL)
        assert open_ended or declared.erase is Erase.TRAIL, f"{name}: {left[name]} rows stay for ever"


@pytest.mark.parametrize(
    ("name", "column", "begun", "goes"),
    [
        ("career_choice", "said_at", datetime(2026, 3, 1, 0, 30, tzinfo=DENMARK), date(2028, 3, 1)),
        ("help_request", "closed_at", datetime(2026, 1, 31, 12, tzinfo=DENMARK), date(2027, 2, 28)),
        ("outgoing_mail", "queued_at", datetime(2026, 11, 1, 12, tzinfo=DENMARK), date(2026, 11, 15)),
    ],
)
def test_a_row_goes_on_the_day_and_not_the_day_before(house, name, column, begun, goes):
    table = table_of(TABLES[name][0])
    if name == "outgoing_mail":
        person = db.session.scalars(select(Person.id)).first()
        values = {"kind": "x", "url": "/", "goes": "ALONE", "required": True, "queued_at": now(), "person_id": person}
        db.session.execute(table.insert().values(values))
    db.session.execute(table.update().values({column: begun}))
    db.session.commit()
    assert name not in planned(plan(goes - timedelta(days=1)))
    assert len(planned(plan(goes))[name]) > 0


def test_the_command_tells_of_the_trail_too(house):
    with time_machine.travel(now() + timedelta(days=800), tick=False):
        links = plan(today()).trail
        dry = house.test_cli_runner().invoke(args=["retention", "--dry-run"])
    assert links
    assert f"{links:>8}  links of the trail\n" in dry.output


def test_under_a_clock_that_leapt_ahead_nothing_goes_unless_one_says_that_it_is_right(house):
    command = house.test_cli_runner().invoke
    assert command(args=["retention"]).exit_code == 0
    before, leap = snapshot(), now() + timedelta(days=365 * 6)
    with time_machine.travel(leap, tick=False):
        stopped = command(args=["retention"])
        assert (stopped.exit_code, "Is the clock right?" in stopped.output, gone(before, snapshot())) == (1, True, {})
        assert command(args=["retention", "--after-a-pause"]).exit_code == 0
        assert gone(before, snapshot())
        assert command(args=["retention"]).exit_code == 0


def test_a_hold_keeps_what_time_would_take(house):
    day = today() + timedelta(days=365 * 6)
    plan_table = table_of(TABLES["plan"][0])
    person_id, key = db.session.execute(select(plan_table.c.subject_id, plan_table.c.id)).first()
    assert (key,) in planned(plan(day))["plan"]
    db.session.add(LegalHold(person_id=person_id, reason="En sag", placed_at=now()))
    db.session.commit()
    assert (key,) not in planned(plan(day)).get("plan", set())
    run(day)
    assert (key,) in snapshot()["plan"]


def test_whose_use_is_restricted_nothing_goes_and_the_dry_run_says_so(house):
    day = today() + timedelta(days=365 * 6)
    person_id = db.session.scalars(select(table_of(TABLES["plan"][0]).c.subject_id)).first()
    restriction = make_restriction(db.session.get_one(Person, person_id))
    db.session.commit()
    whose = {name: owners(table_of(cls), declared) for name, (cls, declared) in TABLES.items() if name not in TRAIL}
    before = snapshot()
    dry = plan(day)
    assert dry.restricted == 1
    run(day)
    lost = gone(before, snapshot())
    assert lost == planned(dry)
    assert not [name for name, keys in lost.items() if person_id in {whose[name][key] for key in keys}]
    with time_machine.travel(datetime.combine(day, datetime.min.time(), DENMARK), tick=False):
        told = house.test_cli_runner().invoke(args=["retention", "--dry-run"]).output
    assert "1  people whose data stay, because their use is restricted" in told
    restriction.ends_at = now()
    db.session.commit()
    assert any(person_id in {whose[name][key] for key in keys} for name, keys in planned(plan(day)).items())


@pytest.mark.parametrize("begun", ["retention.run", "retention.erase"])
def test_of_whoever_restricts_the_use_while_it_runs_nothing_more_goes(begun, house, monkeypatch):
    """Before anything has gone, and while those go who left first."""
    day = today() + timedelta(days=365 * 6)
    plan_table = table_of(TABLES["plan"][0])
    person_id, key = db.session.execute(select(plan_table.c.subject_id, plan_table.c.id)).first()
    assert (key,) in planned(plan(day))["plan"]

    def noted(*event, **more):
        if event[1] == begun and not restricted_ids():
            make_restriction(db.session.get_one(Person, person_id))

    monkeypatch.setattr("competence.privacy.retention.actions.audit.record", noted)
    found = run(day)
    assert (key,) in snapshot()["plan"]
    assert found.restricted == 1
    assert planned(found)
    assert not planned(plan(day))


def test_what_a_run_took_away_before_it_ended_too_soon_the_next_one_leaves_no_byte_of(house):
    person = db.session.scalars(select(Person.id)).first()
    mail = {"kind": "x", "url": "/Hemmeligt", "goes": "ALONE", "required": True, "person_id": person}
    db.session.execute(TABLES["outgoing_mail"][0].__table__.insert().values(mail | {"queued_at": now()}))
    db.session.commit()
    day = now() + timedelta(days=14)
    run(day.date())
    db.session.close()
    with time_machine.travel(day, tick=False):
        assert house.test_cli_runner().invoke(args=["retention"]).exit_code == 0
    assert b"Hemmeligt" not in held_bytes()
