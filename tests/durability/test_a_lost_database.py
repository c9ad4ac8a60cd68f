"""Where the database is gone, with its folder too, one command puts a backup in its place."""

import os
import subprocess
import sys
from datetime import UTC, datetime

import pytest
from sqlalchemy import create_engine, make_url, select, text

from competence.assessments.models import Answer
from competence.config import DEFAULTS, ROOT
from competence.db import db
from competence.operation.backups.restoring import _written
from competence.operation.backups.taking import take
from competence.operation.backups.trying import looking_into

pytestmark = pytest.mark.in_turns  # on PostgreSQL

NIGHT = datetime(2026, 11, 27, 2, 0, tzinfo=UTC)


@pytest.mark.parametrize("begun", [False, True], ids=["none", "an empty one"])
def test_where_the_database_is_gone_the_command_puts_it_back(begun, house, tmp_path):
    """As the installed command runs, which goes through what a crash cut short before it comes to itself."""
    take(NIGHT)
    url = lose_the_database(house.config["DATABASE_URL"], tmp_path / "new", begun=begun)
    settings = {name: _written(house.config[name]) for name in DEFAULTS} | {"DATABASE_URL": url}
    ran = subprocess.run(
        [sys.executable, "-m", "flask", "--app", "wsgi", "restore", "--yes"],
        cwd=ROOT,
        env=os.environ | {f"COMPETENCE_{name}": value for name, value in settings.items()},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.returncode, ran.stderr) == (0, "")
    with looking_into(url):
        assert [answer.example for answer in db.session.scalars(select(Answer))] == ["Kæexample"]


def lose_the_database(url, folder, *, begun):
    """Let the database be gone, on SQLite with its folder; begun: an empty one stands there, as on a new machine."""
    db.session.close()
    db.engine.dispose()
    if url.startswith("sqlite"):
        if begun:
            folder.mkdir()
            (folder / "house.sqlite").touch()
        return f"sqlite:///{folder / 'house.sqlite'}"
    server = create_engine(make_url(url).set(database="postgres"), isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(text(f'DROP DATABASE "{make_url(url).database}" WITH (FORCE)'))
        if begun:
            connection.execute(text(f'CREATE DATABASE "{make_url(url).database}" TEMPLATE template0'))
    server.dispose()
    return url
