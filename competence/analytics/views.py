"""The way into the organisation's figures: what one can ask of the rounds there are, and the command `verify`."""

import click
from flask import Blueprint, render_template
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from competence.access.guard import current_actor, may, needs
from competence.access.permissions import MayAnalytics
from competence.analytics import queries
from competence.analytics.insight.pages import THEMES
from competence.analytics.insight.queries import areas, marks, sight_of
from competence.analytics.keys.rules import Limits
from competence.analytics.reports.queries import reported_rounds
from competence.analytics.verifying import verify
from competence.web import navigation
from competence.web.clock import today

bp = Blueprint("analytics", __name__, url_prefix="/analytics")

navigation.add(
    navigation.Entry(
        "analytics.index", _l("Organisationens tal").__str__, MayAnalytics.SEE, navigation.Group.LIBRARY, 30
    )
)


@bp.get("")
@needs(MayAnalytics.SEE)
def index() -> str:
    """Show what one can ask, which rounds have figures, and how the figures are protected."""
    latest = queries.release_with_scale(current_actor(), None)
    return render_template(
        "analytics/index.html",
        releases=queries.releases(current_actor()),
        themes=THEMES,
        held=latest or Limits(),
        areas=areas(latest) if latest else (),
        marks=marks(latest) if latest else (),
        talks=may(MayAnalytics.READ),
        of_steps=may(MayAnalytics.STEPS),
        aims=may(MayAnalytics.AIM),
        reported=reported_rounds(current_actor()),
        sees_all=sight_of(current_actor(), today()).everything,
    )


@bp.cli.command("verify")
@click.argument("name", metavar="ROUND")
def verify_release(name: str) -> None:
    """Work a round's figures out again from its source data, and say whether they are what was released."""
    cycle = queries.round_named(name)
    if cycle is None:
        raise click.ClickException(_("Der er ingen udgivet runde med det navn."))
    verdict = verify(cycle)
    click.echo(_("%(count)s kompetencer: tallene er de samme.", count=len(verdict.equal)))
    for code in verdict.gone:
        click.echo(_("%(code)s: noget af det, tallene er regnet af, er slettet. De kan ikke regnes efter.", code=code))
    for code, named in verdict.differing.items():
        click.echo(_("%(code)s: afviger i %(named)s", code=code, named=", ".join(named)))
    if verdict.differing:
        raise click.ClickException(_("Noget af det, der er udgivet, kan ikke regnes frem igen."))
