"""Trying a restored copy: whether all rows are there, of a known version, every sealed text opens, the trail holds."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from flask import current_app
from sqlalchemy import func, inspect, select, table
from sqlalchemy.exc import DBAPIError

from competence.db import db, engine_for
from competence.operation.backups.failing import Failed
from competence.operation.backups.keeping import store_of
from competence.operation.queries import version
from competence.privacy.keystore import unlocking
from competence.privacy.keystore.files import Locked
from competence.privacy.keystore.store import Keystore
from competence.privacy.keystore.sweeping import sweep
from competence.privacy.trail.keys import trail_key
from competence.privacy.trail.queries.chain import verify


def try_out(
    url: str, counted: Mapping[str, int], keystore: Keystore | None, *, knows_the_trail: bool = True
) -> tuple[str, int, list[str]]:
    """Look a restored copy through; return its revision, how many boxes opened, and what was looked at. Raises Failed.

    keystore: None where keys may have been destroyed since, and with them what they sealed.
    knows_the_trail: whether its key is there.
    """
    looked_at, opened = ["damage", "references", "rows", "revision"], 0
    try:
        with looking_into(url):
            _count_again(counted)
            revision = _revision()
            if revision == current_app.extensions["alembic"].script_directory.get_current_head():
                if knows_the_trail:
                    _verify_trail()
                    looked_at.append("trail")
                if keystore is not None:
                    opened = _open_all(keystore)
                    looked_at.append("boxes")
    except DBAPIError as broken:
        raise Failed(f"the copy cannot be read: {type(broken.orig).__name__}") from broken
    return revision, opened, looked_at


@contextmanager
def looking_into(url: str) -> Iterator[None]:
    """Let the session be one of another database for a while; only commands do this, which serve nobody meanwhile."""
    engine, usual = engine_for(url, for_migrations=True), db.bind
    db.bind = engine
    try:
        with current_app.app_context():
            yield
    finally:
        db.bind = usual
        engine.dispose()


@contextmanager
def copied_keystore(copy: Path | None) -> Iterator[Keystore]:
    """Give a copy of the keystore as it is after a restore; the one in use where there is no copy."""
    live = unlocking.keystore()
    if copy is None:
        yield live
        return
    with store_of(live.url).tried(copy) as url:
        keystore = Keystore(url, live.key_file)
        try:
            yield keystore
        finally:
            keystore.engine.dispose()


def _count_again(counted: Mapping[str, int]) -> None:
    names = inspect(db.session.connection()).get_table_names()
    found = {name: db.session.scalar(select(func.count()).select_from(table(name))) for name in names}
    if found != dict(counted):
        odd = sorted(name for name in {*found, *counted} if found.get(name) != counted.get(name))
        raise Failed(f"the copy does not hold the rows that were there: {', '.join(odd)}")


def _revision() -> str:
    revision = version()
    script = current_app.extensions["alembic"].script_directory
    if revision not in {one.revision for one in script.walk_revisions()}:
        raise Failed(f"the copy is of a version this product does not know: {revision}")
    return str(revision)


def _verify_trail() -> None:
    if faults := verify(trail_key()).faults:
        raise Failed(f"the trail of the copy does not hold: {len(faults)} faults; see `flask audit verify`")


def _open_all(keystore: Keystore) -> int:
    try:
        found = sweep(db.session, keystore)
    except Locked as locked:
        raise Failed(str(locked)) from locked
    if found.closed:
        raise Failed(f"{len(found.closed)} sealed texts of the copy do not open, the first of them {found.closed[0]}")
    return found.boxes
