"""A restore that cannot be finished changes nothing: the keystore in use is in its place again, with its new keys."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from competence.assessments.models import Answer, Mirror
from competence.db import db
from competence.operation.backups import restoring
from competence.operation.backups.failing import Failed
from competence.operation.backups.restoring import restore
from competence.operation.backups.taking import take
from competence.people.models import Person
from competence.privacy.keystore import unlocking
from tests.make import make_answer, make_mirror, make_view

NIGHT = datetime(2026, 11, 27, 2, 0, tzinfo=UTC)


def test_what_bo_wrote_first_after_the_backup_can_be_read_when_the_restore_fails(house, monkeypatch):
    take(NIGHT)
    bo, astrids = db.session.get(Person, house.bo), db.session.scalars(select(Answer)).one()
    view = make_view(make_mirror(bo, db.session.scalars(select(Mirror)).one().framework_version), bo)
    make_answer(view, astrids.competence, example="Kæbo")
    db.session.commit()

    def fail(_):
        raise Failed("the restored database could not be brought up to date")

    monkeypatch.setattr(restoring, "_finished", fail)
    with pytest.raises(Failed):
        restore("", NIGHT, keystore=True)
    db.session.expunge_all()
    unlocking.forget()
    assert sorted(one.example for one in db.session.scalars(select(Answer))) == ["Kæbo", "Kæexample"]
