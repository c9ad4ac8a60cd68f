"""The parts of earlier releases, which nobody wrote at their close, are worked out as a close would have written them."""

from contextlib import nullcontext

import pytest
from sqlalchemy import select

from competence.analytics import actions
from competence.analytics.models import ReleasedGroup, ReleasedPart, ReleasedUnit
from competence.db import db
from tests.cast import make_cast
from tests.databases import database_on
from tests.make import make_employment, make_person, make_role_profile, make_unit
from tests.rounds import make_round, make_staff

LEVELS = {"c1": [3, 4, 2] * 11, "c2": [2] * 20, "c3": [1] * 4}


def kept():
    """Return the units of every release, and where each group of it is found."""
    units = db.session.execute(select(ReleasedUnit.release_id, ReleasedUnit.code, ReleasedUnit.parent)).all()
    found = select(ReleasedGroup.id, ReleasedPart.code, ReleasedPart.alone).join(
        ReleasedPart, ReleasedPart.group_id == ReleasedGroup.id
    )
    return {tuple(row) for row in units}, {tuple(row) for row in db.session.execute(found)}


@pytest.fixture
def house(fresh_app, database_url):
    """A product of its own; its context is open."""
    with nullcontext() if database_url.startswith("sqlite") else database_on(database_url) as url:
        app = fresh_app(**({"DATABASE_URL": url} if url else {}))
        with app.app_context():
            app.extensions["alembic"].upgrade()
            yield app
            db.session.close()
            db.engine.dispose()
            app.extensions["keystore"].engine.dispose()


def test_a_release_that_was_written_before_is_found_as_one_written_today(house):
    cast, alembic = make_cast(), house.extensions["alembic"]
    make_unit("closed", cast.house).valid_to = cast.house.valid_from
    make_employment(make_person("Nynne"), make_unit("below", cast.tarup), make_role_profile("host"))
    for title in ("Efterår 2026", "Forår 2027"):
        actions.publish(make_round(cast, make_staff(cast), LEVELS, title).close())
    db.session.commit()
    units, parts = kept()
    assert {("tarup", "house"), ("below", "tarup"), ("house", None)} <= {row[1:] for row in units}
    assert {alone for _group, _code, alone in parts} == {True, False}
    db.session.rollback()
    alembic.downgrade("0046")
    alembic.upgrade()
    assert kept() == (units, parts)
    db.session.rollback()
