"""`flask demo` fills an empty database, the same way for the same seed, and never touches one with people in it."""

import shutil
from contextlib import contextmanager

import pytest
from sqlalchemy import Table, select

from competence.assessments.models import Answer, Mirror, View, Voice
from competence.cycles.models import Cycle
from competence.cycles.roster.models import RosterNote
from competence.cycles.roster.queries import decided, house, members, running_rounds
from competence.cycles.roster.rules.deciding import Kind
from competence.db import Model, db
from competence.notifications.models import OutgoingMail
from competence.people.models import Person
from competence.privacy.keystore.columns import sealed_of, sealed_tables
from competence.signin.models import Account
from competence.web.clock import now, today
from tests.databases import files_in

WITH_THE_CLOCK_IN_IT = {"created_at", "at", "published_at", "password_hash", "password_at", "invited_at", "data"}


@contextmanager
def filled(fresh_app, folder, *arguments):
    """A product of its own, filled with the demo, all of whose files lie in a folder; gives the command's words."""
    product = product_in(fresh_app, folder)
    with product.app_context():
        product.extensions["alembic"].upgrade()
    result = product.test_cli_runner().invoke(args=["demo", *arguments])
    assert result.exit_code == 0, result.output
    with product.app_context():
        yield product, result.output


def product_in(fresh_app, folder):
    return fresh_app(DEMO=True, DATABASE_URL=f"sqlite:///{folder / 'demo.sqlite'}", **files_in(folder))


@pytest.fixture(scope="module")
def made_once(tmp_path_factory):
    """Where the first test to ask leaves a house of sixty people and what the command said, for the others to copy."""
    return tmp_path_factory.mktemp("demo") / "sixty", []


@pytest.fixture
def demo(made_once, fresh_app, tmp_path):
    """A house of sixty people in a product of its own, inside its context, and what the command said."""
    folder, told = made_once
    if not folder.exists():
        folder.mkdir()
        with filled(fresh_app, folder, "--people", "60") as (_, output):
            told.append(output)
            db.session.close()
            db.engine.dispose()
    shutil.copytree(folder, tmp_path / "demo")
    product = product_in(fresh_app, tmp_path / "demo")
    with product.app_context():
        yield product, told[0]


def rows_of(table: Table):
    """Everything in a table but the moments of filling it, and what no two runs may share."""
    sealed = {cls.__table__: [one.name for one in sealed_of(cls)] for cls in sealed_tables()}.get(table, [])
    columns = [column for column in table.columns if column.name not in {*WITH_THE_CLOCK_IN_IT, *sealed}]
    rows = [tuple(row) for row in db.session.execute(select(*columns).order_by(*table.primary_key.columns))]
    return rows + [words_of(table, name) for name in sealed]


def words_of(table: Table, name: str):
    """What was written in a sealed column."""
    (cls,) = (cls for cls in sealed_tables() if cls.__table__ is table)
    return [getattr(row, name) for row in db.session.scalars(select(cls).order_by(*table.primary_key.columns))]


def everything():
    by_chance = {"audit_event", "sealed_sheet", "loose_answer"}  # what is anonymous is never the same twice
    tables = [table for table in Model.metadata.sorted_tables if table.name not in by_chance]
    return {table.name: rows_of(table) for table in tables}


def test_the_same_seed_gives_the_same_house_to_the_last_word(fresh_app, tmp_path_factory, request):
    with filled(fresh_app, tmp_path_factory.mktemp("again"), "--people", "60"):
        first = everything()
    with filled(fresh_app, tmp_path_factory.mktemp("other"), "--people", "60", "--seed", "7"):
        assert rows_of(Answer.__table__) != first["answer"]
    request.getfixturevalue("demo")
    second = everything()
    assert len(first["answer"]) > 1000
    assert [name for name in first if first[name] != second[name]] == []


def test_it_tells_the_seven_accounts_and_they_can_sign_in(demo):
    product, told = demo
    for name in ("astrid", "bo", "carla", "dorte", "emil", "freja", "didrik"):
        assert f"{name}@example.org" in told
    assert product.config["PUBLIC_URL"] in told
    assert len(db.session.scalars(select(Account)).all()) == 7
    client = product.test_client()
    assert client.get("/").status_code == 303


def test_three_rounds_are_closed_and_astrid_and_bo_have_opened_the_last_of_them(demo):
    cycles = db.session.scalars(select(Cycle).order_by(Cycle.opens_on)).all()
    assert [cycle.is_closed for cycle in cycles] == [True, True, True, False]
    astrid = db.session.scalars(select(Person).where(Person.email == "astrid@example.org")).one()
    mirrors = db.session.scalars(select(Mirror).where(Mirror.subject_id == astrid.id).order_by(Mirror.started_on)).all()
    last, open_one = mirrors[-2:]
    assert last.is_revealed
    assert {view.voice for view in last.views} == set(Voice)
    assert not open_one.is_revealed
    (view,) = db.session.scalars(select(View).where(View.mirror_id == open_one.id)).all()
    assert 0 < len(view.answers) < 12
    assert not view.is_shared


def test_the_open_round_is_right_and_says_what_happened_in_it(fresh_app, tmp_path):
    with filled(fresh_app, tmp_path, "--people", "120"):
        (cycle,) = running_rounds()
        assert decided(cycle, members(cycle, house(today())), can_plan=True) == []
        told = set(db.session.scalars(select(RosterNote.kind)))
        moved = {Kind.INVITE, Kind.LEAVE, Kind.REST, Kind.RESUME, Kind.HAND_OVER}
        assert told == moved | {Kind.ONBOARDING_TALK, Kind.RETURN_TALK}
        assert db.session.scalars(select(OutgoingMail)).all() == []


def test_what_is_shared_was_shared_within_its_round_and_nothing_lies_in_the_future(demo):
    for mirror in db.session.scalars(select(Mirror)):
        for view in mirror.views:
            assert all(answer.saved_at <= now() for answer in view.answers)
            for share in view.shares:
                assert mirror.cycle.opened_at <= share.shared_at <= (mirror.cycle.closed_at or now())


def test_it_goes_into_an_empty_database_only(demo):
    product, _ = demo
    before = len(db.session.scalars(select(Person)).all())
    db.session.rollback()
    again = product.test_cli_runner().invoke(args=["demo"])
    assert (again.exit_code, "only goes into an empty one" in again.output) == (1, True)
    silent = product.test_cli_runner().invoke(args=["demo", "--if-empty"])
    assert (silent.exit_code, silent.output) == (0, "")
    assert len(db.session.scalars(select(Person)).all()) == before
