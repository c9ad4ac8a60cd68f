"""Bringing the tables up to date: a tried backup first, room for twice the data, and no row fewer afterwards."""

import os
import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from flask import Flask, current_app
from flask.cli import with_appcontext
from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy import make_url, text
from sqlalchemy.exc import DBAPIError

from competence.db import db, is_disturbed
from competence.migrating import ROWS, LooseEnd, LostRows, rows_of
from competence.operation import queries
from competence.operation.backups.failing import Failed
from competence.operation.backups.taking import take
from competence.operation.queries import MEGABYTE
from competence.operation.rules.dangers import NEWER
from competence.privacy.keystore.files import Locked
from competence.web.clock import now

TIMES = 2  # so often must the data fit into what is free: a table is rebuilt, and a copy tried, beside itself


class NotReady(RuntimeError):
    """It is not begun; the message says what to do."""


def migrate(target: str = "heads") -> None:
    """Run the migrations that wait. Raises LostRows or LooseEnd: what that migration did is then taken back.

    On SQLite the migrations before it stay, each whole; on PostgreSQL all are taken back.
    """
    alembic = current_app.extensions["alembic"]
    connection = alembic.migration_context.connection
    counted = rows_of(connection)
    connection.rollback()
    if any(counted.values()):
        connection.info[ROWS] = counted
    alembic.upgrade(target)
    connection.rollback()  # where nothing waited it has begun what it does not end


def prepare(*, backup: bool) -> str:
    """See that there is room, and take a backup; return its name, or nothing where none is taken.

    There is none where nothing waits or nobody has written anything; nor, outside real use, where none is set up.
    Raises NotReady.
    """
    folder = current_app.config["BACKUP_FOLDER"]
    try:
        if not queries.waiting_migrations() or not any(rows_of(db.session.connection()).values()):
            return ""
        if short := list(_without_room([Path(folder)] if folder and backup else [])):
            raise NotReady("\n".join(short))
    except queries.IsNewer as newer:
        raise NotReady(str(NEWER)) from newer
    finally:
        db.session.rollback()  # which would keep the migrations waiting
    if not backup or not (folder or current_app.config["PRODUCTION"]):
        return ""
    try:
        return take(now()).name
    except (Failed, Locked) as failure:
        says = _(
            "Der kan ikke tages en kopi først: %(why)s. Intet er ændret. Ret det, og kør igen; har du selv taget en "
            "kopi, så kør »flask db upgrade --no-backup«.",
            why=str(failure),
        )
        raise NotReady(says) from failure


@click.command("upgrade")
@click.argument("target", default="heads")
@click.option("--no-backup", is_flag=True, help="Take none first: there is one already.")
@with_appcontext
def upgrade(target: str, no_backup: bool) -> None:
    """Bring the tables up to date; where there are data, a backup is taken and tried first."""
    with _words():
        name = prepare(backup=not no_backup)
        if name:
            click.echo(_("Kopien %(name)s er taget og prøvet.", name=name))
        try:
            migrate(target)
        except (LostRows, LooseEnd) as refused:
            says = _(
                "Ændringen er taget tilbage, for bagefter var der ikke de samme rækker: %(why)s. Start ikke den nye "
                "version. Meld fejlen, og gå tilbage til den forrige version og kopien fra før.",
                why=str(refused),
            )
            if name:
                says += " " + _("Kopien fra før er %(name)s (»flask restore«).", name=name)
            raise click.ClickException(says) from refused
        except DBAPIError as broken:
            if not is_disturbed(broken):
                raise
            says = _(
                "Databasen tog ikke imod midt i en ændring: %(why)s. Det, den ikke nåede, er taget tilbage. Ret det, "
                "og kør igen, før du starter den nye version.",
                why=str(broken.orig),
            )
            raise click.ClickException(says) from broken


def init_app(app: Flask) -> None:
    """Let `flask db upgrade` be this one."""
    group = app.cli.commands["db"]
    assert isinstance(group, click.Group)  # noqa: S101  for the type: Flask-Alembic makes it one
    group.add_command(upgrade)


@contextmanager
def _words() -> Iterator[None]:
    with force_locale(current_app.config["OPERATOR_LANGUAGE"]):
        try:
            yield
        except NotReady as not_ready:
            raise click.ClickException(str(not_ready)) from not_ready


def _without_room(places: list[Path]) -> Iterator[str]:
    """Say of each disk on which something will be written whether twice the data does not fit there."""
    if db.engine.dialect.name == "sqlite":
        path = Path(str(make_url(current_app.config["DATABASE_URL"]).database))
        size = sum(one.stat().st_size for one in (path, path.with_name(f"{path.name}-wal")) if one.exists())
        places = [path.parent, *places]
    else:  # its own disk is the server's
        size = int(db.session.scalar(text("SELECT pg_database_size(current_database())")) or 0)
    there = [next(one for one in (place, *place.parents) if one.exists()) for place in places]
    wanted: Counter[int] = Counter()
    for place in there:
        wanted[os.stat(place).st_dev] += TIMES * size
    for place in dict.fromkeys(there):
        free, needed = shutil.disk_usage(place).free, wanted[os.stat(place).st_dev]
        if free < needed:
            yield _(
                "Der er for lidt plads til at ændre tabellerne: %(free)s MB ledige ved %(place)s, og der skal bruges "
                "%(needed)s MB. Intet er ændret. Gør plads, og kør igen.",
                free=free // MEGABYTE,
                needed=-(-needed // MEGABYTE),
                place=place,
            )
