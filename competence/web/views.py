"""What every page offers: another language, and static files under an address that changes with them."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from flask import Blueprint, Flask, current_app, g, redirect, request, session, url_for
from werkzeug.wrappers import Response

from competence.access.guard import open_to_all
from competence.web.language import LANGUAGES, chosen_language
from competence.web.navigation import navigation
from competence.web.redirects import safe_path
from competence.web.security import CDN, csp_nonce

bp = Blueprint("web", __name__)

CHART_PATH = "vendor/chart-4.5.1.umd.min.js"
CHART_INTEGRITY = "sha384-jb8JQMbMoBUzgWatfe6COACi2ljcDdZQ2OxczGA3bGNeWe+6DChMTBJemed7ZnvJ"


@dataclass(frozen=True)
class ChartSource:
    """Where Chart.js comes from: the CDN where allowed, always with the identical file of our own behind it."""

    cdn_url: str | None
    integrity: str
    local_url: str


@bp.post("/language")
@open_to_all
def language() -> Response:
    """Remember the language the reader chose and go back to where they were."""
    if request.form.get("language") in LANGUAGES:
        session["language"] = request.form["language"]
    return redirect(safe_path(request.form.get("back")), 303)


def static_url(path: str) -> str:
    """Return the address of a static file; it changes when any static file does."""
    return url_for("static", filename=path)


def chart_source() -> ChartSource:
    """Return where a page's charts load Chart.js from."""
    cdn = f"{CDN}/npm/chart.js@4.5.1/dist/chart.umd.min.js" if current_app.config["CHART_CDN"] else None
    return ChartSource(cdn, CHART_INTEGRITY, static_url(CHART_PATH))


def fingerprint(folder: Path) -> str:
    """Return eight characters that change when a file in the folder does."""
    digest = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:8]


def init_app(app: Flask) -> None:
    """Give every template what the base page needs."""
    app.register_blueprint(bp)
    app.jinja_env.globals |= {
        "navigation": navigation,
        "csp_nonce": csp_nonce,
        "static_url": static_url,
        "chart_source": chart_source,
        "languages": LANGUAGES,
    }

    @app.context_processor
    def base() -> dict[str, object]:
        return {
            "current_language": chosen_language(),
            "signed_in": g.get("signed_in"),
            "organisation": app.config["ORGANISATION"],
        }
