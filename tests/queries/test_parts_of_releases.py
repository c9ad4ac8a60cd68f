"""The parts of earlier releases, which nobody wrote at their close, are worked out as a close writes them."""

from datetime import timedelta

import pytest
from sqlalchemy import delete, select

from competence.analytics import actions
from competence.analytics.models import ReleasedGroup, ReleasedPart, ReleasedUnit
from competence.db import db
from competence.people.models import Employment
from tests.cast import make_cast
from tests.databases import copy_of
from tests.make import NOW, make_employment, make_person, make_role_profile, make_unit
from tests.rounds import make_round, make_staff

ONE = timedelta(days=1)
SIZES = {"tarup": 14, "vollsmose": 14, "staff": 14}
LABELS = ["Hele organisationen", "Hele organisationen undtagen Vollsmose", "Vollsmose"]  # without the unit that left
LEVELS = {"c1": [3, 4, 2] * 14, "c2": [2] * 20, "c3": [1] * 4}


def kept():
    """Return the units of every release, and where each group of it is found."""
    units = db.session.execute(select(ReleasedUnit.release_id, ReleasedUnit.code, ReleasedUnit.parent)).all()
    found = select(ReleasedGroup.id, ReleasedPart.code, ReleasedPart.alone).join(
        ReleasedPart, ReleasedPart.group_id == ReleasedGroup.id
    )
    return {tuple(row) for row in units}, {tuple(row) for row in db.session.execute(found)}


@pytest.fixture
def house(fresh_app, migrated, tmp_path):
    """A product of its own; its context is open."""
    with copy_of(migrated, tmp_path) as url:
        app = fresh_app(DATABASE_URL=url)
        with app.app_context():
            yield app
            db.session.close()
            db.engine.dispose()
            app.extensions["keystore"].engine.dispose()


@pytest.fixture
def cast(house):
    """Two rounds are released in a house with a unit below Tarup, and one that has ended."""
    cast = make_cast()
    make_unit("closed", cast.house).valid_to = cast.house.valid_from
    make_employment(make_person("Nynne"), make_unit("below", cast.tarup), make_role_profile("host"))
    for title in ("Efterår 2026", "Forår 2027"):
        actions.publish(make_round(cast, make_staff(cast, SIZES), LEVELS, title).close())
    db.session.commit()
    return cast


def upgraded(house):
    """Return what a release keeps that an earlier version wrote."""
    db.session.rollback()
    house.extensions["alembic"].downgrade("0046")
    house.extensions["alembic"].upgrade()
    found = kept()
    db.session.rollback()
    return found


def test_a_release_that_was_written_before_is_found_as_one_written_today(house, cast):
    units, parts = kept()
    assert {("tarup", "house"), ("below", "tarup"), ("house", None)} <= {row[1:] for row in units}
    assert {alone for _group, _code, alone in parts} == {True, False}
    assert upgraded(house) == (units, parts)


def test_no_unit_is_made_alone_by_others_having_been_erased_since(house, cast):
    units, parts = kept()
    db.session.execute(delete(Employment).where(Employment.unit_id.in_([cast.vollsmose.id, cast.staff.id])))
    db.session.commit()
    there, found = upgraded(house)
    assert {row for row in found if row[2]} == {row for row in parts if row[2]}
    assert there <= units
    assert ("vollsmose", "house") in {row[1:] for row in there}, "its name stands on figures"


def test_a_unit_that_moved_before_keeps_the_figures_of_others(house, cast):
    _units, parts = kept()
    cast.tarup.parent = cast.vollsmose
    db.session.commit()
    _there, found = upgraded(house)
    assert {row for row in found if row[2]} >= {row for row in parts if row[1] == "vollsmose" and row[2]}


def test_who_left_is_counted_where_they_worked_last_and_the_unit_they_are_told_with_is_not_alone(house):
    """The six of the staff unit are told with Tarup; on the day of the close nobody works there, nor above it."""
    cast = make_cast()
    made = make_round(cast, make_staff(cast, {"tarup": 12, "vollsmose": 25, "staff": 6}), {"c1": [5] * 12 + [1] * 31})
    cycle = made.close()
    for unit, last in ((cast.house, cycle.opens_on - ONE), (cast.staff, cycle.closed_at.date() - ONE)):
        for place in db.session.scalars(select(Employment).where(Employment.unit_id == unit.id)):
            place.valid_to = last
    actions.publish(cycle)
    labels = {group.label.da: group.id for group in db.session.scalars(select(ReleasedGroup))}
    assert "Tarup" not in labels
    assert (labels["Staff samt Tarup"], "tarup", False) in kept()[1]


@pytest.mark.parametrize("shared", [True, False])
def test_whether_the_one_who_left_a_unit_shared_is_not_read_off_its_being_there(house, shared):
    cast = make_cast()
    project, gone = make_unit("project", cast.house), make_person("Nynne")
    staff = make_staff(cast, {"tarup": 12, "vollsmose": 25, "staff": 6})
    make_employment(gone, project, end=NOW.date() - ONE)
    if shared:
        staff["tarup"].append(gone)
    cycle = make_round(cast, staff, {"c1": [3] * 44}).close()
    actions.publish(cycle)
    assert (cycle.id, "project", "house") in kept()[0]
    assert sorted(group.label.da for group in db.session.scalars(select(ReleasedGroup))) == LABELS


def test_a_unit_of_its_name_below_is_not_told_alone_for_the_one_above_in_an_earlier_release(house):
    cast = make_cast()
    make_employment(make_person("Nynne"), make_unit("below", cast.tarup, title="Tarup"), make_role_profile("host"))
    actions.publish(make_round(cast, make_staff(cast, SIZES), LEVELS).close())
    db.session.commit()
    before = kept()
    assert upgraded(house) == before
