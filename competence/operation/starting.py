"""Before a server in real use answers anybody: everything dangerous is said at once, with what to do, and it stops."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from flask import Flask, current_app
from flask.cli import FlaskGroup, with_appcontext
from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from competence.config import ROOT
from competence.db import db
from competence.operation import queries
from competence.operation.facts import Facts, HouseKey, Standing, read
from competence.operation.rules.dangers import SILENT, dangers
from competence.privacy.keystore import unlocking
from competence.privacy.keystore.files import Locked
from competence.privacy.keystore.sweeping import refuse_without_keys

NOTHING = Path("/nonexistent")


def in_a_command() -> bool:
    """Return whether a command of `flask` loads the product, and no server; `flask run` is one."""
    command = _of_flask()
    return command is not None and command.info_name != "run"


def refuse_dangers(app: Flask) -> None:
    """Stop here, where the server would start dangerously. Commands of `flask` go on: some of them are the remedy."""
    if in_a_command():
        return
    with app.app_context():
        said = told(facts_of(app, server="flask" if _of_flask() else "granian"))
    if said:
        raise SystemExit(said)


def facts_of(app: Flask, server: str) -> Facts:
    """Look at the settings, the machine and the database."""
    own_key = ROOT / "instance" / "secret_key"
    uses_it = own_key.exists() and own_key.read_text() == app.config["SECRET_KEY"]
    database = _standing() if app.config["PRODUCTION"] else Standing()
    found = read(app.config, database, debug=app.debug, key_file=own_key if uses_it else NOTHING)
    key = _house_key() if app.config["PRODUCTION"] else HouseKey.FITS
    return Facts(**{**vars(found), "server": server, "house_key": key})


def told(facts: Facts) -> str:
    """Return what is dangerous, in words for who starts the server; nothing where all is well."""
    found = dangers(facts)
    if not found:
        return ""
    with force_locale(str(facts.settings["OPERATOR_LANGUAGE"])):
        head = _("Kompetencespejl starter ikke, for det ville være farligt:")
        return "\n".join([head, *(f"- {danger.says}" for danger in found)])


@contextmanager
def ending_where_silent(app: Flask) -> Iterator[None]:
    """End the program with one sentence where what is done inside fails because the database does not answer."""
    try:
        yield
    except DBAPIError:
        if _can_connect():
            raise
        raise SystemExit(_silence(app)) from None


@click.command("check")
@with_appcontext
def check() -> None:
    """Say what would keep the server from starting, and fail where something would."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    said = told(facts_of(app, server="granian")) or ("" if _can_connect() else _silence(app))
    if said:
        raise click.ClickException(said)
    click.echo("All is well.")


def _of_flask() -> click.Context | None:
    """Return which command of `flask` runs; other servers are programs of click too, granian among them."""
    command = click.get_current_context(silent=True)
    return command if command is not None and isinstance(command.find_root().command, FlaskGroup) else None


def _can_connect() -> bool:
    try:
        db.engine.connect().close()
    except DBAPIError:
        return False
    return True


def _silence(app: Flask) -> str:
    with app.app_context(), force_locale(app.config["OPERATOR_LANGUAGE"]):
        return str(SILENT)


def _house_key() -> HouseKey:
    if unlocking.keystore().key_file is None:
        return HouseKey.MISSING
    try:
        refuse_without_keys()
    except (Locked, SQLAlchemyError):
        return HouseKey.WRONG
    return HouseKey.FITS


def _standing() -> Standing:
    try:
        return Standing(
            behind=queries.waiting_migrations(),
            may=frozenset(queries.rights_too_many()),
            off=frozenset(queries.durability_off()),
            clock_behind=queries.clock_behind(),
        )
    except queries.IsNewer:
        return Standing(is_newer=True)
    except SQLAlchemyError:
        return Standing(answers=False)
    finally:
        db.session.rollback()
