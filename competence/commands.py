"""The command line: thin, it calls actions and commits."""

from pathlib import Path

import click
from flask import Flask, current_app
from flask.cli import AppGroup, with_appcontext
from flask_babel import gettext as _

from competence.admin.demo.actions import NotEmpty
from competence.admin.demo.actions import fill as fill_demo
from competence.admin.imports.framework_files import UnusableFramework
from competence.admin.imports.frameworks import apply_frameworks, read_frameworks, told
from competence.db import db
from competence.signin.actions.accounts import open_account
from competence.signin.rules import Hasher
from competence.web.clock import today
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


@click.command("demo")
@click.option("--if-empty", is_flag=True, help="Do nothing, and say nothing, where there are people already.")
@click.option("--people", type=click.IntRange(40, 50_000), default=200, show_default=True, help="How many people.")
@click.option("--seed", type=int, default=2026, show_default=True, help="The same seed gives the same data.")
@with_appcontext
def demo(if_empty: bool, people: int, seed: int) -> None:
    """Fill an empty database with an invented library, three closed rounds and an open one."""
    try:
        cast = fill_demo(people, seed, today())
    except NotEmpty as error:
        if if_empty:
            return
        raise click.ClickException("There are people in the database; the demo only goes into an empty one.") from error
    password = current_app.config["DEMO_PASSWORD"]
    for member in cast:
        open_account(member.person_id, Hasher().hash(password))
    db.session.commit()
    click.echo(
        f"{people} invented people. Sign in at {current_app.config['PUBLIC_URL']} with the password {password} as"
    )
    for member in cast:
        click.echo(f"  {member.email:<22}{member.name} ({member.part})")


def init_app(app: Flask) -> None:
    """Add the product's commands to `flask`."""
    app.cli.add_command(demo)
    app.cli.add_command(import_group)
