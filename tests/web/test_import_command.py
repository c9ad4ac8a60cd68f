"""An operator reads people and units in from the command line: a dry run says all and does nothing."""

import pytest

from competence.admin.imports.actions import Options, apply_file, read_path
from competence.db import db
from competence.people.queries import employments_of, person_by_email, unit_by_code
from competence.web.clock import today

HEAD = "email,name,unit,role,from,leader\n"
OVE = "ove@example.org,Ove Østergård,tarup,librarian,2026-12-01,bo@example.org\n"


@pytest.fixture
def run(app, cast, tmp_path):
    """Return a function that writes a file and runs a command on it."""

    def run_on(what, text, *options):
        path = tmp_path / f"{what}.csv"
        path.write_text(text)
        return app.test_cli_runner().invoke(args=["import", what, str(path), *options])

    db.session.commit()
    return run_on


def test_a_dry_run_tells_and_changes_nothing(run):
    result = run("people", HEAD + OVE, "--dry-run")
    assert result.exit_code == 0
    assert "Række 2 · ove@example.org · Ny: Ny i huset." in result.output
    assert "1 ny, 0 ændrede, 0 afsluttes, 0 uændrede, 0 med fejl" in result.output
    assert person_by_email("ove@example.org") is None


def test_people_are_read_in(run):
    assert run("people", HEAD + OVE).exit_code == 0
    assert employments_of(person_by_email("ove@example.org"))[0].unit.code == "tarup"


def test_an_error_stops_all_and_ends_with_one(run):
    for options in ((), ("--dry-run",)):
        result = run("people", HEAD + OVE + OVE.replace("ove@", "eva@").replace("tarup", "moon"), *options)
        assert result.exit_code == 1
        assert "C3: Der er ingen enhed, der hedder »moon«" in result.output
        assert person_by_email("ove@example.org") is None


def test_a_full_file_ends_nobody_without_the_word(run, cast):
    everybody_else = "freja@example.org,Freja Fjord,staff,,2020-01-01,\n"
    refused = run("people", HEAD + everybody_else, "--full")
    assert (refused.exit_code, "Sæt kryds" in refused.output) == (1, True)
    assert employments_of(cast.astrid)[0].valid_to is None
    assert run("people", HEAD + everybody_else, "--full", "--confirm-ending").exit_code == 0
    db.session.expire_all()
    assert employments_of(cast.astrid)[0].valid_to is not None


def test_the_last_administrator_is_not_ended(run, cast):
    result = run("people", HEAD + OVE.replace("bo@example.org", ""), "--full", "--confirm-ending")
    assert (result.exit_code, "den sidste systemadministrator" in result.output) == (1, True)


def test_units_are_read_in(run):
    assert run("units", "code,title,parent\ndesk,Skranken,tarup\n").exit_code == 0
    assert unit_by_code("desk").parent.code == "tarup"


def test_a_file_that_is_not_there_is_said(app, cast):
    result = app.test_cli_runner().invoke(args=["import", "people", "/nowhere/people.csv"])
    assert (result.exit_code, "Der er ingen fil, der hedder /nowhere/people.csv" in result.output) == (1, True)


def test_when_something_fails_halfway_nothing_is_kept(cast, tmp_path, monkeypatch):
    path = tmp_path / "people.csv"
    path.write_text(HEAD + OVE)

    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("competence.admin.imports.actions._save_leaders", fail)
    db.session.commit()
    with pytest.raises(ZeroDivisionError):
        apply_file("people", read_path(path), Options(today()), None, confirmed=False)
    db.session.rollback()
    assert person_by_email("ove@example.org") is None
