"""Pages of the career model in words: where people stand and what draws them, and who could step in. No name on any."""

from flask import Blueprint, abort, render_template, request

from competence.access.guard import current_actor, needs
from competence.access.permissions import MayAnalytics
from competence.analytics.charts import PARTS, why
from competence.analytics.steps import queries
from competence.web import navigation

bp = Blueprint("steps", __name__, url_prefix="/analytics")


@bp.get("/steps")
@needs(MayAnalytics.STEPS)
def standing() -> str:
    """Show in words how many say they stand on each step, and how many each interests."""
    return _page("steps/standing.html")


@bp.get("/succession")
@needs(MayAnalytics.STEPS)
def succession() -> str:
    """Show in words how many could fill each step and critical level today, or are one level away."""
    return _page("steps/succession.html")


def _page(template: str) -> str:
    actor, wanted = current_actor(), request.args.get("cycle")
    release = queries.release(actor, wanted)
    if release is None and wanted is not None:
        abort(404)
    navigation.stand_under("analytics.index")
    return render_template(
        template, release=release, rounds=queries.rounds(actor) if release else [], words=PARTS, why=why
    )
