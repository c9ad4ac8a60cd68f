"""A server that would be dangerous says what is wrong, in Danish or English, and does not start; commands still run."""

import os
import signal
import socket
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta

import pytest
from click.testing import CliRunner
from flask.cli import FlaskGroup
from sqlalchemy import text
from time_machine import travel

from competence.commands import go_on
from competence.config import ROOT
from competence.db import db
from competence.operation import checks, queries, starting
from competence.operation.facts import Facts, HouseKey
from competence.privacy.keystore.files import new_line
from competence.web.clock import now
from tests.rules.test_dangerous_configurations import SAFE


def test_everything_that_is_dangerous_is_said_at_once_in_the_operators_language(app):
    weak = SAFE | {"SECURE_COOKIES": False, "TRUSTED_HOSTS": []}
    with app.app_context():
        said = starting.told(Facts(weak | {"OPERATOR_LANGUAGE": "da"}))
        assert said.startswith("Kompetencespejl starter ikke")
        assert "COMPETENCE_SECURE_COOKIES=true" in said
        assert "COMPETENCE_TRUSTED_HOSTS" in said
        assert starting.told(Facts(weak | {"OPERATOR_LANGUAGE": "en"})).startswith("Kompetencespejl does not start")
        assert starting.told(Facts(SAFE)) == ""


def test_a_server_of_a_dangerous_product_does_not_start(fresh_app, monkeypatch):
    dangerous = fresh_app(PRODUCTION=True, SECURE_COOKIES=False)
    with pytest.raises(SystemExit, match="starter ikke"):
        starting.refuse_dangers(dangerous)
    starting.refuse_dangers(fresh_app(PRODUCTION=False))


def test_a_database_behind_its_version_and_one_that_is_not_there_are_seen(fresh_app, tmp_path):
    with fresh_app(PRODUCTION=True).app_context():
        assert starting._standing().behind > 0
    nowhere = fresh_app(PRODUCTION=True, DATABASE_URL=f"sqlite:///{tmp_path / 'none' / 'x.sqlite'}")
    with nowhere.app_context():
        assert starting._standing().answers is False


def test_a_database_of_a_newer_version_is_told_before_a_start_and_on_the_page_of_health(app):
    db.session.execute(text("UPDATE alembic_version SET version_num = 'of tomorrow'"))
    assert not (found := checks.migrations()).well
    assert "nyere version" in found.says
    standing = starting._standing()
    assert "nyere version" in starting.told(Facts(SAFE, database=standing))


def test_a_key_that_is_missing_or_opens_nothing_is_seen(fresh_app, tmp_path, monkeypatch):
    tables = f"sqlite:///{tmp_path / 'tables.sqlite'}"  # made by the first; each has files of its own beside them

    def judged(**settings):
        app = fresh_app(PRODUCTION=True, DATABASE_URL=tables, **settings)
        with app.app_context():
            app.extensions["alembic"].upgrade()
            return starting.facts_of(app, server="granian").house_key

    monkeypatch.delenv("CREDENTIALS_DIRECTORY", raising=False)
    (key := tmp_path / "kek").write_text(new_line())
    key.chmod(0o600)
    assert judged() is HouseKey.MISSING
    assert judged(KEK_FILE=str(key)) is HouseKey.FITS
    key.chmod(0o640)
    assert judged(KEK_FILE=str(key)) is HouseKey.WRONG
    assert judged(KEK_FILE=str(tmp_path / "none")) is HouseKey.WRONG
    assert judged(KEK_FILE=str(key), KEYSTORE_URL=SILENT[0]) is HouseKey.WRONG


def test_what_the_role_may_and_what_is_turned_off_is_asked_of_postgresql(cast):
    too_many, off = queries.rights_too_many(), queries.durability_off()
    if db.engine.dialect.name == "sqlite":
        assert (too_many, off) == ([], [])
        return
    assert too_many == ["be superuser", "own tables", "change the trail"], "the tests own their database"
    db.session.execute(text("SET LOCAL synchronous_commit = off"))
    assert "synchronous_commit" in queries.durability_off()


def test_the_clock_is_compared_with_the_newest_event(cast, client_as):
    assert queries.clock_behind() == timedelta()
    client_as(cast.astrid).post("/signout")
    hour = timedelta(hours=1)
    with travel(now() - hour):
        assert hour - timedelta(minutes=1) < queries.clock_behind() <= hour


SILENT = ("postgresql+psycopg://nobody@127.0.0.1:1/none", "sqlite:////nonexistent/none.sqlite")
BY_HAND = ("-c", "import wsgi")
GRANIAN = ("-m", "granian", "--interface", "wsgi", "--workers", "1", "wsgi:app")


def start(loads, **settings):
    """Let a program load the product from these settings and nothing else; return what it ended with and said."""
    given = {f"COMPETENCE_{name}": value for name, value in settings.items()}
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = str(free.getsockname()[1])
    program = subprocess.Popen(
        [sys.executable, *loads],
        cwd=ROOT,
        env={"PATH": "/usr/bin", "GRANIAN_PORT": port, "COMPETENCE_OPERATOR_LANGUAGE": "en", **given},
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        said = program.communicate(timeout=60)[1]
    finally:
        with suppress(ProcessLookupError):
            os.killpg(program.pid, signal.SIGKILL)  # one that serves all the same, with its workers
    return program.returncode, said


@pytest.mark.parametrize("loads", [BY_HAND, GRANIAN], ids=["by hand", "granian"])
def test_a_server_that_loads_it_stops_with_the_words(loads, tmp_path):
    ended, said = start(loads, PRODUCTION="1", SECRET_KEY="x", DATABASE_URL=f"sqlite:///{tmp_path}/none.sqlite")
    assert ended == 1
    assert "Kompetencespejl does not start" in said
    assert "The database is behind this version" in said
    assert "INFO  [" not in said, "no library writes lines of its own shape"


def test_granian_does_not_start_with_a_key_that_others_can_read(tmp_path):
    (key := tmp_path / "kek").write_text(new_line())
    key.chmod(0o644)
    ended, said = start(GRANIAN, DATABASE_URL=f"sqlite:///{tmp_path}/none.sqlite", KEK_FILE=str(key))
    assert ended == 1
    assert "can be read by others" in said


def test_commands_load_a_dangerous_product_for_some_of_them_are_the_remedy(tmp_path):
    dangerous = {"PRODUCTION": "1", "DATABASE_URL": f"sqlite:///{tmp_path}/none.sqlite"}
    assert start(("-m", "flask", "--app", "wsgi", "keys", "new"), **dangerous)[0] == 0
    ended, said = start(("-m", "flask", "--app", "wsgi", "run"), **dangerous)
    assert ended == 1
    assert "is for development only" in said


@pytest.mark.parametrize("url", SILENT, ids=["postgresql", "sqlite"])
@pytest.mark.parametrize("command", ["check", "remind", "retention", "keys check", "db upgrade", "audit verify"])
def test_a_command_says_in_one_sentence_that_the_database_does_not_answer(command, url, fresh_app):
    def load():
        app = fresh_app(DATABASE_URL=url)
        go_on(app)
        return app

    with ThreadPoolExecutor(1) as process:  # a command that ends the program leaves click's state behind in its thread
        ran = process.submit(CliRunner().invoke, FlaskGroup(create_app=load), command.split()).result()
    assert ran.exit_code == 1
    (told,) = ran.output.removeprefix("Error: ").splitlines()
    assert told.startswith("Databasen svarer ikke.")
    assert "COMPETENCE_DATABASE_URL" in told


def test_a_server_says_it_too(fresh_app):
    with pytest.raises(SystemExit, match="Databasen svarer ikke"):
        go_on(fresh_app(DATABASE_URL=SILENT[1]))
