"""The erasure of one person on the command line, and what both it and the nightly run end with."""

import click
from flask.cli import with_appcontext

from competence.db import db
from competence.privacy import audit
from competence.privacy.erasure.actions import ledger_path, replay
from competence.privacy.erasure.ledger import Rule
from competence.privacy.erasure.queries import person_at
from competence.privacy.erasure.requesting import carry_out, refuse_what_must_stay, wipe
from competence.privacy.erasure.wiping import NotYet
from competence.web.clock import today
from competence.web.refusals import Refusal
from competence.web.text import tidy_email

BUSY = "The rows are gone; somebody reads the database, so its pages are written anew by the next run."


@click.command("erase")
@click.argument("email")
@click.confirmation_option(prompt="Everything held about this person is erased and cannot be brought back. Go on?")
@with_appcontext
def erase(email: str) -> None:
    """Erase everything held about EMAIL, who has left; in the product HR asks and the officer confirms."""
    person_id = person_at(tidy_email(email))
    if person_id is None:
        raise click.ClickException("Nobody in the database has that address.")
    try:
        refuse_what_must_stay(person_id, today())
        audit.record(None, "erasure.erase", subject_id=person_id)
        carry_out(person_id, today(), Rule.ASKED)
    except Refusal as refusal:
        raise click.ClickException(str(refusal)) from refusal
    db.session.commit()
    wipe_or_say_when()


@click.command("replay-erasures")
@with_appcontext
def replay_erasures() -> None:
    """Erase again whom the ledger names; after a backup was restored, before anybody signs in."""
    if not ledger_path().exists():
        raise click.ClickException(f"There is no ledger at {ledger_path()}: bring it, and do this again.")
    back = replay(today())
    db.session.commit()
    click.echo(f"{back} people were there again, and are erased.")
    wipe_or_say_when()


def wipe_or_say_when() -> None:
    """Write the pages anew that held what is gone, and commit. Raises ClickException where that has to wait."""
    try:
        wipe(today())
    except NotYet as error:
        raise click.ClickException(BUSY) from error
    db.session.commit()
