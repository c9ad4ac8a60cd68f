"""Reading the guides: what there is, one version by theme, and the page of questions as each side meets it."""

from itertools import groupby

from flask import abort, render_template

from competence.access.guard import current_actor, may, needs
from competence.access.permissions import MayGuide
from competence.conversations.guides import queries
from competence.conversations.guides.rules.editions import sides
from competence.conversations.guides.views.blueprint import bp, seen_version


@bp.get("")
@needs(MayGuide.READ)
def index() -> str:
    """List the kinds of conversation, each with its versions, the newest first."""
    versions = queries.versions_for(current_actor())
    guides = [list(rows) for _guide, rows in groupby(versions, lambda version: version.guide_id)]
    return render_template("guides/index.html", guides=guides, may_edit=may(MayGuide.EDIT))


@bp.get("/<kind>/<int(max=9999):number>")
@needs(MayGuide.READ)
def show(kind: str, number: int) -> str:
    """Show a version's questions in their order; in a draft each with what can be done to it."""
    version = seen_version(kind, number)
    return render_template("guides/show.html", version=version, sides=sides(version.kind), may_edit=may(MayGuide.EDIT))


@bp.get("/<kind>/<int(max=9999):number>/as/<side>")
@needs(MayGuide.READ)
def preview(kind: str, number: int, side: str) -> str:
    """Show a version's questions as one side will meet them when they prepare."""
    version = seen_version(kind, number)
    seen_by = next((one for one in sides(version.kind) if one.value == side), None) or abort(404)
    themes = queries.asked_of(version.id, seen_by)
    return render_template("guides/preview.html", version=version, side=seen_by, themes=themes)
