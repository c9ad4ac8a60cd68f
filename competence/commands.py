"""The command line: thin, it calls actions and commits."""

from pathlib import Path

import click
from flask import Flask
from flask.cli import AppGroup
from flask_babel import gettext as _

from competence.admin.imports.framework_files import UnusableFramework
from competence.admin.imports.frameworks import apply_frameworks, read_frameworks, told
from competence.db import db
from competence.web.refusals import Refusal

import_group = AppGroup("import", help="Read people, units and frameworks from files.")


@import_group.command("framework")
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--publish", is_flag=True, help="Publish what was read at once; without it HR finds a draft.")
@click.option("--dry-run", is_flag=True, help="Say what would happen and change nothing.")
def import_framework(path: Path, publish: bool, dry_run: bool) -> None:
    """Read a competence framework: a folder of CSV files, or DigComp's own workbook."""
    try:
        found = read_frameworks(path)
        lines = told(found, apply_frameworks(found, publish=publish))
    except UnusableFramework as error:
        raise click.ClickException("\n".join((str(error), *error.faults))) from error
    except Refusal as error:
        raise click.ClickException(str(error)) from error
    if dry_run:
        db.session.rollback()
        click.echo(_("Prøve: intet er ændret."))
    else:
        db.session.commit()
    click.echo("\n".join(lines))


def init_app(app: Flask) -> None:
    """Add the product's commands to `flask`."""
    app.cli.add_command(import_group)
