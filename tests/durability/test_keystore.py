"""The keystore holds everybody's keys apart from the database and opens with the house's key alone, also a new one."""

import threading

import pytest
from sqlalchemy import select, text

from competence.assessments.models import Answer
from competence.commands import go_on
from competence.db import db
from competence.privacy.keystore import unlocking
from competence.privacy.keystore.boxes import Box, Place, seal, unseal
from competence.privacy.keystore.files import Locked, is_open_to_others, new_line, path_of, read
from competence.privacy.keystore.store import DATA_KEY, HOUSE_KEY, Keystore
from competence.privacy.keystore.sweeping import sweep
from tests.cast import make_cast
from tests.key_files import write_key_file
from tests.make import make_answer, make_mirror, make_view


@pytest.fixture
def key_file(tmp_path):
    """A file with one house's key."""
    return write_key_file(tmp_path / "kek", new_line())


@pytest.fixture
def open_store(pytestconfig, request, tmp_path, key_file):
    """Return a function that opens the keystore of this test as one more process does; with another file, if given."""
    if pytestconfig.getoption("--database") == "sqlite":
        url = f"sqlite:///{tmp_path / 'keystore.sqlite'}"
    else:
        url = request.getfixturevalue("database_url")
    opened = []

    def open_one(file=key_file):
        opened.append(Keystore(url, file))
        return opened[-1]

    yield open_one
    if url.startswith("postgresql"):
        with opened[0].engine.begin() as connection:
            connection.execute(text("DROP SCHEMA IF EXISTS keystore CASCADE"))
    for one in opened:
        one.engine.dispose()


@pytest.fixture
def store(open_store):
    """An empty keystore, on the database this run is for."""
    return open_store()


def rows(store):
    with store.engine.connect() as connection:
        return connection.execute(select(DATA_KEY)).all()


def test_each_person_has_one_key_for_each_kind_of_text(database_url, store, open_store):
    hers = store.of("mirror", 1)[0]
    assert open_store().of("mirror", 1)[0] == hers
    others = {
        store.of("talk", 1)[0].secret,
        store.of("mirror", 2)[0].secret,
        store.of("mirror", 0)[0].secret,
        hers.secret,
    }
    assert len(others) == 4
    assert store.find([hers.id, "0" * 16]) == {hers.id: hers}


def test_many_who_write_about_her_at_once_get_the_same_key(database_url, store, open_store):
    store.of("mirror", 9)[0]
    found, start = [], threading.Barrier(8)

    def ask():
        own = open_store()
        start.wait()
        found.append(own.of("mirror", 1)[0])

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8
    assert len(set(found)) == 1


def test_a_key_moved_to_somebody_else_in_the_keystore_does_not_open(database_url, store, open_store):
    key = store.of("mirror", 1)[0]
    with store.engine.begin() as connection:
        connection.execute(DATA_KEY.update().values(person_id=2))
    with pytest.raises(Locked, match="was changed"):
        open_store().find([key.id])


def test_destroyed_keys_are_gone_for_good(database_url, store):
    key, other = store.of("mirror", 1)[0], store.of("mirror", 2)[0]
    assert store.destroy(1) == 1
    assert store.find([key.id, other.id]) == {other.id: other}
    assert store.of("mirror", 1)[0].id != key.id


def test_another_houses_key_does_not_open_the_keystore(database_url, store, open_store, tmp_path):
    store.of("mirror", 1)[0]
    wrong = open_store(write_key_file(tmp_path / "wrong", new_line()))
    for act in (wrong.check, lambda: wrong.of("mirror", 1), lambda: wrong.of("mirror", 2)):
        with pytest.raises(Locked):
            act()
    assert len(rows(store)) == 1


def test_a_key_others_can_read_is_refused(store, key_file):
    key_file.chmod(0o644)
    with pytest.raises(Locked, match="others"):
        store.check()


def test_without_the_file_nothing_is_sealed(store, key_file):
    key_file.unlink()
    with pytest.raises(Locked, match="cannot be read"):
        store.of("mirror", 1)[0]


def test_after_a_change_of_the_houses_key_the_old_one_is_not_needed(database_url, store, open_store, key_file):
    keys = [store.of("mirror", person)[0] for person in range(1, 40)]
    old = key_file.read_text()
    write_key_file(key_file, new_line(), old)
    assert open_store().rotate() == len(keys)
    write_key_file(key_file, key_file.read_text().splitlines(keepends=True)[0])
    fresh = open_store()
    fresh.check()
    assert fresh.find([key.id for key in keys]) == {key.id: key for key in keys}
    assert fresh.rotate() == 0


def test_while_the_houses_key_changes_nobody_who_writes_loses_a_text(database_url, store, open_store, key_file):
    """Each writer keeps the file's first keys in memory, as a server does, and seals while they change under it."""
    sealed, failures, stop = [], [], threading.Event()
    store.of("mirror", 0)[0]

    def keep_writing(number):
        own, count = open_store(), 0
        while not stop.is_set() and count < 400:
            count += 1
            person = number * 1000 + count
            try:
                key, place = own.of("mirror", person)[0], Place("answer", "example", count, person)
                sealed.append((place, seal(key.secret, key.id, place, f"ord {person}"), f"ord {person}"))
            except Exception as failure:
                failures.append(failure)
                return

    writers = [threading.Thread(target=keep_writing, args=(number,)) for number in range(1, 6)]
    for writer in writers:
        writer.start()
    for _ in range(3):
        write_key_file(key_file.with_name("new"), new_line(), *key_file.read_text().splitlines(keepends=True)[:1])
        key_file.with_name("new").replace(key_file)
        open_store().rotate()
    stop.set()
    for writer in writers:
        writer.join()
    assert failures == []
    write_key_file(key_file, key_file.read_text().splitlines(keepends=True)[0])  # the old ones are taken out
    fresh = open_store()
    fresh.check()
    for place, box, words in sealed:
        assert unseal(fresh.find([box.key_id])[box.key_id].secret, place, Box(box)) == words
    with store.engine.connect() as connection:
        assert {row.house_key for row in rows(store)} == {connection.scalar(select(HOUSE_KEY.c.id))}


def test_who_knows_only_the_old_key_makes_no_new_ones(database_url, store, open_store, key_file):
    old = key_file.read_text()
    store.of("mirror", 1)[0]
    write_key_file(key_file, new_line(), old)
    open_store().rotate()
    write_key_file(key_file, old)
    with pytest.raises(Locked):
        store.of("mirror", 2)[0]
    assert len(rows(store)) == 1


def test_in_operation_the_product_does_not_start_before_its_key_has_a_file(fresh_app):
    with pytest.raises(Locked, match="KEK_FILE"):
        go_on(fresh_app(PRODUCTION=True))


def test_systemd_may_hand_the_key_over(monkeypatch, tmp_path, fresh_app):
    write_key_file(tmp_path / "kek", new_line())
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path))
    assert path_of(fresh_app(PRODUCTION=True).config) == tmp_path / "kek"


def test_what_systemd_hands_over_its_group_may_read_and_nothing_else_is_read_by_others(monkeypatch, tmp_path, key_file):
    """From version 254 on a unit's credentials are files of mode 0440, in a folder that only its account enters."""
    (folder := tmp_path / "credentials" / "below").mkdir(parents=True)
    handed, below = (write_key_file(place / "kek", new_line()) for place in (folder.parent, folder))
    for path in (handed, below, key_file):
        path.chmod(0o440)
    with pytest.raises(Locked, match="can be read by others"):
        read(handed)
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(folder.parent))
    assert read(handed)
    assert not is_open_to_others(handed)
    for path, mode in ((handed, 0o444), (handed, 0o460), (below, 0o440), (key_file, 0o440)):
        path.chmod(mode)
        with pytest.raises(Locked, match="can be read by others"):
            read(path)
        assert is_open_to_others(path)


@pytest.fixture
def house(fresh_app, key_file):
    """A product of its own in which Astrid has written something."""
    app = fresh_app(KEK_FILE=str(key_file))
    with app.app_context():
        app.extensions["alembic"].upgrade()
        cast = make_cast()
        view = make_view(make_mirror(cast.astrid, cast.version), cast.astrid)
        make_answer(view, cast.version.competences[0], example="Kæexample")
        db.session.commit()
    go_on(app)
    return app


def test_with_the_wrong_key_the_server_does_not_start_and_nothing_is_written(house, key_file):
    write_key_file(key_file, new_line())
    unlocked = unlocking.Keystore(house.extensions["keystore"].url, key_file)
    house.extensions["keystore"] = unlocked
    with pytest.raises(Locked):
        go_on(house)
    with house.app_context():
        answer = db.session.scalars(select(Answer)).one()
        with pytest.raises(Locked):
            answer.example = "Kæplain"
        db.session.rollback()
        assert "Kæ" not in str(db.session.connection().scalar(text("SELECT example FROM answer")))


def test_without_its_keystore_the_server_does_not_start(house, tmp_path, key_file):
    house.extensions["keystore"] = Keystore(f"sqlite:///{tmp_path / 'another.sqlite'}", key_file)
    with pytest.raises(Locked, match="keystore is gone"):
        go_on(house)


def test_the_commands_make_change_try_and_destroy_keys(house, key_file):
    run = house.test_cli_runner().invoke
    new = run(args=["keys", "new"]).output
    write_key_file(key_file, new, key_file.read_text())
    assert "1 keys wrapped anew" in run(args=["keys", "rotate"]).output
    write_key_file(key_file, new)
    assert run(args=["keys", "check"]).output == "1 texts open.\n"
    with house.app_context():
        owner = db.session.scalars(select(Answer)).one()._owner
    assert run(args=["keys", "destroy", str(owner), "--yes"]).output == "1 keys destroyed.\n"
    tried = run(args=["keys", "check"])
    assert (tried.exit_code, "does not open: answer.example of row 1" in tried.stderr) == (1, True)
    with house.app_context():
        assert sweep(db.session, unlocking.keystore()).boxes == 1
