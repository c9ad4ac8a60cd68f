"""The trail on the command line: verify it, and export its heads to where nobody can take them back."""

from pathlib import Path
from typing import TextIO

import click
from flask import current_app
from flask.cli import AppGroup
from flask_babel import gettext as _

from competence.db import db
from competence.privacy.trail.beginning import begin_anew
from competence.privacy.trail.heads import kept_heads, lines_of_heads, note_verdict
from competence.privacy.trail.keys import trail_key
from competence.privacy.trail.queries.chain import verify
from competence.privacy.trail.rules.chain import Head, NotAHead, read_head

group = AppGroup("audit", help="Verify the trail of who did and saw what, and export its heads.")


@group.command("head")
def head() -> None:
    """Print where the trail ends now, a line for each chain; let it leave the machine (journald, a mail, a page)."""
    click.echo("\n".join(lines_of_heads()))


@group.command("verify")
@click.option("--head", "heads", type=click.File(), multiple=True, help="Lines that `flask audit head` printed once.")
def verify_trail(heads: tuple[TextIO, ...]) -> None:
    """Read the whole trail and say whether it is what was written; ends with 1 where it is not.

    Without the head of another day nobody can tell that the end was cut off: those in AUDIT_HEADS_FILE are read too.
    """
    exported = kept_heads(Path(current_app.config["AUDIT_HEADS_FILE"]))
    for file in heads:
        exported += _read(file)
    came = verify(trail_key(), exported)
    note_verdict(len(came.faults))
    for stream, seq in came.begun.items():
        click.echo(
            _(
                "%(stream)s begynder forfra ved led %(seq)s: det før kan læses, og ikke efterprøves.",
                stream=stream.name,
                seq=seq,
            )
        )
    for fault in came.faults:
        click.echo(f"{fault.stream.name} {fault.seq}: {fault.wrong.value}")
    if came.faults:
        raise click.ClickException(_("Sporet er ikke, som det blev skrevet: %(count)s fejl.", count=len(came.faults)))
    told = {"links": came.links, "words": came.words, "heads": len(exported)}
    click.echo(_("Sporet holder: %(links)s led, %(words)s begrundelser, %(heads)s tidligere ender.", **told))


@group.command("begin-anew")
@click.option("--reason", required=True, help="Why; it stands in the trail, and the officer reads it there.")
@click.confirmation_option(prompt="Is the key of before lost, or taken away because others know it?")
def begin(reason: str) -> None:
    """Let the trail go on under another key: what is before can be read, and not verified any more."""
    begin_anew(reason)
    db.session.commit()
    click.echo(_("Sporet begynder forfra under den nøgle, der er nu. Gem den uden for maskinen (docs/backup.md)."))


def _read(file: TextIO) -> list[Head]:
    try:
        return [read_head(line) for line in file if line.strip()]
    except NotAHead as error:
        raise click.ClickException(f"{file.name}: {error}") from error
