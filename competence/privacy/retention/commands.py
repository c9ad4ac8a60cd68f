"""The nightly run that deletes what is over, on the command line."""

import click
from flask.cli import with_appcontext

from competence.privacy.erasure.commands import wipe_or_say_when
from competence.privacy.retention.actions import run
from competence.privacy.retention.planning import Plan, plan
from competence.web.clock import today


@click.command("retention")
@click.option("--dry-run", is_flag=True, help="Say what would go today and change nothing.")
@with_appcontext
def retention(dry_run: bool) -> None:
    """Delete what has been kept for as long as its table says; run it every night."""
    if dry_run:
        _tell(plan(today()))
        return
    _tell(run(today()))
    wipe_or_say_when()  # also where nothing went: the run of another night may have ended before it came to this


def _tell(found: Plan) -> None:
    for removal in found.removals:
        click.echo(f"{removal.many:>8}  {removal.table}")
    click.echo(f"{len(found.leavers):>8}  people who left")
    click.echo(f"{found.trail:>8}  links of the trail")
    if found.restricted:
        click.echo(f"{found.restricted:>8}  people whose data stay, because their use is restricted")
