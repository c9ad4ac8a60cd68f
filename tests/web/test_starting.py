"""A server that would be dangerous says what is wrong, in Danish or English, and does not start; commands still run."""

import subprocess
import sys

import pytest
from sqlalchemy import text

from competence.config import ROOT
from competence.db import db
from competence.operation import queries, starting
from competence.operation.facts import Facts
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


def test_what_the_role_may_and_what_is_turned_off_is_asked_of_postgresql(cast):
    too_many, off = queries.rights_too_many(), queries.durability_off()
    if db.engine.dialect.name == "sqlite":
        assert (too_many, off) == ([], [])
        return
    assert too_many == ["be superuser", "own tables", "change the trail"], "the tests own their database"
    db.session.execute(text("SET LOCAL synchronous_commit = off"))
    assert "synchronous_commit" in queries.durability_off()


def test_the_clock_is_compared_with_the_newest_event(cast, client_as):
    client_as(cast.astrid).post("/signout")
    assert queries.newest_event() is not None


def test_a_server_that_loads_it_stops_with_the_words(tmp_path):
    nowhere = f"sqlite:///{tmp_path}/none.sqlite"
    settings = {
        "COMPETENCE_PRODUCTION": "1", "COMPETENCE_DATABASE_URL": nowhere, "COMPETENCE_OPERATOR_LANGUAGE": "en",
        "PATH": "/usr/bin", "COMPETENCE_SECRET_KEY": "x",
    }  # fmt: skip
    loads = [sys.executable, "-c", "import wsgi"]
    ran = subprocess.run(loads, cwd=ROOT, env=settings, capture_output=True, text=True, check=False)
    assert ran.returncode == 1
    assert "Kompetencespejl does not start" in ran.stderr
    assert "The database is behind this version" in ran.stderr
    assert "INFO  [" not in ran.stderr, "no library writes lines of its own shape"
