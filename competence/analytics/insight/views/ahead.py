"""Pages on which HR writes targets and expected retirements, beside the figures they are read with."""

from collections.abc import Callable
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from competence.access.guard import actor_id, current_actor, needs
from competence.access.permissions import MayAnalytics
from competence.analytics import queries as releases
from competence.analytics.insight import actions, queries
from competence.analytics.insight.ahead import shown_levels
from competence.analytics.insight.forms import RetirementForm, TargetForm
from competence.analytics.insight.pages import THEMES
from competence.analytics.insight.views.blueprint import bp
from competence.db import db
from competence.web.clock import today
from competence.web.refusals import Refusal


@bp.get("/targets")
@needs(MayAnalytics.AIM)
def targets() -> str:
    """Show the targets, and ask for another."""
    return _targets(_target_form())


@bp.post("/targets")
@needs(MayAnalytics.AIM)
def set_target() -> Any:
    """Set a target."""
    form = _target_form()
    return _saved(
        form,
        _targets,
        "insight.targets",
        _("Målet er gemt."),
        lambda: actions.set_target(actor_id(), form.target, today()),
    )


@bp.post("/targets/<int(max=2147483647):number>/removal")
@needs(MayAnalytics.AIM)
def remove_target(number: int) -> Response:
    """Take a target away."""
    actions.take_away_target(actor_id(), number)
    db.session.commit()
    return _go_on("insight.targets", _("Målet er fjernet."))


@bp.get("/retirements")
@needs(MayAnalytics.AIM)
def retirements() -> str:
    """Show how many are expected to retire, and ask for more."""
    return _retirements(_retirement_form())


@bp.post("/retirements")
@needs(MayAnalytics.AIM)
def expect() -> Any:
    """Write down how many are expected to retire."""
    form = _retirement_form()
    return _saved(
        form,
        _retirements,
        "insight.retirements",
        _("Antallet er gemt."),
        lambda: actions.expect(actor_id(), form.retirement, today()),
    )


@bp.post("/retirements/<int(max=2147483647):number>/removal")
@needs(MayAnalytics.AIM)
def remove_retirement(number: int) -> Response:
    """Take an expectation away."""
    actions.take_away_retirement(actor_id(), number)
    db.session.commit()
    return _go_on("insight.retirements", _("Antallet er fjernet."))


def _target_form() -> TargetForm:
    form, release = TargetForm(), releases.release_with_scale(current_actor(), None)
    themes = [(code, title) for code, (title, _question) in THEMES.items()]
    form.offer(themes, queries.titles(release) if release else (), shown_levels(release) if release else ())
    return form


def _retirement_form() -> RetirementForm:
    form = RetirementForm()
    form.offer(queries.numbered_profiles())
    return form


def _targets(form: TargetForm) -> str:
    return render_template("insight/targets.html", form=form, targets=queries.targets(), titles=form.titles)


def _retirements(form: RetirementForm) -> str:
    return render_template("insight/retirements.html", form=form, retirements=queries.retirements())


def _saved(form: Any, page: Callable[[Any], str], endpoint: str, done: str, act: Callable[[], None]) -> Any:
    if not form.validate():
        return page(form), 400
    try:
        act()
    except Refusal as refusal:
        db.session.rollback()
        form.form_errors.append(str(refusal))
        return page(form), refusal.status
    db.session.commit()
    return _go_on(endpoint, done)


def _go_on(endpoint: str, done: str) -> Response:
    flash(done, "success")
    return redirect(url_for(endpoint), 303)
