"""The blueprint of people and units, and what its pages share: who is looked at, and how a form is saved."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.wrappers import Response

from competence.access.guard import actor_id, check, may
from competence.access.permissions import MayLeave, MayPeople, Permission
from competence.db import READING_METHODS, db
from competence.people import queries
from competence.people.forms import SpeakingForm
from competence.people.rules import AboutField, ChangedMeanwhile
from competence.privacy import audit

bp = Blueprint("people", __name__, url_prefix="/people")


@bp.context_processor
def rights() -> dict[str, bool]:
    """Tell the templates which buttons to show."""
    words = ("edit", "appoint", "grant", "import")
    return {f"may_{word}": may(MayPeople[word.upper()]) for word in words}


def person_or_404(pid: str, permission: Permission = MayPeople.EDIT) -> Any:
    """Return the person with a public id, for those who may work with people; a page about another is a look."""
    person = queries.person_by_pid(pid)
    if person is None:
        abort(404)
    check(permission, person)
    if request.method in READING_METHODS and person.id != actor_id():
        look = "leave.show" if isinstance(permission, MayLeave) else "person.show"
        audit.record_look(actor_id(), look, subject_id=person.id)
    return person


def save(
    form: SpeakingForm, act: Callable[[], object], where: Callable[[], str], done: str, page: str, **shown: Any
) -> Any:
    """Save a form and go on, or show it again with what is wrong; nothing is half saved.

    act: the action; where: gives the address to go to afterwards; done: what the reader is told;
    page: the form's template, shown with `shown`.
    """
    if not form.validate_on_submit():
        return render_template(page, form=form, **shown), 400
    try:
        act()
        following = where()
    except AboutField as refusal:
        db.session.rollback()
        form.show(refusal)
        return render_template(page, form=form, **shown), refusal.status
    except (ChangedMeanwhile, IntegrityError, StaleDataError):  # the last two: at the very same moment
        db.session.rollback()
        return _changed_meanwhile(form, page, **shown)
    db.session.commit()
    flash(done, "success")
    return redirect(following, 303)


def _changed_meanwhile(form: SpeakingForm, page: str, **shown: Any) -> tuple[str, int]:
    """Show the form again with what its reader wrote, beside what stands there now; saving again is then on purpose."""
    refusal = ChangedMeanwhile()
    if "versioned" in shown:
        form["version"].data = str(shown["versioned"].version)
    else:
        form.form_errors.append(str(refusal))
    return render_template(page, form=form, meanwhile=str(refusal), **shown), refusal.status


def go_on(address: str, done: str) -> Response:
    """Tell the reader what happened, and go on."""
    flash(done, "success")
    return redirect(address, 303)
