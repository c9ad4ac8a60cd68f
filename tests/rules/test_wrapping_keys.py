"""The keystore keeps one key for each person and kind of text, wrapped so that only its house opens it."""

import base64
import hashlib
from contextlib import contextmanager
from dataclasses import FrozenInstanceError

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import event, insert, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.pool import NullPool
from sqlalchemy.schema import CreateTable

from competence.privacy.keystore import store as module
from competence.privacy.keystore.files import Locked, new_line, read
from competence.privacy.keystore.store import DATA_KEY, HOUSE_KEY, Keystore, metadata
from tests.key_files import write_key_file

SECRET = b"s" * 32
NUMBER = {"BLOB": "INTEGER", "BYTEA": "SERIAL"}


@pytest.fixture
def key_file(tmp_path):
    """A file with one house's key."""
    return write_key_file(tmp_path / "kek", new_line())


@pytest.fixture
def open_store(tmp_path, key_file):
    """Return a function that opens the keystore of this test as one more process does."""
    return lambda file=key_file: Keystore(f"sqlite:///{tmp_path / 'below' / 'keys' / 'keystore.sqlite'}", file)


@pytest.fixture
def store(open_store):
    """A keystore with nothing in it."""
    return open_store()


@contextmanager
def sent(store):
    """Collect what is sent to a keystore: each statement with its parameters."""
    seen = []

    def note(_, __, statement, parameters, *___):
        seen.append((statement, parameters))

    event.listen(store.engine, "before_cursor_execute", note)
    yield seen
    event.remove(store.engine, "before_cursor_execute", note)


def rows(store, table):
    with store.engine.connect() as connection:
        return [tuple(row) for row in connection.execute(select(table))]


def change(store, table, **values):
    with store.engine.begin() as connection:
        connection.execute(table.update().values(**values))


def test_its_tables_are_those_of_every_house_that_has_one():
    """No migration goes through a keystore."""
    columns = "id VARCHAR(16) NOT NULL, person_id INTEGER NOT NULL, data_class VARCHAR(20) NOT NULL, "
    ends = "PRIMARY KEY (id), UNIQUE (person_id, data_class) )"
    for dialect, blob, rowid in ((sqlite.dialect(), "BLOB", " WITHOUT ROWID"), (postgresql.dialect(), "BYTEA", "")):
        made = [" ".join(str(CreateTable(one).compile(dialect=dialect)).split()) for one in metadata.tables.values()]
        assert made == [
            f"CREATE TABLE data_key ( {columns}house_key VARCHAR(16) NOT NULL, wrapped {blob} NOT NULL, {ends}{rowid}",
            f"CREATE TABLE house_key ( one {NUMBER[blob]} NOT NULL, id VARCHAR(16) NOT NULL, PRIMARY KEY (one) )",
        ]


def test_a_key_that_an_earlier_version_wrapped_is_opened(store, key_file):
    house = base64.b64decode(key_file.read_text())
    name = hashlib.sha256(b"kompetencespejl house key" + house).hexdigest()[:16]
    store.of("talk", 5)
    nonce, bound = b"n" * 12, f"wrap|{name}|0123456789abcdef|7|mirror".encode()
    row = {"id": "0123456789abcdef", "person_id": 7, "data_class": "mirror", "house_key": name}
    with store.engine.begin() as connection:
        connection.execute(insert(DATA_KEY).values(**row, wrapped=nonce + AESGCM(house).encrypt(nonce, SECRET, bound)))
    (key,) = store.of("mirror", 7)
    assert (key.id, key.person, key.data_class, key.secret) == ("0123456789abcdef", 7, "mirror", SECRET)
    assert rows(store, HOUSE_KEY) == [(1, name)]


def test_each_person_has_one_key_for_each_kind_of_text_and_no_two_are_alike(store, open_store):
    asked = [store.of("mirror", 1)[0], *store.of("talk", 2, 1), store.of("mirror", 0)[0]]
    assert [(key.data_class, key.person) for key in asked] == [("mirror", 1), ("talk", 2), ("talk", 1), ("mirror", 0)]
    assert len({key.secret for key in asked}) == len({key.id for key in asked}) == 4
    assert {(len(key.id), len(key.secret)) for key in asked} == {(16, 32)}
    assert open_store().of("talk", 1, 2) == [asked[2], asked[1]]
    assert store.find([asked[0].id, "0" * 16]) == {asked[0].id: asked[0]}
    assert store.of("talk") == []


def test_what_is_missing_is_made_beside_what_is_there_in_one_order_whoever_asks(store, monkeypatch):
    kept, added = store.of("mirror", 5)[0], []
    add = store._add
    monkeypatch.setattr(store, "_add", lambda *words: (added.append(words[2]), add(*words)))
    found = store.of("mirror", 16, 5, 1)
    assert [key.person for key in found] == [16, 5, 1]
    assert found[1] == kept
    assert added == [[1, 16]], "two who ask at once never wait for each other's"
    assert store.of("mirror", 16, 5, 1) == found
    assert added == [[1, 16]]


def test_no_key_is_written_where_it_is_spoken_of_nor_given_to_somebody_else(store):
    (key,) = store.of("mirror", 1)
    assert str(key.secret) not in repr(key)
    assert all(key.secret not in row[4] for row in rows(store, DATA_KEY))
    with pytest.raises(FrozenInstanceError):
        key.person = 2


def test_a_key_somebody_else_made_meanwhile_is_taken(store, open_store):
    (first,) = open_store().of("mirror", 1)
    with store._begin() as connection:
        store._add(connection, "mirror", [1])
    assert store.of("mirror", 1) == [first]


def test_destroyed_keys_are_gone_and_counted(store):
    keys, other = [store.of("mirror", 1)[0], *store.of("talk", 1, 2)], store.of("mirror", 3)[0]
    assert store.destroy(1, 2) == 3
    assert store.find([*(key.id for key in keys), other.id]) == {other.id: other}
    assert store.destroy(1) == 0


def test_whether_there_is_one_and_whether_anything_is_in_it(store, tmp_path):
    path = tmp_path / "below" / "keys" / "keystore.sqlite"
    assert (store.exists(), store.is_empty(), path.exists()) == (False, True, False)
    path.touch()
    assert (store.exists(), store.is_empty()) == (False, True)
    store.of("mirror", 1)
    assert (store.exists(), store.is_empty()) == (True, False)
    store.destroy(1)
    assert (store.exists(), store.is_empty()) == (True, True)
    with store.engine.begin() as connection:
        connection.execute(HOUSE_KEY.delete())
    assert store.exists() is False


def test_it_stands_in_a_folder_of_its_owners_and_is_closed_after_each_use(store, open_store, tmp_path):
    assert (tmp_path / "below" / "keys").stat().st_mode & 0o777 == 0o700
    assert isinstance(open_store().engine.pool, NullPool)


def test_it_is_made_once_and_its_houses_key_read_once(store, monkeypatch):
    read_file, reads = module.read, []
    monkeypatch.setattr(module, "read", lambda path: (reads.append(path), read_file(path))[1])
    store.of("mirror", 1)
    with sent(store) as seen:
        (key,) = store.of("mirror", 1)
        store.find([key.id])
    assert [statement.split()[0] for statement, _ in seen] == ["BEGIN", "SELECT", "BEGIN", "SELECT"]
    assert len(reads) == 1


def test_more_people_than_one_asks_for_by_name_are_asked_for_together(store, monkeypatch):
    monkeypatch.setattr(module, "MANY", 2)
    keys = store.of("mirror", 1, 2, 3)
    store.of("talk", 1)
    with sent(store) as seen:
        assert store.of("mirror", 1, 2) == keys[:2]
        assert store.of("mirror", 3, 2, 1) == keys[::-1]
    assert [len(parameters) for statement, parameters in seen if statement.startswith("SELECT")] == [3, 1]


def test_before_it_is_used_the_file_must_hold_every_key_it_needs(store, open_store, key_file, tmp_path):
    store.check()
    store.check_file()
    wrong = open_store(write_key_file(tmp_path / "wrong", new_line()))
    with pytest.raises(Locked, match="is not in the key file"):
        wrong.check()
    for person in range(1, 7):
        store.of("mirror", person)
    for number, key in enumerate(store.of("mirror", *range(1, 7))):
        with store.engine.begin() as connection:
            connection.execute(DATA_KEY.update().where(DATA_KEY.c.id == key.id).values(house_key=f"{6 - number}" * 16))
    with pytest.raises(Locked, match="house's key 1111111111111111 is not"):
        store.check()
    key_file.unlink()
    with pytest.raises(Locked, match="cannot be read"):
        store.check_file()


def test_which_of_the_houses_keys_are_needed_is_read_once_each_however_many_people_there_are(store):
    store.of("mirror", 1, 2, 3)
    with sent(store) as seen:
        store.check()
    asked = [statement for statement, _ in seen if statement.startswith("SELECT DISTINCT")]
    assert len(asked) == 1, "of which house's key each is wrapped with"


def test_a_key_that_was_changed_or_moved_is_noticed(store, open_store):
    (key,) = store.of("mirror", 1)
    change(store, DATA_KEY, person_id=2)
    for act in (lambda: open_store().find([key.id]), lambda: open_store().of("mirror", 2), open_store().check):
        with pytest.raises(Locked, match="was changed"):
            act()


def test_another_key_of_the_house_takes_over(store, open_store, key_file):
    keys, old = store.of("mirror", 1, 2, 3), key_file.read_text()
    write_key_file(key_file, new_line(), old)
    first = read(key_file).current
    assert open_store().rotate() == 3
    assert {row[3] for row in rows(store, DATA_KEY)} == {first}
    assert rows(store, HOUSE_KEY) == [(1, first)]
    assert open_store().rotate() == 0
    assert store.find([key.id for key in keys]) == {key.id: key for key in keys}, "the file is read again"
    write_key_file(key_file, key_file.read_text().splitlines(keepends=True)[0])
    assert open_store().of("mirror", 1, 2, 3) == keys
    with pytest.raises(Locked):
        open_store(write_key_file(key_file, old)).of("mirror", 4)


def test_until_then_new_keys_are_wrapped_as_before(store, open_store, key_file):
    store.of("mirror", 1)
    before = read(key_file).current
    write_key_file(key_file, new_line(), key_file.read_text())
    open_store().of("mirror", 2)
    assert {row[3] for row in rows(store, DATA_KEY)} == {before}


class Server:
    """What stands for a PostgreSQL server: it notes what is sent."""

    dialect = postgresql.dialect()

    def __init__(self):
        self.sent = []

    @contextmanager
    def begin(self):
        yield self

    def execute(self, statement, *_):
        self.sent.append(" ".join(str(statement.compile(dialect=self.dialect)).split()))

    def scalar(self, statement):
        self.execute(statement)

    connect = begin

    def has_table(self, name, schema=None):
        self.sent.append(f"is {name} in {schema}?")
        return False


def test_on_a_server_it_stands_in_a_schema_of_its_own(key_file, monkeypatch):
    store = Keystore("postgresql+psycopg://localhost/house", key_file)
    assert store._schema == "keystore"
    assert store.engine.get_execution_options()["schema_translate_map"] == {None: "keystore"}
    store.engine = server = Server()
    monkeypatch.setattr(metadata, "create_all", lambda connection: None)
    store._make()
    assert server.sent[:2] == ["SELECT pg_advisory_xact_lock(7316)", "CREATE SCHEMA IF NOT EXISTS keystore"]
    assert server.sent[2].endswith("ON CONFLICT (one) DO NOTHING")
    monkeypatch.setattr(module, "inspect", lambda connection: connection)
    assert store.exists() is False
    assert server.sent[3:] == ["is house_key in keystore?"]


def test_on_a_server_whoever_makes_a_key_holds_the_houses_key_until_it_is_written(store, key_file):
    server = Server()
    server.scalar = lambda statement: (server.execute(statement), read(key_file).current)[1]
    store._add(server, "mirror", [1])
    assert server.sent[0] == "SELECT house_key.id FROM house_key FOR SHARE"
    assert server.sent[1].endswith("ON CONFLICT DO NOTHING")
