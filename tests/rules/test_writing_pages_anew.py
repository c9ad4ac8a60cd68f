"""Pages are written anew outside a transaction, by their owner, and without waiting long; or it is said: not yet."""

from types import SimpleNamespace

import pytest

from competence.db import db
from competence.privacy.erasure import wiping
from competence.privacy.erasure.wiping import NotYet, rewrite_pages

OWNED = "SELECT bool_and(pg_has_role(relowner, 'USAGE')) FROM pg_class WHERE oid = ANY(%s::regclass[])"
ON_SQLITE = ["PRAGMA busy_timeout = 2000", "VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"]
NOW = "SELECT pg_current_xact_id()::xid::text"
NOT_SINCE = (
    "SELECT oid::regclass::text FROM pg_class WHERE oid = ANY(%s::regclass[]) "
    "AND age(relfrozenxid) >= age(%s::text::xid)"
)
ON_POSTGRESQL = [
    f"{OWNED} (['answer', 'sheet'],)", "SET lock_timeout = 2000",
    NOW, "VACUUM (FULL, FREEZE, ANALYZE) answer, sheet", f"{NOT_SINCE} (['answer', 'sheet'], '741')",
    f"{OWNED} (['pg_statistic'],)",
    NOW, "VACUUM (FULL, FREEZE) pg_statistic", f"{NOT_SINCE} (['pg_statistic'], '742')",
]  # fmt: skip
LET_GO = ["invalidate", "close"]


class Database:
    """What stands for a database and for a connection to it: it notes what it is asked, and answers what it is told."""

    def __init__(self, kind, *answers, failing=None):
        self.dialect, self.answers, self.failing = SimpleNamespace(name=kind), list(answers), failing
        self.sent, self.autocommit, self.driver_connection, self.failed = [], False, self, None

    def raw_connection(self):
        return self

    def cursor(self):
        return self

    def execute(self, statement, *words):
        if self.failing and statement.startswith("VACUUM"):
            raise self.failing
        self.sent.append(" ".join((statement, *map(str, words))))

    def fetchone(self):
        return self.answers.pop(0)

    fetchall = fetchone

    def invalidate(self):
        self.sent.append("invalidate")

    def close(self):
        self.sent.append("close")


@pytest.fixture
def rewritten(monkeypatch):
    """Return a function that has pages written anew in such a database, and returns it."""

    def rewrite(*words, **more):
        database = Database(*words, **more)
        monkeypatch.setattr(db, "engine", database, raising=False)
        try:
            rewrite_pages({"sheet": 1, "answer": 1})
        except Exception as error:
            database.failed = error
        return database

    return rewrite


@pytest.fixture
def slept(monkeypatch):
    """How long it paused, each time; nobody waits."""
    pauses = []
    monkeypatch.setattr(wiping.time, "sleep", pauses.append)
    return pauses


def test_sqlite_writes_the_whole_file_and_empties_its_log(rewritten):
    database = rewritten("sqlite", (0, 0, 0))
    assert (database.sent, database.failed) == (ON_SQLITE + LET_GO, None)


def test_a_server_writes_tables_anew_and_the_samples_of_them_each_by_itself(rewritten):
    database = rewritten("postgresql", (True,), ("741",), [], (True,), ("742",), [])
    assert (database.sent, database.autocommit, database.failed) == (ON_POSTGRESQL + LET_GO, True, None)


def test_samples_that_are_somebody_elses_stay(rewritten):
    assert rewritten("postgresql", (True,), ("741",), [], (False,)).sent == ON_POSTGRESQL[:6] + LET_GO


def test_a_table_kept_for_who_looks_at_it_is_written_once_more_alone(rewritten, slept):
    answers = (True,), ("741",), [("sheet",), ("answer",)], ("742",), [("sheet",)], ("743",), [], (False,)
    database = rewritten("postgresql", *answers)
    assert [one for one in database.sent if one.startswith("VACUUM")] == [
        "VACUUM (FULL, FREEZE, ANALYZE) answer, sheet",
        "VACUUM (FULL, FREEZE, ANALYZE) answer, sheet",
        "VACUUM (FULL, FREEZE, ANALYZE) sheet",
    ]
    assert (database.failed, slept) == (None, [0.5, 0.5])


def test_who_goes_on_looking_at_it_is_waited_for_another_time(rewritten, slept):
    database = rewritten("postgresql", (True,), *[("741",), [("sheet",)]] * 6)
    assert isinstance(database.failed, NotYet)
    assert (len(slept), database.sent[-2:]) == (5, LET_GO)


@pytest.mark.parametrize(
    ("kind", "answer", "sent"), [("sqlite", (1, 5, 2), ON_SQLITE), ("postgresql", (False,), ON_POSTGRESQL[:1])]
)
def test_where_somebody_reads_or_we_may_not_it_is_tried_again(rewritten, kind, answer, sent):
    database = rewritten(kind, answer)
    assert isinstance(database.failed, NotYet)
    assert database.sent == sent + LET_GO


class Refused(Exception):
    """What a driver raises; sqlstate: how a server calls it."""

    def __init__(self, sqlstate, words):
        super().__init__(words)
        self.sqlstate = sqlstate


@pytest.mark.parametrize(
    ("kind", "failing", "again"),
    [
        ("postgresql", Refused("55P03", "canceling statement due to lock timeout"), True),
        ("postgresql", Refused("53100", "disk full"), False),
        ("sqlite", RuntimeError("database is locked"), True), ("sqlite", RuntimeError("disk I/O error"), False),
    ],
)  # fmt: skip
def test_what_is_only_locked_is_tried_again_and_every_other_fault_is_told(rewritten, kind, failing, again):
    database = rewritten(kind, (True,), ("741",), failing=failing)
    assert (isinstance(database.failed, NotYet), database.failed is failing) == (again, not again)
    assert database.sent[-2:] == LET_GO
