"""Backups taken while people write, and put back again and again: every answer acknowledged before must be there."""

import threading
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


def run(folder: Path, kind: str, times: int = 20) -> None:
    """Restore so many times and print how often nothing was lost."""
    (place := folder / f"restores-{kind}").mkdir()
    with address_of(kind, place) as url:
        make_house(url, 40)
        app = create_app(
            DATABASE_URL=url, DEMO=True, **FILES,
            BACKUP_FOLDER=str(place / "backups"), POSTGRESQL_TOOLS=postgresql_tools(),
        )  # fmt: skip
        _again_and_again(app, times, kind)


def _again_and_again(app, times, kind) -> None:
    moment, whole = datetime(2026, 11, 27, tzinfo=UTC), 0
    with app.app_context():
        numbers = list(db.session.scalars(select(Answer.id).limit(WRITERS)))
        db.session.rollback()
    for time in range(times):
        moment += timedelta(days=1)
        whole += _once(app, numbers, time, moment)
    print(f"restore {whole} of {times} ({kind}, {WRITERS} writers)")
    if whole < times:
        raise SystemExit(1)


def _once(app, numbers, time, moment) -> bool:
    """Write, back up while ten go on writing, put it back; return whether all that was acknowledged before is there."""
    with app.app_context():
        for number in numbers:
            _write(number, f"{time}.0")
    stop = threading.Event()
    writers = [threading.Thread(target=_go_on, args=(app, number, time, stop)) for number in numbers]
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
        restore("", moment)
        stored = db.session.scalars(select(Answer).where(Answer.id.in_(numbers))).all()
        found = [answer.example.partition(".") for answer in stored]
        db.session.rollback()
        db.engine.dispose()
    return len(found) == len(numbers) and all(before == str(time) for before, _, _ in found)


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
