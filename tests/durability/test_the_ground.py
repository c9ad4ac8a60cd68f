"""What every connection to the database is asked for, so that what was acknowledged stays: read back, never assumed."""

import threading
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Engine, func, literal, select, text

from competence.db import Moment, db, engine_for

DURABLE = {"journal_mode": "wal", "synchronous": 2, "secure_delete": 1}  # 2 is FULL


def asked_of(engine: Engine) -> dict[str, Any]:
    with engine.connect() as connection:
        names = (*DURABLE, "foreign_keys", "busy_timeout")
        return {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in names}


def test_every_connection_writes_through_to_the_disk_and_keeps_its_references(app: Flask):
    if db.engine.dialect.name != "sqlite":
        with db.engine.connect() as connection:
            shown = {name: connection.scalar(text(f"SHOW {name}")) for name in ("fsync", "synchronous_commit")}
        assert shown == {"fsync": "on", "synchronous_commit": "on"}
        return
    found = [asked_of(db.engine)]
    other = threading.Thread(target=lambda: found.append(asked_of(db.engine)))  # a connection of its own
    other.start()
    other.join()
    for settings in found:
        assert settings == DURABLE | {"foreign_keys": 1, "busy_timeout": settings["busy_timeout"]}
        assert settings["busy_timeout"] >= 5000


def test_a_moment_and_its_day_are_the_same_whatever_the_server_is_set_to(app: Flask, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PGTZ", "Pacific/Auckland")  # what a server's own setting would be
    engine, moment = engine_for(app.config["DATABASE_URL"]), datetime(2026, 11, 27, 20, tzinfo=UTC)
    with engine.connect() as connection:
        said = literal(moment, Moment)
        read, day = connection.execute(select(said, func.date(said))).one()
    engine.dispose()
    assert (read.isoformat(), str(day)) == ("2026-11-27T20:00:00+00:00", "2026-11-27")


def test_migrations_rebuild_tables_with_references_off_and_still_write_through(app: Flask):
    if db.engine.dialect.name == "sqlite":
        settings = asked_of(engine_for(app.config["DATABASE_URL"], for_migrations=True))
        assert settings == DURABLE | {"foreign_keys": 0, "busy_timeout": settings["busy_timeout"]}


def test_whoever_will_write_takes_the_lock_at_once_and_whoever_reads_takes_none(app: Flask):
    if db.engine.dialect.name != "sqlite":
        return
    for method, wanted in (("POST", "BEGIN IMMEDIATE"), ("GET", "BEGIN")):
        begun: list[str] = []
        with app.test_request_context(method=method), db.engine.connect() as connection:
            connection.connection.set_trace_callback(begun.append)  # type: ignore[union-attr]
            connection.exec_driver_sql("SELECT 1")
            connection.connection.set_trace_callback(None)  # type: ignore[union-attr]
        assert [one.strip() for one in begun if one.startswith("BEGIN")] == [wanted]
