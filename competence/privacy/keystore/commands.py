"""The command line of the keys: make a house's key, change it, destroy a person's keys, and try every box."""

import click
from flask.cli import AppGroup

from competence.db import db
from competence.privacy import audit
from competence.privacy.keystore import unlocking
from competence.privacy.keystore.files import Locked, new_line
from competence.privacy.keystore.sweeping import refuse_without_keys, sweep

keys_group = AppGroup("keys", help="The keys that seal what people write (see docs/security/keys.md).")


@keys_group.command("new")
def new() -> None:
    """Print a new house's key: a line for the file KEK_FILE names."""
    click.echo(new_line(), nl=False)


@keys_group.command("rotate")
def rotate() -> None:
    """Wrap every key with the first key of the file; afterwards the other lines may be taken out."""
    try:
        changed = unlocking.keystore().rotate()
    except Locked as locked:
        raise click.ClickException(str(locked)) from locked
    click.echo(f"{changed} keys wrapped anew. Only the first line of the file is needed now.")


@keys_group.command("destroy")
@click.argument("person", type=int)
@click.confirmation_option(prompt="What this person's keys seal can never be read again. Go on?")
def destroy(person: int) -> None:
    """Destroy all keys of the person with this number; erasing somebody does this by itself."""
    audit.record(None, "keys.destroy", subject_id=person)
    db.session.commit()  # first: what cannot be told is not done, and no commit holds both
    click.echo(f"{unlocking.forget_people([person])} keys destroyed.")


@keys_group.command("check")
def check() -> None:
    """Open every box in the database and tell how many do not open; none should."""
    keystore = unlocking.keystore()
    try:
        if keystore.exists():
            keystore.check()
        else:
            refuse_without_keys()  # and make no empty one, which a restore would take for the keystore in use
        found = sweep(db.session, keystore)
    except Locked as locked:
        raise click.ClickException(str(locked)) from locked
    for place in found.closed:
        click.echo(f"does not open: {place}", err=True)
    if found.closed:
        raise click.ClickException(f"{len(found.closed)} of {found.boxes} texts do not open")
    click.echo(f"{found.boxes} texts open.")
