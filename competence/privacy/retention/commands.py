"""The nightly run that deletes what is over, on the command line."""

from datetime import timedelta

import click
from flask.cli import with_appcontext

from competence.privacy.erasure.commands import wipe_or_say_when
from competence.privacy.retention.actions import run
from competence.privacy.retention.planning import Plan, plan
from competence.privacy.trail.queries.reading import last_run
from competence.web.clock import now, today

PAUSE = timedelta(days=60)  # after so long without a run the clock is doubted: what goes is gone for good


@click.command("retention")
@click.option("--dry-run", is_flag=True, help="Say what would go today and change nothing.")
@click.option("--after-a-pause", is_flag=True, help="The clock is right: it has not run for two months.")
@with_appcontext
def retention(dry_run: bool, after_a_pause: bool) -> None:
    """Delete what has been kept for as long as its table says; run it every night."""
    if dry_run:
        _tell(plan(today()))
        return
    last = last_run("retention.run")
    if last is not None and now() - last > PAUSE and not after_a_pause:
        raise click.ClickException(
            f"By this machine's clock it last ran {(now() - last).days} days ago. Is the clock right? "
            "Then run `flask retention --after-a-pause`. Nothing was deleted."
        )
    _tell(run(today()))
    wipe_or_say_when()  # also where nothing went: the run of another night may have ended before it came to this


def _tell(found: Plan) -> None:
    for removal in found.removals:
        click.echo(f"{removal.many:>8}  {removal.table}")
    click.echo(f"{len(found.leavers):>8}  people who left")
    click.echo(f"{found.trail:>8}  links of the trail")
    if found.restricted:
        click.echo(f"{found.restricted:>8}  people whose data stay, because their use is restricted")
