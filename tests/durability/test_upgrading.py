"""`flask db upgrade` takes a tried backup first, begins only where there is room, and takes back what loses a row."""

import errno
import os
import shutil
import sqlite3
from collections import namedtuple

import pytest
from alembic import op
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from competence.db import db
from competence.operation.backups import taking
from competence.operation.backups.keeping import kept
from competence.operation.queries import MEGABYTE
from tests.house.test_old_versions import TODAYS, VERSIONS, version_of

pytestmark = pytest.mark.in_turns  # on PostgreSQL


@pytest.fixture
def behind(house):
    """A product with data whose last migration waits."""
    with house.app_context():
        house.extensions["alembic"].downgrade(VERSIONS[-1])
    return house


def upgrade(app, *options):
    """Run the command; return how it ended and what it said."""
    with app.app_context():
        ran = app.test_cli_runner().invoke(args=["db", "upgrade", *options])
        db.session.rollback()
    return ran.exit_code, ran.output


def test_a_backup_of_before_is_taken_and_tried_first(behind):
    code, said = upgrade(behind)
    (backup,) = kept()
    assert (code, backup.revision, version_of(behind)) == (0, VERSIONS[-1], TODAYS), said
    assert f"Kopien {backup.name} er taget og prøvet." in said


def test_where_nothing_waits_or_one_says_so_none_is_taken(behind):
    assert upgrade(behind, "--no-backup") == (0, "")
    assert version_of(behind) == TODAYS
    assert upgrade(behind) == (0, "")
    assert kept() == []


def test_where_nobody_has_written_anything_none_is_taken(fresh_app, tmp_path):
    empty = fresh_app(BACKUP_FOLDER=str(tmp_path / "backups"))
    assert upgrade(empty) == (0, "")
    with empty.app_context():
        assert kept() == []


@pytest.mark.parametrize("settings", [{"BACKUP_FOLDER": ""}, {"KEYSTORE_BACKUP_FOLDER": "{BACKUP_FOLDER}/keystore"}])
def test_where_no_backup_can_be_taken_in_real_use_nothing_is_begun(behind, settings):
    behind.config.update(PRODUCTION=True, **{name: one.format(**behind.config) for name, one in settings.items()})
    code, said = upgrade(behind)
    assert (code, version_of(behind)) == (1, VERSIONS[-1])
    assert "Intet er ændret" in said
    assert "--no-backup" in said


def test_outside_real_use_a_house_that_takes_no_backups_is_upgraded_without(behind):
    behind.config["BACKUP_FOLDER"] = ""
    assert upgrade(behind) == (0, "")
    assert version_of(behind) == TODAYS


def test_where_twice_the_data_do_not_fit_nothing_is_begun(behind, monkeypatch):
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage(0, 0, MEGABYTE // 4))
    code, said = upgrade(behind)
    assert (code, version_of(behind), kept()) == (1, VERSIONS[-1], [])
    assert "Der er for lidt plads til at ændre tabellerne: 0 MB ledige" in said


def test_where_the_disk_is_full_midway_it_is_told_and_nothing_is_begun(behind, monkeypatch, tmp_path):
    def full(_):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(taking, "fingerprint", full)
    code, said = upgrade(behind)
    assert (code, version_of(behind), kept()) == (1, VERSIONS[-1], [])
    assert "Der kan ikke tages en kopi først: [Errno 28] No space left on device. Intet er ændret." in said
    assert list((tmp_path / "backups").glob("*.begun")) == list((tmp_path / "backups-keystore").iterdir()) == []


def test_where_the_disk_is_full_while_the_tables_are_changed_it_is_told_and_can_be_run_again(behind, monkeypatch):
    class Full(Exception):
        sqlite_errorcode, sqlstate = sqlite3.SQLITE_FULL, "53100"

    with behind.app_context():
        module = behind.extensions["alembic"].script_directory.get_revision(TODAYS).module
    usual = module.upgrade

    def full():
        usual()
        raise OperationalError("ALTER TABLE", None, Full("database or disk is full"))

    with monkeypatch.context() as patch:
        patch.setattr(module, "upgrade", full)
        code, said = upgrade(behind)
    assert (code, version_of(behind)) == (1, VERSIONS[-1])
    assert "Databasen tog ikke imod midt i en ændring: database or disk is full." in said
    assert upgrade(behind, "--no-backup") == (0, "")
    assert version_of(behind) == TODAYS


def test_a_database_of_a_newer_version_is_left_alone(behind):
    with behind.app_context():
        db.session.execute(text("UPDATE alembic_version SET version_num = 'of tomorrow'"))
        db.session.commit()
    code, said = upgrade(behind)
    assert (code, kept()) == (1, [])
    assert "Databasen er ændret af en nyere version" in said


@pytest.mark.parametrize("meant", [(), ("outside_link",)])
def test_a_migration_that_loses_rows_is_taken_back_unless_it_says_that_it_will(behind, monkeypatch, meant):
    with behind.app_context():
        module = behind.extensions["alembic"].script_directory.get_revision(TODAYS).module
    usual = module.upgrade

    def forgetful():
        usual()
        op.execute("DELETE FROM outside_link")

    monkeypatch.setattr(module, "upgrade", forgetful)
    monkeypatch.setattr(module, "rows_change_in", meant, raising=False)
    code, said = upgrade(behind)
    left = db.session.scalar(text("SELECT count(*) FROM outside_link"))
    db.session.rollback()
    assert (code, version_of(behind), left) == ((0, TODAYS, 0) if meant else (1, VERSIONS[-1], 1)), said
    if not meant:
        (backup,) = kept()
        assert f"{TODAYS}: outside_link, 1 -> 0" in said
        assert backup.name in said.partition("Kopien fra før")[2]
