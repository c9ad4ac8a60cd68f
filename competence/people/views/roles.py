"""Who may act as HR, administrator or data protection officer: given and taken back by an administrator."""

from typing import Any

from flask import abort, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from competence.access.actor import Role
from competence.access.guard import actor_id, needs
from competence.access.permissions import MayPeople
from competence.db import db
from competence.people import actions, queries
from competence.people.forms import GrantForm
from competence.people.rules import check_grant
from competence.people.views.blueprint import bp, go_on, person_or_404, save
from competence.web.clock import today


@bp.get("/<pid>/roles/new")
@needs(MayPeople.GRANT)
def new_role(pid: str) -> str:
    """Ask which role somebody gets, and why."""
    person = person_or_404(pid, MayPeople.GRANT)
    check_grant(actor_id(), person.id)
    return render_template("people/new_role.html", form=GrantForm(), person=person)


@bp.post("/<pid>/roles")
@needs(MayPeople.GRANT)
def create_role(pid: str) -> Any:
    """Give somebody a role from today."""
    person, form, where = person_or_404(pid, MayPeople.GRANT), GrantForm(), url_for("people.show", pid=pid)

    def act() -> None:
        actions.grant_role(actor_id(), person, Role[form.given("role")], form.given("reason"), today())

    return save(form, act, lambda: where, _("Rollen er givet."), "people/new_role.html", person=person)


@bp.post("/<pid>/roles/<int:number>/revocation")
@needs(MayPeople.GRANT)
def revoke_role(pid: str, number: int) -> Response:
    """Take a role back at once."""
    grant = queries.grant_of(person_or_404(pid, MayPeople.GRANT).id, number) or abort(404)
    actions.revoke_role(actor_id(), grant, today())
    db.session.commit()
    return go_on(url_for("people.show", pid=pid), _("Rollen er taget tilbage."))
