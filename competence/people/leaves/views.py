"""The page of somebody's leaves: the person reads it, HR and the nearest leader keep it."""

from typing import Any

from flask import abort, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from competence.access.guard import actor_id, may, needs
from competence.access.permissions import MayLeave
from competence.db import db
from competence.people.actions import check_version
from competence.people.leaves import actions, queries
from competence.people.leaves.forms import LeaveForm
from competence.people.views.blueprint import bp, go_on, person_or_404, save
from competence.web.clock import today


@bp.get("/<pid>/leaves")
@needs(MayLeave.READ)
def leaves(pid: str) -> str:
    """Show when somebody is away, and let those who keep it write a leave down."""
    person = person_or_404(pid, MayLeave.READ)
    return render_template("people/leaves.html", form=LeaveForm(data={"version": person.version}), **_page(person))


@bp.post("/<pid>/leaves")
@needs(MayLeave.EDIT)
def create_leave(pid: str) -> Any:
    """Write down that somebody is away."""
    person, form, where = person_or_404(pid, MayLeave.EDIT), LeaveForm(), url_for("people.leaves", pid=pid)
    return save(
        form,
        lambda: actions.add_leave(actor_id(), person, form.given("valid_from"), form.given("valid_to")),
        lambda: where,
        _("Orloven er gemt."),
        "people/leaves.html",
        **_page(person),
    )


@bp.get("/<pid>/leaves/<int:number>/edit")
@needs(MayLeave.EDIT)
def edit_leave(pid: str, number: int) -> str:
    """Ask from when to when somebody is away."""
    person = person_or_404(pid, MayLeave.EDIT)
    leave = queries.leave_of(person, number) or abort(404)
    known = {"valid_from": leave.valid_from, "valid_to": leave.valid_to, "version": person.version}
    return render_template(
        "people/edit_leave.html", form=LeaveForm(data=known), person=person, leave=leave, versioned=person
    )


@bp.post("/<pid>/leaves/<int:number>")
@needs(MayLeave.EDIT)
def update_leave(pid: str, number: int) -> Any:
    """Change the days somebody is away."""
    person, form, where = person_or_404(pid, MayLeave.EDIT), LeaveForm(), url_for("people.leaves", pid=pid)
    leave = queries.leave_of(person, number) or abort(404)

    def act() -> None:
        check_version(person, form.seen)
        actions.update_leave(actor_id(), leave, form.given("valid_from"), form.given("valid_to"))

    page = "people/edit_leave.html"
    return save(form, act, lambda: where, _("Orloven er gemt."), page, person=person, leave=leave, versioned=person)


@bp.post("/<pid>/leaves/<int:number>/removal")
@needs(MayLeave.EDIT)
def remove_leave(pid: str, number: int) -> Response:
    """Take away a leave that was written down by mistake."""
    person = person_or_404(pid, MayLeave.EDIT)
    actions.remove_leave(actor_id(), queries.leave_of(person, number) or abort(404))
    db.session.commit()
    return go_on(url_for("people.leaves", pid=pid), _("Orloven er fjernet."))


def _page(person: Any) -> dict[str, Any]:
    known = queries.leaves_of(person)
    return {"person": person, "leaves": known, "today": today(), "may_keep": may(MayLeave.EDIT, person)}
