"""The roles of docs/deploy/roles.sql: the product runs as the one that may least, and the database refuses the rest."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import create_engine, make_url, text
from sqlalchemy.exc import ProgrammingError

from competence.app import create_app
from competence.config import ROOT
from competence.db import Model, db
from competence.operation import queries
from competence.operation.backups.failing import Failed
from competence.operation.backups.restoring import restore
from competence.operation.backups.taking import take
from competence.people.models import Person
from competence.privacy.declare import Impersonal
from competence.privacy.erasure.wiping import NotYet, rewrite_pages
from tests.cast import Cast, make_cast
from tests.client import InspectingClient, sign_in
from tests.databases import address_of, another_database, files_in, postgresql_tools

NIGHT = datetime(2026, 11, 27, 2, tzinfo=UTC)
PASSWORD = "only for tests"
SQL = (ROOT / "docs" / "deploy" / "roles.sql").read_text()
REFUSED = {
    "changes the trail": "UPDATE audit_event SET action = 'nothing'",
    "forgets the trail": "DELETE FROM audit_event",
    "empties the trail": "TRUNCATE audit_event",
    "rewrites a reason": "UPDATE audit_words SET words = 'nothing'",
    "empties the reasons": "TRUNCATE audit_words",
    "makes a checkpoint": "INSERT INTO audit_checkpoint DEFAULT VALUES",
    "moves a checkpoint": "UPDATE audit_checkpoint SET seq = 1",
    "forgets a checkpoint": "DELETE FROM audit_checkpoint",
    "makes a table": "CREATE TABLE mine (id integer)",
    "drops a table": "DROP TABLE person",
    "changes a table": "ALTER TABLE person ADD COLUMN x text",
    "makes a trigger": "CREATE TRIGGER x BEFORE INSERT ON person EXECUTE FUNCTION suppress_redundant_updates_trigger()",
    "makes a role": "CREATE ROLE friend SUPERUSER",
    "reads a file": "SELECT pg_read_file('/etc/passwd')",
    "runs a program": "COPY person TO PROGRAM 'cat'",
    "says what was migrated": "UPDATE alembic_version SET version_num = '0001'",
    "becomes the owner": "SET ROLE kompetencespejl_owner",
}


def as_role(url: str, name: str) -> str:
    """Return the address under which one is that role and nobody else."""
    role = make_url(url).set(username=f"kompetencespejl_{name}", password=PASSWORD)
    return role.render_as_string(hide_password=False)


def run_roles(url: str) -> None:
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.exec_driver_sql(SQL.replace("%", "%%"))
        for name in ("owner", "app", "backup", "read"):
            connection.execute(text(f"ALTER ROLE kompetencespejl_{name} PASSWORD '{PASSWORD}'"))
    engine.dispose()


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Flask]:
    """Return a maker of products that are connected as one of the roles."""
    settings = {"TESTING": True, "SEATS_ASIDE": False, **files_in(tmp_path_factory.mktemp("roles"))}
    return lambda url, role, **more: create_app(DATABASE_URL=as_role(url, role), **settings, **more)


@pytest.fixture(scope="module")
def url(product: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A PostgreSQL database made as docs/deploy says."""
    with made_as_told(product, tmp_path_factory.mktemp("roles")) as address:
        yield address


@contextmanager
def made_as_told(product: Any, folder: Path) -> Iterator[str]:
    """Give the address of a database: roles, migrations as the owner, roles again."""
    with address_of("postgresql", folder) as address, another_database():
        run_roles(address)
        owners = product(address, "owner")
        with owners.app_context():
            owners.extensions["alembic"].upgrade()
            assert queries.rights_too_many() == ["own tables", "change the trail"]
        db.engine.dispose()
        run_roles(address)
        yield address
        db.engine.dispose()


@pytest.fixture(scope="module")
def house(url: str, product: Any) -> Iterator[tuple[Flask, Cast]]:
    """The cast in that database, written by the server's role."""
    app = product(url, "app")
    with app.app_context():
        cast = make_cast()
        db.session.commit()
        yield app, cast


def test_the_server_has_no_right_too_many(house):
    app, _ = house
    with app.app_context():
        assert queries.rights_too_many() == []


def test_the_main_pages_work_for_everybody_under_the_servers_role(house):
    app, cast = house
    opened = set()
    for person in (cast.astrid, cast.bo, cast.carla, cast.dorte, cast.freja):
        client = InspectingClient(app)
        sign_in(client, person)
        links = {link for link in client.get("/").page.links().values() if link.startswith("/")}
        for link in sorted(links):
            assert client.get(link).status_code in {200, 303}, link
        opened |= links
        assert client.post("/signout").status_code == 303
    assert len(opened) > 15


@pytest.mark.parametrize("statement", REFUSED.values(), ids=REFUSED)
def test_the_database_refuses_the_server_what_it_need_not(statement, house):
    app, _ = house
    with app.app_context():
        with pytest.raises(ProgrammingError, match=r"permission denied|must be owner"):
            db.session.execute(text(statement))
        db.session.rollback()


@pytest.mark.parametrize(
    ("right", "table"),
    [
        *((right, "audit_event") for right in ("UPDATE", "DELETE", "TRUNCATE", "TRIGGER")),
        *((right, "audit_words") for right in ("UPDATE", "TRUNCATE")),
        *((right, "audit_checkpoint") for right in ("INSERT", "UPDATE", "DELETE", "TRUNCATE")),
    ],
)
def test_a_right_too_many_on_any_table_of_the_trail_is_seen(right, table, house, url):
    app, _ = house
    owner = create_engine(url, isolation_level="AUTOCOMMIT")
    with owner.connect() as connection, app.app_context():
        connection.execute(text(f"GRANT {right} ON {table} TO kompetencespejl_app"))
        try:
            assert queries.rights_too_many() == ["change the trail"]
        finally:
            connection.execute(text(f"REVOKE {right} ON {table} FROM kompetencespejl_app"))
    owner.dispose()


def test_the_server_does_not_believe_that_a_round_is_wiped_which_only_the_owner_can_wipe(house):
    """PostgreSQL only warns somebody who may not rewrite a table, and rewrites nothing."""
    app, _ = house
    with app.app_context(), pytest.raises(NotYet):
        rewrite_pages(["sealed_sheet"])


def test_the_owner_can_wipe_and_copying_reads_all_and_changes_nothing(url, house, product):
    with product(url, "owner").app_context():
        rewrite_pages(["sealed_sheet"])
    copying = create_engine(as_role(url, "backup"))
    with copying.connect() as connection:
        for table in Model.metadata.tables.values():
            connection.execute(table.select().limit(1))
        with pytest.raises(ProgrammingError):
            connection.execute(text("DELETE FROM person"))
    copying.dispose()


def test_statistics_read_what_is_published_and_nothing_about_a_person(url, house):
    reading = create_engine(as_role(url, "read"))
    may = text("SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace "
               "AND has_table_privilege(oid, 'SELECT, INSERT, UPDATE, DELETE')")  # fmt: skip
    with reading.connect() as connection:
        found = set(connection.scalars(may))
    reading.dispose()
    declared = {mapper.local_table.name: mapper.class_.__privacy__ for mapper in Model.registry.mappers}
    assert {"release", "released_figure", "unit"} <= found
    assert [name for name in found if not isinstance(declared.get(name), Impersonal)] == []


def test_the_owner_takes_a_backup_and_puts_it_back_and_the_server_serves_it_with_no_right_too_many(product, tmp_path):
    backups = {"BACKUP_FOLDER": str(tmp_path / "backups"), "POSTGRESQL_TOOLS": postgresql_tools()}
    with made_as_told(product, tmp_path) as url:
        with product(url, "app", **backups).app_context():
            astrid = make_cast().astrid.id
            db.session.commit()
            with pytest.raises(Failed):
                take(NIGHT)
            db.session.close()
            db.engine.dispose()  # the servers are stopped while one restores
        with product(url, "owner", **backups).app_context():
            assert take(NIGHT).tables["person"] > 0
            db.session.get_one(Person, astrid).name = "Written since"
            db.session.commit()
            restore("", NIGHT + timedelta(hours=9))
        server = product(url, "app")
        with server.app_context():
            assert queries.rights_too_many() == []
            person = db.session.get_one(Person, astrid)
            assert person.name == "Astrid Skov"
            client = InspectingClient(server)
            sign_in(client, person)
            assert client.get("/").status_code == 200
