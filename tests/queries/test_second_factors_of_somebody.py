"""What is read of somebody's second factors: which count, which is named, how many codes are left, what waits."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from competence.db import db
from competence.people.models import Person
from competence.signin.factors import queries
from competence.signin.factors.models import FactorReset, RecoveryCode
from competence.signin.models import UserSession
from tests.factors import Authenticator, make_app, make_passkey
from tests.web.proving import NOON

DAY = timedelta(days=1)


def keep(*rows):
    db.session.add_all(rows)
    db.session.flush()


@pytest.mark.parametrize(("apps", "keys"), [(0, 0), (1, 0), (0, 1), (2, 1)])
def test_those_count_that_were_proven_the_oldest_first(cast, apps, keys):
    make_app(cast.astrid, proven=False)
    hers = (
        [make_app(cast.astrid) for _ in range(apps)],
        [make_passkey(cast.astrid, Authenticator()) for _ in range(keys)],
    )
    make_app(cast.bo), make_passkey(cast.emil, Authenticator())
    found = queries.factors_of(cast.astrid.id)
    assert (found.apps, found.passkeys) == hers
    assert (bool(found), len(found)) == (apps + keys > 0, apps + keys)
    who = db.session.scalars(select(Person.id).where(queries.has_factor(Person.id))).all()
    assert ({cast.bo.id, cast.emil.id} <= set(who), cast.astrid.id in who) == (True, apps + keys > 0)
    assert cast.gerda.id not in who


def test_a_device_is_named_by_its_owner_and_an_app_also_before_it_was_proven(cast):
    begun, app, key = (
        make_app(cast.astrid, proven=False),
        make_app(cast.astrid),
        make_passkey(cast.astrid, Authenticator()),
    )
    make_passkey(cast.astrid, Authenticator())
    assert [queries.app_of(cast.astrid.id, one.pid) for one in (begun, app, key)] == [begun, app, None]
    assert [queries.device_of(cast.astrid.id, one.pid) for one in (begun, app, key)] == [None, app, key]
    assert queries.device_of(cast.astrid.id, "nothing") is None
    assert queries.passkey_of(cast.astrid.id, key.credential) is key
    assert queries.passkey_of(cast.astrid.id, "nothing") is None
    for found in (queries.app_of, queries.device_of):
        assert [found(cast.bo.id, one.pid) for one in (begun, app, key)] == [None] * 3
    assert queries.passkey_of(cast.bo.id, key.credential) is None


def test_codes_left_are_counted_for_each(cast):
    keep(*(RecoveryCode(key=f"{number}", person_id=cast.astrid.id) for number in range(3)))
    keep(RecoveryCode(key="bo's", person_id=cast.bo.id))
    assert [queries.codes_left(person.id) for person in (cast.astrid, cast.bo, cast.emil)] == [3, 1, 0]


def test_sessions_come_with_where_they_are_the_latest_use_first(cast):
    for key, person, minutes in (
        ("a", cast.astrid, 1),
        ("b", cast.astrid, 3),
        ("c", cast.bo, 2),
        ("d", cast.astrid, 3),
    ):
        used = NOON + timedelta(minutes=minutes)
        keep(UserSession(key=key, person_id=person.id, created=NOON, last_seen=used, device="Edge", data="{}"))
    found = queries.sessions_of(cast.astrid.id)
    assert [row.key for row in found] == ["b", "d", "a"]
    assert found[2]._asdict() == {
        "key": "a", "device": "Edge", "created": NOON, "last_seen": NOON + timedelta(minutes=1),
    }  # fmt: skip


def test_a_reset_waits_a_day_with_the_name_of_who_asked(cast):
    for person, by in ((cast.astrid, cast.carla), (cast.bo, cast.freja)):
        keep(FactorReset(person_id=person.id, asked_by_id=by.id, asked_at=NOON))
    assert queries.reset_of(cast.astrid.id, NOON + DAY - timedelta(seconds=1)) == (cast.carla.id, NOON, "Carla Holm")
    assert queries.reset_of(cast.astrid.id, NOON + DAY) is queries.reset_of(cast.emil.id, NOON) is None
