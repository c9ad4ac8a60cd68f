"""The keystore: one key for each person and kind of text, wrapped by the house's key, apart from the database."""

import secrets
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import Connection, Engine, Row, delete, inspect, make_url, select, update
from sqlalchemy.schema import CreateSchema

from competence.db import engine_for, insert_on
from competence.privacy.keystore.boxes import KEY_LENGTH, NONCE_LENGTH
from competence.privacy.keystore.files import HouseKeys, Locked, read

SCHEMA = "keystore"  # on PostgreSQL; a copy of the database leaves it out

MANY = 1000  # more people than one asks for by name

metadata = sqlalchemy.MetaData()
DATA_KEY = sqlalchemy.Table(
    "data_key",
    metadata,
    sqlalchemy.Column("id", sqlalchemy.String(16), primary_key=True),
    sqlalchemy.Column("person_id", sqlalchemy.Integer, nullable=False),
    sqlalchemy.Column("data_class", sqlalchemy.String(20), nullable=False),
    sqlalchemy.Column("house_key", sqlalchemy.String(16), nullable=False),
    sqlalchemy.Column("wrapped", sqlalchemy.LargeBinary, nullable=False),
    sqlalchemy.UniqueConstraint("person_id", "data_class"),
    sqlite_with_rowid=False,  # in the order of random ids: not of who wrote first
)
HOUSE_KEY = sqlalchemy.Table(  # one row: the key that wraps now; whoever does not have it makes no new keys
    "house_key",
    metadata,
    sqlalchemy.Column("one", sqlalchemy.Integer, primary_key=True),
    sqlalchemy.Column("id", sqlalchemy.String(16), nullable=False),
)


@dataclass(frozen=True, repr=False)
class DataKey:
    """A key, unwrapped: whose it is, and what kind of text it seals."""

    id: str
    person: int
    data_class: str
    secret: bytes


class Keystore:
    """A keystore at an address, opened with the keys of a file."""

    def __init__(self, url: str, key_file: Path | None) -> None:
        self.key_file = key_file
        self.url = url
        self.engine: Engine = _engine(url)
        self._is_ready = False
        self._house: HouseKeys | None = None

    def exists(self) -> bool:
        """Return whether there is a keystore, with keys in it or with all of them destroyed."""
        if self.engine.dialect.name == "sqlite" and not Path(str(make_url(self.url).database)).exists():
            return False
        with self.engine.connect() as connection:
            if not inspect(connection).has_table(HOUSE_KEY.name, schema=self._schema):
                return False
            return connection.scalar(select(HOUSE_KEY.c.id)) is not None

    def is_empty(self) -> bool:
        """Return whether there is no key in it, or it is not there at all."""
        if not self.exists():
            return True
        with self.engine.connect() as connection:
            return not connection.scalar(select(select(DATA_KEY.c.id).exists()))

    def check_file(self) -> None:
        """Raise Locked where there is no house's key to begin with."""
        self._read_file()

    def check(self) -> None:
        """Raise Locked where the file does not hold every key that the keystore needs."""
        house = self._read_file()
        with self._begin() as connection:
            needed = {_wrapping(connection), *connection.scalars(select(DATA_KEY.c.house_key).distinct())}
            for key_id in sorted(needed):
                house[key_id]
            for row in connection.execute(select(DATA_KEY).limit(1)):
                _unwrap(row, house)

    def find(self, ids: Collection[str]) -> dict[str, DataKey]:
        """Return the keys with these ids; one that was destroyed is not among them."""
        with self._begin() as connection:
            rows = connection.execute(select(DATA_KEY).where(DATA_KEY.c.id.in_(ids))).all()
        return {row.id: self._unwrapped(row) for row in rows}

    def of(self, data_class: str, *people: int) -> list[DataKey]:
        """Return the keys of people for a kind of text, in their order.

        The first who asks makes one, and it is kept before it is used.
        """
        with self._begin() as connection:
            found = _found(connection, data_class, people)
            if missing := set(people) - set(found):
                self._add(connection, data_class, sorted(missing))
                found |= _found(connection, data_class, missing)
        return [self._unwrapped(found[person]) for person in people]

    def destroy(self, *people: int) -> int:
        """Destroy all keys of people: what they seal can be read by nobody any more. Returns how many there were."""
        with self._begin() as connection:
            return int(connection.execute(delete(DATA_KEY).where(DATA_KEY.c.person_id.in_(people))).rowcount)

    def rotate(self) -> int:
        """Wrap every key with the first key of the file; the others may be taken out afterwards.

        Until then new keys are wrapped as before, whatever stands first in the file; from then on with the first one.
        """
        house = self._read_file()
        with self._begin() as connection:
            connection.execute(update(HOUSE_KEY).values(id=house.current))  # locks out those who make keys
            rows = connection.execute(select(DATA_KEY).where(DATA_KEY.c.house_key != house.current)).all()
            for row in rows:
                key = _unwrap(row, house)
                new = _wrapped(house, house.current, key)
                connection.execute(update(DATA_KEY).where(DATA_KEY.c.id == row.id).values(**new))
        return len(rows)

    def _add(self, connection: Connection, data_class: str, people: Iterable[int]) -> None:
        """Add keys, unless somebody was first, wrapped with the house's key that wraps now."""
        # On PostgreSQL the row is held until we commit, so that no change of the house's key comes between.
        wrapping = str(connection.scalar(select(HOUSE_KEY.c.id).with_for_update(read=True)))
        house = self._holding(wrapping)
        added = []
        for person in people:
            key = DataKey(secrets.token_hex(8), person, data_class, secrets.token_bytes(KEY_LENGTH))
            wrapped = _wrapped(house, wrapping, key)
            added.append({"id": key.id, "person_id": person, "data_class": data_class, **wrapped})
        connection.execute(insert_on(connection, DATA_KEY).on_conflict_do_nothing(), added)

    def _unwrapped(self, row: Row[Any]) -> DataKey:
        return _unwrap(row, self._holding(row.house_key))

    def _holding(self, key_id: str) -> HouseKeys:
        """Return the house's keys; where one is not among them the file is read again: it may have changed."""
        house = self._keys()
        return house if key_id in house.keys else self._read_file()

    def _keys(self) -> HouseKeys:
        return self._house or self._read_file()

    def _read_file(self) -> HouseKeys:
        self._house = read(self.key_file)
        return self._house

    @property
    def _schema(self) -> str | None:
        return SCHEMA if self.engine.dialect.name == "postgresql" else None

    def _begin(self) -> Any:
        """Open a transaction of its own, in a keystore that is there."""
        if not self._is_ready:
            self._make()
            self._is_ready = True
        return self.engine.begin()

    def _make(self) -> None:
        house = self._keys()
        with self.engine.begin() as connection:
            if self._schema is not None:
                connection.execute(sqlalchemy.text("SELECT pg_advisory_xact_lock(7316)"))
                connection.execute(CreateSchema(self._schema, if_not_exists=True))
            metadata.create_all(connection)
            wraps = insert_on(connection, HOUSE_KEY).values(one=1, id=house.current)
            connection.execute(wraps.on_conflict_do_nothing(index_elements=["one"]))


def _engine(url: str) -> Engine:
    if (found := make_url(url)).drivername.startswith("sqlite"):
        Path(str(found.database)).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        return engine_for(url, for_migrations=True)  # opened for each use: it is small, and soon done with
    return engine_for(url).execution_options(schema_translate_map={None: SCHEMA})


def _found(connection: Connection, data_class: str, people: Collection[int]) -> dict[int, Row[Any]]:
    wanted = select(DATA_KEY).where(DATA_KEY.c.data_class == data_class)
    if len(people) <= MANY:
        wanted = wanted.where(DATA_KEY.c.person_id.in_(people))
    return {row.person_id: row for row in connection.execute(wanted)}


def _wrapping(connection: Connection) -> str:
    return str(connection.scalar(select(HOUSE_KEY.c.id)))


def _bound(house_key: str, key_id: str, person: int, data_class: str) -> bytes:
    return "|".join(("wrap", house_key, key_id, str(person), data_class)).encode()


def _wrapped(house: HouseKeys, house_key: str, key: DataKey) -> dict[str, object]:
    nonce = secrets.token_bytes(NONCE_LENGTH)
    bound = _bound(house_key, key.id, key.person, key.data_class)
    wrapped = nonce + AESGCM(house[house_key]).encrypt(nonce, key.secret, bound)
    return {"house_key": house_key, "wrapped": wrapped}


def _unwrap(row: Row[Any], house: HouseKeys) -> DataKey:
    bound = _bound(row.house_key, row.id, row.person_id, row.data_class)
    nonce, wrapped = row.wrapped[:NONCE_LENGTH], row.wrapped[NONCE_LENGTH:]
    try:
        secret = AESGCM(house[row.house_key]).decrypt(nonce, wrapped, bound)
    except InvalidTag as wrong:
        raise Locked(f"the key {row.id} of the keystore was changed, or wrapped by another house's key") from wrong
    return DataKey(row.id, row.person_id, row.data_class, secret)
