"""What role profiles ask for: to be read by everybody in the version the house works with, to be edited in a draft."""

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from competence.access.guard import actor_id, needs
from competence.access.permissions import MayFramework
from competence.db import db
from competence.frameworks import queries
from competence.frameworks.actions import drafts
from competence.frameworks.forms import NewRequirementForm, RequirementForm, new_requirement_form, requirement_form
from competence.frameworks.queries import Competence, Profile, Version
from competence.frameworks.rules.editions import IMPORTANCES
from competence.frameworks.rules.publishing import ChangedMeanwhile
from competence.frameworks.views.blueprint import bp, draft
from competence.frameworks.views.clashes import Clash, clashes_between


@bp.get("/roles")
@needs(MayFramework.READ)
def roles() -> str:
    """List the role profiles with how much each asks for in the version the house works with."""
    version = queries.current_version()
    asked = queries.asked_counts(version.id) if version else {}
    return render_template("frameworks/roles.html", version=version, profiles=queries.profiles(), asked=asked)


@bp.get("/roles/<profile>")
@needs(MayFramework.READ)
def role(profile: str) -> str:
    """Show what a role profile asks for, in words."""
    thing = queries.profile(profile) or abort(404)
    version = queries.current_version()
    asked = queries.asked_by(thing, version) if version else []
    return render_template("frameworks/role.html", version=version, profile=thing, asked=asked, importances=IMPORTANCES)


@bp.get("/<code>/<int(max=9999):number>/roles")
@needs(MayFramework.EDIT)
def draft_roles(code: str, number: int) -> str:
    """List the role profiles as a draft has them."""
    version = draft(code, number)
    asked = queries.asked_counts(version.id)
    return render_template("frameworks/draft_roles.html", version=version, profiles=queries.profiles(), asked=asked)


@bp.get("/<code>/<int(max=9999):number>/roles/<profile>")
@needs(MayFramework.EDIT)
def edit_role(code: str, number: int, profile: str) -> str:
    """Show what a role asks for in a draft, to be changed line by line."""
    return _edit_page(draft(code, number), queries.profile(profile) or abort(404))


@bp.post("/<code>/<int(max=9999):number>/roles/<profile>/<competence>")
@needs(MayFramework.EDIT)
def update_requirement(code: str, number: int, profile: str, competence: str) -> Response | tuple[str, int]:
    """Save what a role asks of one competence; where somebody else saved meanwhile, show both and save nothing."""
    version, who, what = _places(code, number, profile, competence)
    form = requirement_form(version.levels, what.id, None)
    if not form.validate():
        return _edit_page(version, who, sent={what.id: form}, about=what), 400
    try:
        drafts.ask(version, who, what, form.asking, form.seen, actor_id())
    except ChangedMeanwhile:
        return _clash_page(version, who, what, form), 409
    db.session.commit()
    return _saved(code, number, profile)


@bp.post("/<code>/<int(max=9999):number>/roles/<profile>/<competence>/removal")
@needs(MayFramework.EDIT)
def remove_requirement(code: str, number: int, profile: str, competence: str) -> Response:
    """Let a role no longer ask for a competence."""
    version, who, what = _places(code, number, profile, competence)
    form = requirement_form(version.levels, what.id, None)
    drafts.ask_no_more(version, who, what, form.seen, actor_id())
    db.session.commit()
    return _saved(code, number, profile)


@bp.post("/<code>/<int(max=9999):number>/roles/<profile>")
@needs(MayFramework.EDIT)
def add_requirement(code: str, number: int, profile: str) -> Response | tuple[str, int]:
    """Let a role ask for a further competence."""
    version = draft(code, number, to_change=True)
    who = queries.profile(profile) or abort(404)
    form = new_requirement_form(version.levels, _not_asked(version, who))
    if not form.validate():
        return _edit_page(version, who, new=form), 400
    what = queries.competence(version.id, form.competence.data) or abort(400)
    drafts.ask(version, who, what, form.asking, 0, actor_id())
    db.session.commit()
    return _saved(code, number, profile)


def _places(code: str, number: int, profile: str, competence: str) -> tuple[Version, Profile, Competence]:
    version = draft(code, number, to_change=True)
    what = queries.competence(version.id, competence) or abort(404)
    return version, queries.profile(profile) or abort(404), what


def _saved(code: str, number: int, profile: str) -> Response:
    flash(_("Gemt i kladden."), "success")
    return redirect(url_for("frameworks.edit_role", code=code, number=number, profile=profile), 303)


def _not_asked(version: Version, profile: Profile) -> list[Competence]:
    asked = {row.competence_id for row in queries.asked_by(profile, version)}
    return [row for row in queries.catalogue(version) if row.id not in asked and not row.retired]


def _clash_page(version: Version, profile: Profile, competence: Competence, sent: RequirementForm) -> str:
    """Show the line again with what was sent; saving it once more is then a choice made with open eyes."""
    stored = queries.requirement(profile.id, competence.id)
    clashes = clashes_between(sent, requirement_form(version.levels, competence.id, stored, as_saved=True))
    sent.version.data = str(stored.version if stored else 0)
    return _edit_page(version, profile, sent={competence.id: sent}, clashes=clashes, about=competence)


def _edit_page(
    version: Version,
    profile: Profile,
    *,
    sent: dict[int, RequirementForm] | None = None,
    new: NewRequirementForm | None = None,
    clashes: list[Clash] | None = None,
    about: Competence | None = None,
) -> str:
    """Show every line of a role; sent and new are forms as they were sent, about is the line two wrote at once."""
    asked = queries.asked_by(profile, version)
    saved = {
        row.competence_id: requirement_form(version.levels, row.competence_id, row, as_saved=True) for row in asked
    }
    lines = [row.competence for row in asked]
    if about is not None and about not in lines:
        lines.insert(0, about)
    new = new or new_requirement_form(version.levels, _not_asked(version, profile), as_saved=True)
    return render_template(
        "frameworks/edit_role.html", version=version, profile=profile, lines=lines, forms=saved | (sent or {}),
        new=new, stale=clashes is not None, clashes=clashes or [],
    )  # fmt: skip
