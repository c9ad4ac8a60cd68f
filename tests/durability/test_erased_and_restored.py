"""Whoever was erased after a backup was taken stays erased when it is put back, and their keys stay destroyed."""

from datetime import UTC, datetime

from sqlalchemy import select

from competence.db import db
from competence.operation.backups.restoring import restore
from competence.operation.backups.taking import take
from competence.people.models import Person
from competence.privacy.erasure.actions import erase
from competence.privacy.erasure.ledger import Rule
from competence.privacy.erasure.models import ErasureRequest
from competence.privacy.keystore import unlocking
from competence.web.clock import now, today

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


def test_what_waited_in_the_backup_for_its_pages_to_be_written_anew_waits_no_more(house):
    asked = ErasureRequest(person_id=house.astrid, asked_by_id=house.carla, asked_at=now(), decided_by_id=house.bo)
    asked.reason, asked.decided_at, asked.erased_on = "", now(), today()
    db.session.add(asked)
    db.session.commit()
    take(NIGHT)
    restore("", NIGHT)
    db.session.expunge_all()
    assert db.session.scalars(select(ErasureRequest.wiped_on)).one() == today()
