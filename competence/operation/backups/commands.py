"""The command line of the backups: take one and try it, put one back."""

import click
from flask.cli import with_appcontext

from competence.db import db
from competence.operation.backups.failing import Failed
from competence.operation.backups.finishing import finish
from competence.operation.backups.restoring import restore
from competence.operation.backups.taking import take
from competence.privacy.erasure.requesting import wipe
from competence.privacy.keystore.files import Locked
from competence.web.clock import now, today


@click.command("backup")
@with_appcontext
def backup() -> None:
    """Copy the database and the keystore while people work, and restore both on trial; run it every night."""
    try:
        taken = take(now())
    except (Failed, Locked) as failure:
        raise click.ClickException(str(failure)) from failure
    rows = sum(taken.tables.values())
    click.echo(f"{taken.name}: {taken.size} bytes, {rows} rows, {taken.boxes} sealed texts; restored on trial.")


@click.command("restore")
@click.argument("name", default="")
@click.option("--keystore", is_flag=True, help="Put the copy of the keystore back too, though there is one.")
@click.option("--without-ledger", is_flag=True, help="The ledger of who was erased is lost: do not wait for it.")
@click.option(
    "--without-trail-key", is_flag=True, help="The trail's key is lost: another one is made, and it begins anew."
)
@click.confirmation_option(prompt="Are the servers and the daily jobs stopped?")
@with_appcontext
def put_back(name: str, keystore: bool, without_ledger: bool, without_trail_key: bool) -> None:
    """Put the backup NAME back, without a name the newest. The present database is kept beside it."""
    try:
        lost = {"without_ledger": without_ledger, "without_trail_key": without_trail_key}
        said = restore(name, now(), keystore=keystore, **lost)
    except (Failed, Locked) as failure:
        raise click.ClickException(f"Nothing was changed: {failure}.") from failure
    click.echo("\n".join(said))


@click.command("finish-restore", hidden=True)
@click.option("--trail-anew", is_flag=True)
@with_appcontext
def finish_restore(trail_anew: bool) -> None:
    """Bring a restored database up to date; `flask restore` starts this itself, before the database is used."""
    for line in finish(trail_anew=trail_anew):
        click.echo(line)
    db.session.commit()
    wipe(today())
    db.session.commit()
