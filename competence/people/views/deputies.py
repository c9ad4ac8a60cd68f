"""Who stands in for a leader: named by HR on the leader's page, or by the leader on a page of their own."""

from datetime import timedelta
from typing import Any

from flask import abort, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from competence.access.guard import actor_id, needs
from competence.access.permissions import MayPeople
from competence.db import db
from competence.people import actions, queries
from competence.people.forms import DeputyForm
from competence.people.queries.leading import led_by
from competence.people.views.blueprint import bp, go_on, person_or_404, save
from competence.web import navigation
from competence.web.clock import today

navigation.add(
    navigation.Entry(
        "people.own_deputies", lambda: _("Min stedfortræder"), MayPeople.OWN_DEPUTIES, navigation.Group.TEAM, 40
    )
)


@bp.get("/<pid>/deputies/new")
@needs(MayPeople.APPOINT)
def new_deputy(pid: str) -> str:
    """Ask who stands in for a leader."""
    return render_template("people/new_deputy.html", form=_form(), person=person_or_404(pid, MayPeople.APPOINT))


@bp.post("/<pid>/deputies")
@needs(MayPeople.APPOINT)
def create_deputy(pid: str) -> Any:
    """Let somebody stand in for a leader."""
    person, form, where = person_or_404(pid, MayPeople.APPOINT), DeputyForm(), url_for("people.show", pid=pid)
    return save(form, _appoint(person, form), lambda: where, _done(), "people/new_deputy.html", person=person)


@bp.post("/<pid>/deputies/<int:number>/end")
@needs(MayPeople.APPOINT)
def end_deputy(pid: str, number: int) -> Response:
    """Let somebody stop standing in."""
    deputy = queries.deputy_of(person_or_404(pid, MayPeople.APPOINT).id, number) or abort(404)
    actions.end_deputy(actor_id(), deputy, today())
    db.session.commit()
    return go_on(url_for("people.show", pid=pid), _("Stedfortræderen er stoppet."))


@bp.get("/deputies")
@needs(MayPeople.OWN_DEPUTIES)
def own_deputies() -> str:
    """Show a leader who stands in for them, and let them name somebody."""
    return render_template("people/own_deputies.html", form=_form(), **_own())


@bp.post("/deputies")
@needs(MayPeople.APPOINT_DEPUTY)
def appoint_own_deputy() -> Any:
    """Let somebody stand in for the one who asks."""
    form, where = DeputyForm(), url_for("people.own_deputies")
    return save(form, _appoint(_self(), form), lambda: where, _done(), "people/own_deputies.html", **_own())


@bp.post("/deputies/<int:number>/end")
@needs(MayPeople.APPOINT_DEPUTY)
def end_own_deputy(number: int) -> Response:
    """Let somebody stop standing in for the one who asks."""
    deputy = queries.deputy_of(actor_id(), number) or abort(404)
    actions.end_deputy(actor_id(), deputy, today())
    db.session.commit()
    return go_on(url_for("people.own_deputies"), _("Stedfortræderen er stoppet."))


def _form() -> DeputyForm:
    return DeputyForm(data={"valid_from": today(), "valid_to": today() + timedelta(days=28)})


def _appoint(leader: Any, form: DeputyForm) -> Any:
    return lambda: actions.appoint_deputy(
        actor_id(), leader, form.given("email"), form.given("valid_from"), form.given("valid_to"), today()
    )


def _done() -> str:
    return str(_("Stedfortræderen er gemt."))


def _self() -> Any:
    return queries.person_by_id(actor_id())


def _own() -> dict[str, Any]:
    return {"deputies": queries.deputies_of(actor_id()), "led": led_by(_self().id, today()), "today": today()}
