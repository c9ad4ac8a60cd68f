"""PostgreSQL samples what stands in tables for its planner: of what was erased no sample stays either."""

from sqlalchemy import Connection, text

from competence.db import db, engine_for
from competence.privacy.erasure.wiping import SAMPLES, rewrite_pages
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


def is_in_the_file(connection: Connection, name: str) -> bool:
    connection.execute(text("CHECKPOINT"))
    return bool(connection.scalar(IN_THE_FILE, {"name": name}))
