"""Pages of the organisation's picture: which rounds there is something to see of, and one page for each theme."""

from flask import Blueprint, abort, render_template, request
from flask_babel import lazy_gettext as _l

from competence.access.guard import current_actor, needs
from competence.access.permissions import MayAnalytics
from competence.analytics import charts, queries
from competence.web import navigation

bp = Blueprint("analytics", __name__, url_prefix="/analytics")

THEMES = {
    "digital": (_l("Digitale kompetencer"), _l("Hvor er vi stærke digitalt?")),
    "projekt_netvaerk": (_l("Projekter og netværk"), _l("Hvor er vi stærke i projekter og netværk?")),
}

navigation.add(navigation.Entry("analytics.index", _l("Organisationens tal").__str__, MayAnalytics.READ, 60))


@bp.get("")
@needs(MayAnalytics.READ)
def index() -> str:
    """Show which rounds have figures, and how the figures are protected."""
    return render_template("analytics/index.html", releases=queries.releases(current_actor()), themes=THEMES)


@bp.get("/themes/<theme>")
@needs(MayAnalytics.READ)
def theme(theme: str) -> str:
    """Show one theme in one round, the latest unless another is asked for."""
    wanted = request.args.get("cycle") or None
    release = queries.release_with_scale(current_actor(), wanted)
    if theme not in THEMES or (release is None and wanted):
        abort(404)
    heading, question = THEMES[theme]
    if release is None:
        return render_template("analytics/theme.html", release=None, heading=heading)
    figures = queries.figures_of(release, theme)
    names = {level.value: str(level.title) for level in release.cycle.framework_version.levels}
    return render_template(
        "analytics/theme.html",
        release=release,
        releases=queries.releases(current_actor()),
        heading=heading,
        question=question,
        theme=theme,
        names=list(names.values()),
        bands=charts.bands_of(figures, names),
        picture=charts.picture_of(figures),
    )
