"""Pages of figures, their tables as files, and the page as a paper; all of it from the same sheet."""

from flask import Response, abort, current_app, render_template, request, url_for

from competence.access.guard import current_actor, needs
from competence.access.permissions import MayAnalytics
from competence.analytics import queries as releases
from competence.analytics.insight import pages
from competence.analytics.insight.pages import Asked, Desk
from competence.analytics.insight.views.blueprint import bp
from competence.privacy import audit
from competence.privacy.throttling import EXPORTS, slow_down
from competence.web.clock import today
from competence.web.downloads import download
from competence.web.language import chosen_language
from competence.web.papers import figures as paper
from competence.web.tables import files

PAGE = f"/<any({', '.join(pages.KINDS)}):kind>/<code>"


@bp.get(PAGE)
@needs(MayAnalytics.SEE)
def show(kind: str, code: str) -> str:
    """Show a part of the catalogue, or the whole, in one round; in one unit where that is asked for."""
    asked = _asked(kind, code)
    desk = _found(asked)
    if desk is None and (releases.releases(current_actor()) or asked.cycle):
        abort(404)
    return render_template("insight/show.html", asked=asked, desk=desk, sheet=desk and pages.sheet(desk))


@bp.get(f"{PAGE}/<section>.<any({', '.join(files.KINDS)}):format_>")
@needs(MayAnalytics.SEE)
def table(kind: str, code: str, section: str, format_: str) -> Response:
    """Give one table of a page as a file; what it stands on is written above it."""
    slow_down(*EXPORTS)
    sheet = pages.sheet(_desk(_asked(kind, code)))
    found = sheet.section(section) or abort(404)
    return _file(
        files.write(format_, sheet.notes(found), found.table), files.KINDS[format_], f"{code}-{section}.{format_}"
    )


@bp.get(f"{PAGE}/paper")
@needs(MayAnalytics.SEE)
def as_paper(kind: str, code: str) -> Response:
    """Give the page as a tagged PDF, for the management group and for MED."""
    slow_down(*EXPORTS)
    desk = _desk(_asked(kind, code))
    made = paper.document(
        pages.sheet(desk), current_app.config["ORGANISATION"], desk.release.released_at, chosen_language()
    )
    return _file(made, "application/pdf", f"{code}.pdf")


def _asked(kind: str, code: str) -> Asked:
    return Asked(kind, code, request.args.get("cycle"), request.args.get("unit", ""))


def _desk(asked: Asked) -> Desk:
    return _found(asked) or abort(404)


def _found(asked: Asked) -> Desk | None:
    def link(code: str) -> str:
        return url_for("insight.show", kind="competences", code=code, cycle=asked.cycle, unit=asked.unit or None)

    return pages.desk(current_actor(), asked, today(), link)


def _file(content: bytes, kind: str, name: str) -> Response:
    audit.record_export("export.figures", name[:80])
    return download(content, kind, name)
