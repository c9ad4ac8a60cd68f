"""The pages for those who run the product: whether it is alive, and whether it is well."""

import hmac
import time

from flask import Blueprint, Flask, Response, abort, current_app, jsonify, make_response, render_template, request
from flask_babel import gettext as _

from competence.access.guard import may, open_to_all
from competence.access.permissions import MayOperation
from competence.operation import metrics, starting, statements, upgrading
from competence.operation.checks import ALL
from competence.web.errors import wants_json
from competence.web.health import CHECKS, Finding, look
from competence.web.navigation import Entry, Group, add

bp = Blueprint("operation", __name__)

FRESH = 10  # seconds in which whoever is no administrator is told what was found before, however often they ask


@bp.get("/health/live")
@open_to_all
def live() -> Response:
    """Say that this process answers; it asks nothing else, so that a slow database gets no server restarted."""
    return jsonify(status="alive")


@bp.get("/health")
@open_to_all
def health() -> Response:
    """Say whether all is well: to everybody in one word, to the administrator check by check."""
    found = _found()
    well = all(one.well for one in found)
    if not may(MayOperation.READ):
        answer = jsonify(status="well" if well else "ill")
    elif wants_json():
        answer = jsonify(status="well" if well else "ill", checks={one.name: one.well for one in found})
    else:
        answer = make_response(render_template("operation/health.html", found=found, well=well))
    answer.status_code = 200 if well else 503
    return answer


def _found() -> list[Finding]:
    """Return what the checks say now; to those who are told one word, what they said a moment ago."""
    kept: tuple[float, list[Finding]] = current_app.extensions.get("health", (-FRESH, []))
    asked_at, found = kept
    if may(MayOperation.READ) or time.monotonic() - asked_at >= FRESH:
        found = look(_("Kunne ikke undersøges. Se loggen."))
        current_app.extensions["health"] = (time.monotonic(), found)
    return found


@bp.get("/metrics")
@open_to_all
def measures() -> Response:
    """Hand the measures to who knows the token; for everybody else, and without a token, there is no such page."""
    token = current_app.config["METRICS_TOKEN"]
    told = request.headers.get("Authorization", "")
    if not token or not hmac.compare_digest(told.encode(), f"Bearer {token}".encode()):
        abort(404)
    return Response(metrics.exposition(), content_type="text/plain; version=0.0.4; charset=utf-8")


def init_app(app: Flask) -> None:
    """Add the pages, and the product's own checks before those of the features."""
    app.register_blueprint(bp)
    app.register_blueprint(statements.bp)
    metrics.init_app(app)
    app.cli.add_command(starting.check)
    upgrading.init_app(app)
    add(Entry("operation.health", lambda: _("Systemets tilstand"), MayOperation.READ, Group.ADMINISTRATION, 90))
    for check in (*ALL, statements.contact, statements.informed):
        CHECKS.fill(check)
