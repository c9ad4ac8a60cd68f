"""Resetting somebody's lost second factor: HR turns one key and an administrator the other."""

from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from competence.access.guard import actor_id, current_actor, needs
from competence.access.permissions import MayWayIn
from competence.db import db
from competence.people.queries import person_by_pid
from competence.privacy import audit
from competence.signin.factors import queries
from competence.signin.factors.actions import resets
from competence.signin.factors.views.blueprint import bp
from competence.web.clock import now


@bp.get("/factors/of/<pid>")
@needs(MayWayIn.RESET)
def of_somebody(pid: str) -> str:
    """Show whether somebody has a second factor, and a reset that waits; never what it is."""
    person = _person(pid)
    waiting = queries.reset_of(person.id, now())
    if person.id != current_actor().person_id:
        audit.record_look(current_actor().person_id, "factor.look", subject_id=person.id)
    return render_template(
        "factors/of_somebody.html",
        person=person,
        has_factor=bool(queries.factors_of(person.id)),
        waiting=waiting,
        is_mine=waiting is not None and waiting.asked_by_id == actor_id(),
        is_me=person.id == actor_id(),
    )


@bp.post("/factors/of/<pid>/reset")
@needs(MayWayIn.RESET)
def ask_reset(pid: str) -> Response:
    """Turn the first key."""
    person = _person(pid)
    resets.ask(actor_id(), person.id)
    db.session.commit()
    return _back(pid, _("Det venter nu på den anden. Personen får besked."))


@bp.post("/factors/of/<pid>/reset/confirmation")
@needs(MayWayIn.RESET)
def confirm_reset(pid: str) -> Response:
    """Turn the second key, on another hand."""
    person = _person(pid)
    resets.confirm(actor_id(), current_actor().roles, person.id)
    db.session.commit()
    return _back(pid, _("Nulstillet. Personen er logget ud alle steder og får besked."))


@bp.post("/factors/of/<pid>/reset/withdrawal")
@needs(MayWayIn.RESET)
def withdraw_reset(pid: str) -> Response:
    """Let a reset that waits not happen."""
    person = _person(pid)
    resets.withdraw(person.id)
    audit.record(actor_id(), "factor.reset_withdrawn", subject_id=person.id)
    db.session.commit()
    return _back(pid, _("Der bliver ikke nulstillet noget."))


def _person(pid: str) -> Any:
    return person_by_pid(pid) or abort(404)


def _back(pid: str, done: str) -> Response:
    flash(done, "success")
    return redirect(url_for("factors.of_somebody", pid=pid), 303)
