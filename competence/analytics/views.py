"""The way into the organisation's figures: what one can ask of the latest round, and which rounds there are."""

from flask import Blueprint, render_template
from flask_babel import lazy_gettext as _l

from competence.access.guard import current_actor, may, needs
from competence.access.permissions import MayAnalytics
from competence.analytics import queries
from competence.analytics.insight.pages import THEMES
from competence.analytics.insight.queries import House, areas, marks
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
        areas=areas(latest) if latest else (),
        marks=marks(latest) if latest else (),
        talks=may(MayAnalytics.READ),
        of_steps=may(MayAnalytics.STEPS),
        aims=may(MayAnalytics.AIM),
        sees_all=House(current_actor(), today()).sight.everything,
    )
