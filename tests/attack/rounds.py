"""Simulated rounds for a thief to look at: five to eight people each, who answer in a known order; nightly copies."""

import logging
import random
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import make_url, select, text

from competence.app import create_app
from competence.db import db
from competence.feedback.sealed.actions import writing
from competence.feedback.sealed.models import Round, SealedSheet
from competence.feedback.sealed.queries.sheets import raters_of
from competence.feedback.sealed.rules.rounds import Audience, Draft
from competence.feedback.sealed.rules.sheets import Sheet
from competence.feedback.upward.actions import rounds, running
from competence.notifications.actions.sending import deliver
from competence.people.models import Person
from competence.web.clock import today
from tests.databases import address_of, another_database, files_in
from tests.make import make_employment, make_leader, make_person, make_unit
from tests.server import KEYS, copy_database

QUESTIONS = ("up.01", "up.02", "up.03")
SMALLEST, LARGEST, NIGHTS = 5, 8, 4
WEAK = "CREATE TABLE weak_answer (id VARCHAR(32) PRIMARY KEY, round_id INTEGER, question TEXT, step INTEGER)"


@dataclass(frozen=True)
class Told:
    """What is true of one round: who answered, in the order of their last writing, and what; no two answers alike."""

    round_id: int
    raters: tuple[int, ...]
    steps: dict[str, dict[int, int]]


@dataclass
class Loot:
    """All that somebody can get hold of who has every copy of everything but the key of an open round.

    backups: the sealed sheets of each night, in the order they lie in. sizes: how much the database grew with whose
    writing. files: the bytes of the database and its log, before and after it was wiped.
    lines: all that was mailed, logged or noted in the trail.
    """

    backups: list[list[dict[str, Any]]] = field(default_factory=list)
    sizes: dict[int, int] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)


class Store:
    """The product's own store."""

    table = "loose_answer"

    def answer(self, told: Told, rater: int) -> None:
        """Write what somebody answers, as their page would."""
        sheet = select(SealedSheet).where(SealedSheet.round_id == told.round_id, SealedSheet.rater_id == rater)
        steps = {question: told.steps[question][rater] for question in QUESTIONS}
        writing.write(db.session.scalars(sheet).one(), Sheet(steps))


class InOrderOfArrival(Store):
    """A deliberately weak store: no names and random ids, but rows written down as they arrive."""

    table = "weak_answer"

    def answer(self, told: Told, rater: int) -> None:
        super().answer(told, rater)
        for question in QUESTIONS:
            row = {"round": told.round_id, "question": question, "step": told.steps[question][rater]}
            same = "WHERE round_id = :round AND question = :question AND step = :step"
            db.session.execute(text(f"DELETE FROM weak_answer {same}"), row)
            row["id"] = f"{random.getrandbits(128):032x}"
            db.session.execute(text("INSERT INTO weak_answer VALUES (:id, :round, :question, :step)"), row)


@contextmanager
def product(kind: str, folder: Path) -> Iterator[Flask]:
    """Give the product on an empty database of a kind, with its tables and the weak store's.

    A file's tables are migrated once in a run, and copied.
    """
    first = Path(KEYS.name) / "tables.sqlite"
    with address_of(kind, folder) as url, another_database():
        if is_copied := kind == "sqlite" and first.exists():
            copy_database(first, Path(make_url(url).database))
        app = create_app(DATABASE_URL=url, **files_in(folder))
        with app.app_context():
            if not is_copied:
                app.extensions["alembic"].upgrade()
                if kind == "sqlite":
                    copy_database(Path(make_url(url).database), first)
            db.session.execute(text(WEAK))
            db.session.commit()
            yield app


def play(store: Store, number: int, folder: Path, dice: random.Random) -> tuple[list[Told], Loot]:
    """Open rounds, let all answer over some days and a few of them twice, then close, wipe and publish."""
    told, loot = open_rounds(number, dice), Loot()
    with _listening(loot):
        _take_mails(loot)
        answer(store, told, loot, folder, dice)
        close(loot, folder)
        _take_mails(loot)
    loot.lines += [" ".join(map(str, row)) for row in db.session.execute(text("SELECT * FROM audit_event ORDER BY id"))]
    return told, loot


def answer(store: Store, told: list[Told], loot: Loot, folder: Path, dice: random.Random) -> None:
    """Let all answer over some days, a few of them twice, with a copy taken every night."""
    writings = _writings(told, dice)
    for night in range(NIGHTS):
        for one, rater in writings[night * len(writings) // NIGHTS : (night + 1) * len(writings) // NIGHTS]:
            before = _size(folder)
            store.answer(one, rater)
            db.session.commit()
            loot.sizes[rater] = _size(folder) - before
        loot.backups.append(_backup(folder / f"backup-{night}.sqlite"))


def close(loot: Loot, folder: Path) -> None:
    """Let the days go by until the rounds are closed, wiped and published."""
    running.every_day(today() + timedelta(days=30))
    db.session.commit()
    loot.files |= files_of(folder, "closed")
    running.finish()
    loot.files |= files_of(folder, "wiped")


def open_rounds(number: int, dice: random.Random) -> list[Told]:
    """Make a unit with a leader for each round, and open it for them."""
    day, house, opened = today(), make_unit("house", kind="library"), []
    for place in range(number):
        unit, leader = make_unit(f"unit-{place}", house), make_person("Leder")
        for _ in range(dice.randint(SMALLEST, LARGEST)):
            person = make_person(f"Kollega {dice.random()}", f"kollega-{dice.getrandbits(64):x}@example.org")
            make_employment(person, unit)
            make_leader(leader, person)
        draft = Draft("Runde", "Formål", day + timedelta(days=14), Audience.LEADER, frozenset({unit.id}))
        round_ = rounds.create(draft, leader.id, day)
        rounds.open_round(round_, round_.version, leader.id, day)
        opened.append(_truth(round_, dice))
    db.session.commit()
    return opened


def _truth(round_: Round, dice: random.Random) -> Told:
    raters = _mixed(raters_of(round_), dice)
    steps = {
        question: dict(zip(raters, _mixed(range(1, len(raters) + 1), dice), strict=True)) for question in QUESTIONS
    }
    return Told(round_.id, tuple(raters), steps)


def _writings(told: list[Told], dice: random.Random) -> list[tuple[Told, int]]:
    """Return who writes when, across the rounds; every fifth has written before."""
    at: list[tuple[float, int, int]] = []
    for number, one in enumerate(told):
        for moment, rater in zip(sorted(dice.random() for _ in one.raters), one.raters, strict=True):
            at.append((moment, number, rater))
            if dice.random() < 0.2:
                at.append((moment * dice.random(), number, rater))
    return [(told[number], rater) for _, number, rater in sorted(at)]


def _mixed(values: Any, dice: random.Random) -> list[Any]:
    return dice.sample(list(values), len(values))


def _take_mails(loot: Loot) -> None:
    def addresses(people: set[int]) -> dict[int, str]:
        return {person.id: person.email for person in db.session.scalars(select(Person)) if person.id in people}

    deliver(addresses, lambda mail: loot.lines.append(str(mail)))


@contextmanager
def _listening(loot: Loot) -> Iterator[None]:
    """Take every line that is logged, at any level, by anything but the database's own echo."""

    class Ear(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            loot.lines.append(record.getMessage())

    ear, logger = Ear(), logging.getLogger()
    level, logger.level = logger.level, logging.DEBUG
    logger.addHandler(ear)
    try:
        yield
    finally:
        logger.removeHandler(ear)
        logger.level = level


def _backup(copy: Path) -> list[dict[str, Any]]:
    """Return the sealed sheets as tonight's copy holds them, each with where it lies."""
    if db.engine.dialect.name == "sqlite":
        with sqlite3.connect(db.engine.url.database or "") as live, sqlite3.connect(copy) as kept:
            live.backup(kept)
            return _rows(kept.execute("SELECT id, rater_id, pool, box FROM sealed_sheet"))
    with db.engine.connect() as live:
        asked = text("SELECT id, rater_id, pool, box, ctid::text, xmin::text FROM sealed_sheet ORDER BY ctid")
        return [
            dict(row) | {"box": hash(row["box"]), "size": len(row["box"])} for row in live.execute(asked).mappings()
        ]


def _rows(cursor: sqlite3.Cursor) -> list[dict[str, Any]]:
    names = [column[0] for column in cursor.description]
    rows = [dict(zip(names, row, strict=True)) for row in cursor]
    return [row | {"box": hash(row["box"]), "size": len(row["box"])} for row in rows]


def files_of(folder: Path, when: str) -> dict[str, bytes]:
    """Return the bytes of the database's files and of its log, as they lie on the disk."""
    if db.engine.dialect.name == "sqlite":
        found = [*folder.glob("test.sqlite*")]
    else:
        with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as live:
            live.execute(text("CHECKPOINT"))
            data = Path(live.execute(text("SHOW data_directory")).scalar_one())
            tables = ("loose_answer", "weak_answer", "sealed_sheet")
            named = [live.execute(text(f"SELECT pg_relation_filepath('{table}')")).scalar_one() for table in tables]
        found = [*(data / name for name in named), *sorted((data / "pg_wal").glob("0*"))]
    return {f"{when} {path.name}": path.read_bytes() for path in sorted(found)}


def _size(folder: Path) -> int:
    if db.engine.dialect.name == "sqlite":
        return sum(path.stat().st_size for path in folder.glob("test.sqlite*"))
    with db.engine.connect() as live:
        return int(live.execute(text("SELECT pg_current_wal_lsn() - '0/0'")).scalar_one())
