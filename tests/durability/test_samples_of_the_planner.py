"""PostgreSQL samples what stands in tables for its planner: of what was erased no sample stays either."""

import pytest
from sqlalchemy import Connection, text

from competence.db import db, engine_for
from competence.privacy.erasure import wiping
from competence.privacy.erasure.wiping import SAMPLES, NotYet, rewrite_pages
from tests.databases import address_of

SAMPLED = text(
    "SELECT count(*) FROM pg_stats WHERE tablename = 'told' "
    "AND concat(most_common_vals::text, histogram_bounds::text) LIKE '%Hemmelighed%'"
)
IN_THE_FILE = text("SELECT position('Hemmelighed'::bytea IN pg_read_binary_file(pg_relation_filepath(:name)))")


def test_the_planner_keeps_no_sample_of_what_is_gone(tmp_path, monkeypatch):
    with address_of("postgresql", tmp_path) as url:
        engine = engine_for(url)
        monkeypatch.setattr(db, "engine", engine, raising=False)
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("CREATE TABLE told (number int, words text)"))
            connection.execute(text("INSERT INTO told SELECT n, 'Hemmelighed ' || n FROM generate_series(1, 50) n"))
            connection.execute(text("INSERT INTO told SELECT n, 'Andet ' || n FROM generate_series(1, 50) n"))
            connection.execute(text("ANALYZE told"))
            connection.execute(text("DELETE FROM told WHERE words LIKE 'Hemmelighed%'"))
            assert connection.scalar(SAMPLED) == 1
            assert is_in_the_file(connection, SAMPLES)
            rewrite_pages(["told"])
            assert connection.scalar(SAMPLED) == 0
            assert not is_in_the_file(connection, "told")
            assert not is_in_the_file(connection, SAMPLES)
        engine.dispose()


def test_while_a_backup_still_looks_at_what_is_gone_the_pages_are_not_yet_said_to_be_rid_of_it(tmp_path, monkeypatch):
    monkeypatch.setattr(wiping, "PAUSE", 0)
    with address_of("postgresql", tmp_path) as url:
        engine = engine_for(url)
        monkeypatch.setattr(db, "engine", engine, raising=False)
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("CREATE TABLE told AS SELECT 'Hemmelighed' AS words"))
            with engine.connect().execution_options(isolation_level="REPEATABLE READ") as backup:
                backup.execute(text("SELECT 1"))
                connection.execute(text("DELETE FROM told"))
                with pytest.raises(NotYet):
                    rewrite_pages(["told"])
                assert is_in_the_file(connection, "told")
            rewrite_pages(["told"])
            assert not is_in_the_file(connection, "told")
        engine.dispose()


def is_in_the_file(connection: Connection, name: str) -> bool:
    connection.execute(text("CHECKPOINT"))
    return bool(connection.scalar(IN_THE_FILE, {"name": name}))
