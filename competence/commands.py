"""The command line: thin, it calls actions and commits."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import click
from flask import Flask, current_app
from flask.cli import AppGroup, with_appcontext
from flask_babel import gettext as _
from sqlalchemy import inspect
from sqlalchemy.exc import DatabaseError, NoResultFound

from competence.admin.demo.actions import NotEmpty
from competence.admin.demo.actions import fill as fill_demo
from competence.admin.imports.actions import KINDS, Options, apply_file, read_path
from competence.admin.imports.careers import load_careers
from competence.admin.imports.careers import told as told_careers
from competence.admin.imports.charter import read_charter, told_charter
from competence.admin.imports.frameworks import apply_frameworks, read_frameworks, told
from competence.admin.imports.guides import apply_guides, read_guides, told_guides
from competence.admin.imports.words import told as told_plan
from competence.db import db
from competence.feedback.upward.actions.running import finish, resume
from competence.frameworks.charter.actions import take_over as take_over_charter
from competence.learning.seats.actions.distributing import work_out
from competence.notifications.actions import reminding
from competence.notifications.actions.sending import deliver
from competence.notifications.smtp import MailServer, Unreachable
from competence.operation.backups.commands import backup, finish_restore, put_back
from competence.operation.heads import mail_head
from competence.operation.starting import ending_where_silent, in_a_command
from competence.people.leaves.queries import away
from competence.people.rules import is_email
from competence.privacy import audit
from competence.privacy.erasure.commands import erase, replay_erasures
from competence.privacy.erasure.wiping import NotYet
from competence.privacy.informing.actions import acknowledge
from competence.privacy.keystore.commands import keys_group
from competence.privacy.keystore.sweeping import refuse_without_keys
from competence.privacy.retention.commands import retention
from competence.privacy.trail.commands import group as audit_group
from competence.signin.actions import accounts
from competence.signin.queries import addresses
from competence.signin.rules import Hasher, Purpose
from competence.web.clock import now, today
from competence.web.log import note
from competence.web.refusals import Refusal
from competence.web.text import tidy_email

import_group = AppGroup(
    "import", help="Read people, units, frameworks, guides, career models and learning offers from files."
)


@import_group.command("framework")
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--publish", is_flag=True, help="Publish what was read at once; without it HR finds a draft.")
@click.option("--dry-run", is_flag=True, help="Say what would happen and change nothing.")
def import_framework(path: Path, publish: bool, dry_run: bool) -> None:
    """Read a competence framework: a folder of CSV files, or DigComp's own workbook."""

    def read_and_write() -> list[str]:
        found = read_frameworks(path)
        return told(found, apply_frameworks(found, publish=publish))

    _take_over(read_and_write, dry_run=dry_run)


@import_group.command("careers")
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--publish", is_flag=True, help="Publish what was read at once; without it HR finds a draft.")
@click.option("--dry-run", is_flag=True, help="Say what would happen and change nothing.")
def import_careers(path: Path, publish: bool, dry_run: bool) -> None:
    """Read a career model: a folder of CSV files, a workbook, or the British roles.csv (see docs/careers.md)."""
    _take_over(lambda: told_careers(load_careers(path, publish=publish)), dry_run=dry_run)


@import_group.command("guides")
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--publish", is_flag=True, help="Publish what was read at once; without it HR finds drafts.")
@click.option("--dry-run", is_flag=True, help="Say what would happen and change nothing.")
def import_guides(path: Path, publish: bool, dry_run: bool) -> None:
    """Read the guides of conversations: a folder with three CSV files (see docs/guides.md)."""

    def read_and_write() -> list[str]:
        editions = read_guides(path)
        return told_guides(editions, apply_guides(editions, publish=publish))

    _take_over(read_and_write, dry_run=dry_run)


@import_group.command("charter")
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--publish", is_flag=True, help="Publish what was read at once; without it HR finds a draft.")
@click.option("--dry-run", is_flag=True, help="Say what would happen and change nothing.")
def import_charter(path: Path, publish: bool, dry_run: bool) -> None:
    """Read the leadership charter: a folder with two CSV files (see docs/anonymous-feedback.md)."""

    def read_and_write() -> list[str]:
        edition = read_charter(path)
        return told_charter(edition, take_over_charter(edition, publish=publish))

    _take_over(read_and_write, dry_run=dry_run)


def _take_over(read_and_write: Callable[[], list[str]], *, dry_run: bool) -> None:
    """Take what a file holds over, all or nothing, and say what was read."""
    try:
        lines = read_and_write()
    except Refusal as error:
        db.session.rollback()
        faults: tuple[object, ...] = getattr(error, "faults", ())
        raise click.ClickException("\n".join(map(str, (error, *faults)))) from error
    if dry_run:
        db.session.rollback()
        click.echo(_("Prøve: intet er ændret."))
    else:
        db.session.commit()
    click.echo("\n".join(lines))


@import_group.command("people")
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what would happen and change nothing.")
@click.option("--full", is_flag=True, help="The file names everybody: those it leaves out have left.")
@click.option("--confirm-ending", is_flag=True, help="Yes, end the employments of those a full file leaves out.")
def import_people(path: Path, dry_run: bool, full: bool, confirm_ending: bool) -> None:
    """Read people, employments and leaders from a CSV or XLSX file (see docs/import.md)."""
    _import_file("people", path, Options(today(), full=full), dry_run=dry_run, confirmed=confirm_ending)


@import_group.command("units")
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what would happen and change nothing.")
def import_units(path: Path, dry_run: bool) -> None:
    """Read the tree of units from a CSV or XLSX file (see docs/import.md)."""
    _import_file("units", path, Options(today()), dry_run=dry_run, confirmed=True)


@import_group.command("offers")
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what would happen and change nothing.")
def import_offers(path: Path, dry_run: bool) -> None:
    """Read learning offers from a CSV or XLSX file (see docs/learning.md)."""
    _import_file("offers", path, Options(today()), dry_run=dry_run, confirmed=True)


def _import_file(kind: str, path: Path, options: Options, *, dry_run: bool, confirmed: bool) -> None:
    """Say what a file would do, then do it, all or nothing."""
    try:
        table = read_path(path)
        plan = KINDS[kind](table, options)
        click.echo("\n".join(told_plan(plan)))
        if dry_run and not plan.has_errors:
            click.echo(_("Prøve: intet er ændret."))
            return
        apply_file(kind, table, options, None, confirmed=confirmed, shown=plan.fingerprint)
    except Refusal as error:
        raise click.ClickException(str(error)) from error
    db.session.commit()


@click.command("demo")
@click.option("--if-empty", is_flag=True, help="Do nothing, and say nothing, where there are people already.")
@click.option("--people", type=click.IntRange(40, 50_000), default=200, show_default=True, help="How many people.")
@click.option("--seed", type=int, default=2026, show_default=True, help="The same seed gives the same data.")
@with_appcontext
def demo(if_empty: bool, people: int, seed: int) -> None:
    """Fill an empty database with an invented library: four rounds, and its year of talks and plans."""
    try:
        cast = fill_demo(people, seed, today())
    except NotEmpty as error:
        if if_empty:
            return
        raise click.ClickException("There are people in the database; the demo only goes into an empty one.") from error
    password = current_app.config["DEMO_PASSWORD"]
    for member in cast:
        accounts.open_account(member.person_id, Hasher().hash(password))
        acknowledge(member.person_id, now())
    db.session.commit()
    click.echo(
        f"{people} invented people. Sign in at {current_app.config['PUBLIC_URL']} with the password {password} as"
    )
    for member in cast:
        click.echo(f"  {member.email:<22}{member.name} ({member.part})")


@click.command("administrator")
@click.argument("email")
@click.argument("name")
@with_appcontext
def administrator(email: str, name: str) -> None:
    """Make EMAIL, called NAME, an administrator and print the link to choose a password: the first way in."""
    if not is_email(tidy_email(email)):
        raise click.ClickException(_("Det er ikke en e-mailadresse."))
    person = accounts.first_administrator(email, name, today())
    token = accounts.new_link(person.id, Purpose.INVITATION)
    db.session.commit()
    click.echo(f"{current_app.config['PUBLIC_URL'].rstrip('/')}/password/link/{token}")


@click.command("send-mail")
@with_appcontext
def send_mail() -> None:
    """Send the mails that wait in the outbox; run it every minute or so."""
    if not current_app.config["MAIL_SERVER"]:
        raise click.ClickException("MAIL_SERVER is not set; `flask outbox` prints the mails instead.")
    try:
        with MailServer(current_app.config) as send:
            sent = deliver(_addresses, send)
    except (Unreachable, ValueError) as error:
        raise click.ClickException(f"{error} The mails wait.") from error
    click.echo(f"{sent} mails sent.")


@click.command("distribute")
@click.argument("pid")
@with_appcontext
def distribute(pid: str) -> None:
    """Work out the distribution of seats with the public id PID that HR has begun; the product starts this itself."""
    try:
        work_out(pid, today())
    except NoResultFound as error:
        raise click.ClickException(f"There is no distribution {pid}.") from error
    db.session.commit()


@click.command("remind")
@with_appcontext
def remind() -> None:
    """Do what is to be done every day, and tell everybody once what is due; run it every morning."""
    db.session.connection()  # where the database is away that is said once, and not for everything that is to be done
    run = reminding.remind(today(), _at_work)
    click.echo(f"{run.told} reminders told.")
    try:
        finish()  # outside the run's transactions: pages can only be rewritten between them
    except (DatabaseError, NotYet) as error:
        note(error, "closed rounds wait for the next run to be wiped")
        raise click.ClickException("closed rounds of anonymous feedback wait for the next run") from error
    if run.failed:
        raise click.ClickException("left for the next run: " + ", ".join(run.failed))


@click.command("outbox")
@with_appcontext
def outbox() -> None:
    """Print the mails that wait and take them out, for an administrator who hands them on; links in them are live."""
    audit.record(None, "outbox.print")
    db.session.commit()
    printed = deliver(_addresses, lambda mail: click.echo(f"To: {mail['To']}\n{mail.get_content()}"))
    click.echo(f"{printed} mails printed.")


def _addresses(person_ids: set[int]) -> dict[int, str]:
    return addresses(person_ids, today())


def _at_work(person_ids: set[int]) -> dict[int, str]:
    """Return the addresses of those who are not on leave: nobody is reminded while away, but when they are back."""
    return _addresses(person_ids - away(person_ids, today()))


def go_on(app: Flask) -> None:
    """Do at a start what a crash or a restore left undone; nothing where the tables are not there yet.

    Raises Locked where what people wrote could not be opened, and SystemExit where the database does not answer: then
    the server does not start. A command still does, so that it can mend that; what it then fails at is told as shortly.
    """
    if in_a_command():
        click.get_current_context().find_root().with_resource(ending_where_silent(app))
        with suppress(SystemExit):
            _go_on(app)
    else:
        with app.app_context(), ending_where_silent(app):
            refuse_without_keys()
        _go_on(app)


def _go_on(app: Flask) -> None:
    with app.app_context(), ending_where_silent(app):
        try:
            resume()
        except (DatabaseError, NotYet) as error:
            db.session.rollback()
            if inspect(db.engine).has_table("sealed_round"):
                note(error, "closed rounds wait for the next run to be wiped")


def init_app(app: Flask) -> None:
    """Add the product's commands to `flask`."""
    of_this_page = (administrator, demo, distribute, outbox, remind, send_mail)
    of_parts = (backup, erase, finish_restore, put_back, replay_erasures, retention)
    for command in (*of_this_page, *of_parts, import_group, audit_group, keys_group):
        app.cli.add_command(command)
    audit_group.add_command(mail_head)
