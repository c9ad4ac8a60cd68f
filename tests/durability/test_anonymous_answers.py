"""What stays of anonymous answers on the disk, tried with the files in hand: nothing that leads to anybody."""

import os
import random
import signal
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest

from competence.commands import go_on
from competence.db import db
from competence.feedback.sealed import keys
from competence.feedback.sealed.actions import wiping, writing
from competence.feedback.sealed.models import LooseAnswer, Round, RoundFigure, SealedSheet, Topic
from competence.feedback.sealed.rules.rounds import Stage
from competence.feedback.upward.actions import running
from competence.notifications.models import Notification
from competence.people.models import Person
from competence.web.clock import today
from tests.attack.linkage import attack
from tests.attack.rounds import InOrderOfArrival, Loot, Store, answer, close, files_of, open_rounds, product

PAGE = {"sqlite": 4096, "postgresql": 8192}


@pytest.fixture
def kind(request: pytest.FixtureRequest, database_url: str) -> str:
    """The database this run is for; each test here opens one of its own."""
    return str(request.config.getoption("--database"))


def test_nobody_can_be_linked_to_an_answer(kind):
    assert attack(kind, Store(), 40).is_chance


def test_a_store_that_writes_answers_down_as_they_arrive_falls(kind):
    linked = attack(kind, InOrderOfArrival(), 4)
    assert (linked.linkage, linked.is_chance) == (1, False)


def test_after_the_wiping_nothing_is_left_of_sheets_boxes_and_key_and_nobody_is_named_where_answers_lie(kind, tmp_path):
    with product(kind, tmp_path):
        told, loot, dice = open_rounds(2, random.Random(1)), Loot(), random.Random(2)
        answer(Store(), told, loot, tmp_path, dice)
        boxes = [sheet.box[:32] for sheet in db.session.query(SealedSheet)]
        sheets = [sheet.id.encode() for sheet in db.session.query(SealedSheet)]
        names = [word.encode() for one in db.session.query(Person) for word in (one.pid, one.email)]
        secret = [keys.find(round_.pid) for round_ in db.session.query(Round)]
        db.session.close()
        lying = _tables(files_of(tmp_path, "open"))
        assert _found(sheets, lying) == set(sheets), "what is looked for is there before, or the search is blind"
        if kind == "sqlite":
            assert _found(boxes, lying) == set(boxes)
        close(loot, tmp_path)
        left = _tables(files_of(tmp_path, "wiped"))
        answers = [row.id.encode() for row in db.session.query(LooseAnswer)]
        assert _found(answers, left) == set(answers) != set()
        assert _found([*sheets, *boxes], left) == set()
        assert _found(secret, loot.files) == set()
        assert [
            word for page in _pages(left, PAGE[kind]) if _found(answers, [page]) for word in _found(names, [page])
        ] == []
        assert [*(tmp_path / "keys").iterdir()] == []


def _tables(files: dict[str, bytes]) -> dict[str, bytes]:
    """Return the files tables lie in; PostgreSQL's log is its keeper's, and holds boxes without a key."""
    return {name: content for name, content in files.items() if " 0000" not in name}


def _found(wanted: list[bytes], files: dict[str, bytes] | list[bytes]) -> set[bytes]:
    contents = files.values() if isinstance(files, dict) else files
    return {one for content in contents for one in wanted if one in content}


def _pages(files: dict[str, bytes], size: int) -> Iterator[bytes]:
    for content in files.values():
        yield from (content[start : start + size] for start in range(0, len(content), size))


def after_the_last_day() -> None:
    for round_ in db.session.query(Round):
        running.every_day(max(round_.closes_on, today()).replace(year=today().year + 1))


def before_it_is_committed() -> None:
    after_the_last_day()


def before_it_is_wiped() -> None:
    after_the_last_day()
    db.session.commit()


def when_only_the_key_is_gone() -> None:
    before_it_is_wiped()
    for round_ in db.session.query(Round):
        keys.destroy(round_.pid)


def before_it_is_published() -> None:
    before_it_is_wiped()
    wiping.wipe()


@pytest.mark.parametrize(
    "moment", [before_it_is_committed, before_it_is_wiped, when_only_the_key_is_gone, before_it_is_published]
)
def test_whenever_it_is_killed_a_round_is_wholly_open_or_closed_and_the_next_start_finishes_it(kind, tmp_path, moment):
    with product(kind, tmp_path) as app:
        told, loot = open_rounds(1, random.Random(3)), Loot()
        answer(Store(), told, loot, tmp_path, random.Random(4))
        db.session.close()
        _killed(moment)
        round_ = db.session.query(Round).one()
        if moment is before_it_is_committed:
            assert round_.stage is Stage.OPEN
            assert {writing.read(sheet).counts for sheet in db.session.query(SealedSheet)} == {True}
            assert (db.session.query(LooseAnswer).count(), db.session.query(RoundFigure).count()) == (0, 0)
            return
        assert (round_.stage, round_.published_on) == (Stage.CLOSED, None)
        assert db.session.query(SealedSheet).count() == 0
        db.session.close()
        go_on(app)
        go_on(app)
        assert db.session.query(Round).one().stage is Stage.PUBLISHED
        assert [*(tmp_path / "keys").iterdir()] == []


@pytest.mark.parametrize(("answered", "word"), [(True, "upward.published"), (False, "upward.few")])
def test_the_daily_run_closes_wipes_publishes_and_tells_the_leader(kind, tmp_path, answered, word):
    with product(kind, tmp_path) as app:
        told, loot = open_rounds(1, random.Random(3)), Loot()
        if answered:
            answer(Store(), told, loot, tmp_path, random.Random(4))
        round_ = db.session.query(Round).one()
        round_.closes_on = today() - timedelta(days=1)
        db.session.commit()
        result = app.test_cli_runner().invoke(args=["remind"])
        assert result.exit_code == 0, result.output
        db.session.rollback()
        assert round_.stage is Stage.PUBLISHED
        topic = db.session.query(Topic).one()
        notes = db.session.query(Notification).filter(Notification.kind.in_(["upward.published", "upward.few"]))
        assert [(note.person_id, note.kind) for note in notes] == [(topic.leader_id, word)]


def test_a_start_before_there_are_tables_and_one_with_nothing_to_do_are_quiet(fresh_app, caplog):
    app = fresh_app()
    go_on(app)
    with app.app_context():
        app.extensions["alembic"].upgrade()
    go_on(app)
    assert [record for record in caplog.records if record.name == app.logger.name] == []


def test_a_reader_who_keeps_the_log_open_holds_the_publication_back(tmp_path, fresh_app):
    with product("sqlite", tmp_path) as app:
        told, loot = open_rounds(1, random.Random(3)), Loot()
        answer(Store(), told, loot, tmp_path, random.Random(4))
        before_it_is_wiped()
        with db.engine.connect() as reader:
            reader.exec_driver_sql("ROLLBACK")
            reader.exec_driver_sql("BEGIN")
            reader.exec_driver_sql("SELECT count(*) FROM sealed_round").scalar()
            go_on(app)
            assert db.session.query(Round).one().stage is Stage.CLOSED
            db.session.close()
            reader.exec_driver_sql("ROLLBACK")
            reader.exec_driver_sql("BEGIN")
        go_on(app)
        assert db.session.query(Round).one().stage is Stage.PUBLISHED


def _killed(work: Callable[[], None]) -> None:
    """Let a process of its own do some work and die of kill -9 after it."""
    child = os.fork()
    if child == 0:
        try:
            db.engine.dispose(close=False)
            work()
        finally:
            os.kill(os.getpid(), signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    assert os.WTERMSIG(status) == signal.SIGKILL
