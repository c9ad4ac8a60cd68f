"""Whoever was erased after a backup was taken stays so when it is put back; what was restricted since is told."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from competence.db import db
from competence.operation.backups.failing import Failed
from competence.operation.backups.restoring import restore
from competence.operation.backups.taking import take
from competence.people.models import Person
from competence.privacy import audit
from competence.privacy.erasure.actions import erase, ledger_path
from competence.privacy.erasure.ledger import Rule
from competence.privacy.erasure.models import ErasureRequest, LegalHold
from competence.privacy.keystore import unlocking
from competence.privacy.models import AuditEvent
from competence.privacy.trail.keys import trail_key
from competence.privacy.trail.queries.chain import verify
from competence.privacy.trail.rules.chain import Stream
from competence.web.clock import now, today
from tests.make import make_restriction

pytestmark = pytest.mark.in_turns  # on PostgreSQL

NIGHT = datetime(2026, 11, 27, 2, 0, tzinfo=UTC)


def names():
    db.session.rollback()
    db.session.expunge_all()
    return set(db.session.scalars(select(Person.name)))


def test_who_was_erased_since_the_backup_is_erased_again(house):
    assert "Astrid Skov" in names()
    take(NIGHT)
    assert erase([house.astrid], today(), Rule.ASKED) == 1
    db.session.commit()
    assert unlocking.keystore().destroy(house.astrid) == 0, "her keys went with her"
    said = restore("", NIGHT)
    assert "1 people who were erased since are erased again." in said
    assert "Astrid Skov" not in names()


def test_what_was_restricted_or_held_back_since_is_told_without_a_name(house):
    """The operator of a server need not know who; HR finds them by the address of their page."""
    take(NIGHT)
    astrid = db.session.get(Person, house.astrid)
    pid = astrid.pid
    make_restriction(astrid)
    db.session.add(LegalHold(person_id=astrid.id, reason="En sag", placed_by_id=astrid.id, placed_at=NIGHT))
    db.session.commit()
    said = restore("", NIGHT)
    assert f"  is gone: the use of the data of /people/{pid} is restricted" in said
    assert f"  is gone: the data of /people/{pid} are held back for a case" in said


def test_what_waited_in_the_backup_for_its_pages_to_be_written_anew_waits_no_more(house):
    asked = ErasureRequest(person_id=house.astrid, asked_by_id=house.carla, asked_at=now(), decided_by_id=house.bo)
    asked.reason, asked.decided_at, asked.erased_on = "", now(), today()
    db.session.add(asked)
    db.session.commit()
    take(NIGHT)
    restore("", NIGHT)
    db.session.expunge_all()
    assert db.session.scalars(select(ErasureRequest.wiped_on)).one() == today()


def erase_bo():
    """Erase somebody before the backup, so that the ledger is as long as one name."""
    erase([db.session.scalars(select(Person.id).where(Person.name == "Bo Lund")).one()], today(), Rule.LEFT)
    db.session.commit()


def lose(_):
    ledger_path().unlink()


def begin_another(ledger):
    ledger_path().write_text(ledger.replace('"salt": "', '"salt": "0'))


def bring_an_older_copy(ledger):
    ledger_path().write_text(ledger.splitlines(keepends=True)[0])


@pytest.mark.parametrize("harm", [lose, begin_another, bring_an_older_copy])
def test_without_the_ledger_nothing_is_restored_unless_one_says_that_it_is_lost(harm, house):
    erase_bo()
    ledger = ledger_path().read_text()
    take(NIGHT)
    harm(ledger)
    db.session.get(Person, house.carla).name = "Carla since"
    db.session.commit()
    with pytest.raises(Failed, match="the ledger of who was erased") as refused:
        restore("", NIGHT)
    assert str(ledger_path()) in str(refused.value)
    assert "--without-ledger" in str(refused.value)
    assert "Carla since" in names()
    said = restore("", NIGHT, without_ledger=True)
    assert "Without the whole ledger whoever was erased after 2026-11-27 may be back: erase them again." in said
    assert "Carla since" not in names()


def test_a_house_that_never_erased_anybody_has_a_ledger_since_its_first_backup(house):
    assert not ledger_path().exists()
    take(NIGHT)
    assert len(ledger_path().read_text().splitlines()) == 1
    assert restore("", NIGHT)


def test_where_the_trails_key_is_lost_the_backup_comes_back_and_the_trail_begins_anew(house):
    audit.record(house.carla, "unit.create", thing="unit:a")
    db.session.commit()
    take(NIGHT)
    db.session.close()
    Path(house.config["AUDIT_KEY_FILE"]).unlink()
    with pytest.raises(Failed, match="where it is lost, say --without-trail-key"):
        restore("", NIGHT)
    assert "The trail begins anew under another key" in restore("", NIGHT, without_trail_key=True)[-1]
    verified = verify(trail_key())
    assert (verified.faults, verified.begun) == ((), {Stream.ACT: 2, Stream.LOOK: 1})
    assert "unit.create" in db.session.scalars(select(AuditEvent.action)), "what stood before can still be read"
    assert take(NIGHT + timedelta(days=1))


def test_a_new_machine_is_told_at_once_all_that_has_to_be_brought(house):
    take(NIGHT)
    db.session.close()
    brought = [Path(house.config["AUDIT_KEY_FILE"]), Path(house.config["KEY_FOLDER"]).parent / "kek", ledger_path()]
    for path in brought:
        path.rename(path.with_suffix(".elsewhere"))
    with pytest.raises(Failed) as refused:
        restore("", NIGHT)
    told = str(refused.value)
    assert [word for word in ("KEK_FILE", "AUDIT_KEY_FILE", "ERASURE_LEDGER") if word not in told] == []
    assert [path for path in brought if path.exists()] == [], "none is made anew: it would be another"
    for path in brought:
        path.with_suffix(".elsewhere").rename(path)
    assert restore("", NIGHT)
