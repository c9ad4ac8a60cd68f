"""Backups taken while people write, and put back after all was overwritten: every answer of before is there again."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from flask import g
from sqlalchemy import select
from sqlalchemy.orm import Session

from competence.app import create_app
from competence.assessments.models import Answer
from competence.db import db
from competence.operation.backups.restoring import restore
from competence.operation.backups.taking import take
from tests.databases import address_of, postgresql_tools
from tests.server import FILES, make_house

WRITERS = 10
OVERWRITTEN = "overwritten"  # what stands in every answer after the backup


def run(folder: Path, kind: str, times: int = 20) -> None:
    """Restore so many times and print how often all was as before.

    The same is done a few times without restoring: there it must never be, or this would find no loss.
    """
    (place := folder / f"restores-{kind}").mkdir()
    with address_of(kind, place) as url:
        make_house(url, 40)
        app = create_app(
            DATABASE_URL=url, DEMO=True, **FILES,
            BACKUP_FOLDER=str(place / "backups"), POSTGRESQL_TOOLS=postgresql_tools(),
        )  # fmt: skip
        _again_and_again(app, times, kind)


def _again_and_again(app, times, kind) -> None:
    moment, fewer = datetime(2026, 11, 27, tzinfo=UTC), max(1, times // 10)
    with app.app_context():
        numbers = list(db.session.scalars(select(Answer.id).limit(2 * WRITERS)))
        db.session.rollback()

    def whole(times: int, put_back: Callable[[str, datetime], object]) -> int:
        nonlocal moment
        count = 0
        for time in range(times):
            moment += timedelta(days=1)
            count += _once(app, numbers, time, moment, put_back)
        return count

    restored, without = whole(times, restore), whole(fewer, lambda name, moment: None)
    print(f"restore {restored} of {times} ({kind}, {WRITERS} writers); without restoring: {without} of {fewer}")
    if restored < times or without:
        raise SystemExit(1)


def _once(app, numbers, time, moment, put_back) -> bool:
    """Write, back up while half of it is written on, overwrite all, put it back; return whether all is as it was."""
    with app.app_context():
        for number in numbers:
            _write(number, f"{time}.0")
    stop = threading.Event()
    writers = [threading.Thread(target=_go_on, args=(app, number, time, stop)) for number in numbers[:WRITERS]]
    for writer in writers:
        writer.start()
    try:
        with app.app_context():
            take(moment)
    finally:
        stop.set()
        for writer in writers:
            writer.join()
    with app.app_context():
        for number in numbers:
            _write(number, OVERWRITTEN)
        put_back("", moment)
        stored = db.session.scalars(select(Answer).where(Answer.id.in_(numbers))).all()
        found = {answer.id: answer.example for answer in stored}
        db.session.rollback()
        db.engine.dispose()
    untouched = all(found[number] == f"{time}.0" for number in numbers[WRITERS:])
    return untouched and all(found[number].partition(".")[0] == str(time) for number in numbers[:WRITERS])


def _go_on(app, number, time, stop) -> None:
    count = 0
    while not stop.is_set():
        count += 1
        with app.app_context():
            g.db_session = Session(db.engine)  # in the house, whatever a trial in this process looks at
            _write(number, f"{time}.{count}")


def _write(number, words) -> None:
    db.session.get(Answer, number).example = words
    db.session.commit()
