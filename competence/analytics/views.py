"""Pages of the organisation's picture: which rounds there is something to see of, and one page for each theme."""

from flask import Blueprint, abort, render_template, request
from flask_babel import lazy_gettext as _l

from competence.access.guard import current_actor, may, needs
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
    return render_template(
        "analytics/index.html", releases=queries.releases(current_actor()), themes=THEMES,
        of_steps=may(MayAnalytics.STEPS),
    )  # fmt: skip


@bp.get("/themes/<theme>")
@needs(MayAnalytics.READ)
def theme(theme: str) -> str:
    """Show one theme in one round, the latest unless another is asked for."""
    if theme not in THEMES:
        abort(404)
    heading, question = THEMES[theme]
    release = queries.release_with_scale(current_actor(), request.args.get("cycle"))
    if release is None and "cycle" in request.args:
        abort(404)
    if release is None:
        return render_template("analytics/theme.html", release=None, heading=heading)
    figures = queries.figures_of(release, theme)
    names = charts.level_names(release)
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


@bp.get("/competences/<code>")
@needs(MayAnalytics.READ)
def competence(code: str) -> str:
    """Show one competence in every group it was released for."""
    release = queries.release_with_scale(current_actor(), request.args.get("cycle"))
    figures = queries.figures_of_competence(release, code) if release else []
    if release is None or not figures:
        abort(404)
    return render_template(
        "analytics/competence.html",
        release=release,
        title=figures[0].competence.title,
        theme=figures[0].competence.theme,
        themes=THEMES,
        lines=charts.group_lines(figures),
        names=list(charts.level_names(release).values()),
    )
