"""Who leads somebody: naming a nearest leader from a day, and ending that."""

from typing import Any

from flask import abort, render_template, url_for
from flask_babel import gettext as _

from competence.access.guard import actor_id, needs
from competence.access.permissions import MayHouse, MayPeople
from competence.people import actions, queries
from competence.people.forms import EndForm, LeaderForm
from competence.people.views.blueprint import bp, person_or_404, save
from competence.web.clock import today


@bp.get("/leader")
@needs(MayHouse.ENTER)
def own_leaders() -> str:
    """Show somebody who leads them, and who stands in for their leader, today and later."""
    day = today()
    relations = [one for one in queries.leaders_of(queries.person_by_id(actor_id())) if (one.valid_to or day) >= day]
    deputies = queries.deputies_while_led(relations, day)
    return render_template("people/own_leaders.html", leaders=relations, deputies=deputies)


@bp.get("/<pid>/leaders/new")
@needs(MayPeople.APPOINT)
def new_leader(pid: str) -> str:
    """Ask who leads somebody."""
    form = LeaderForm(data={"valid_from": today(), "instead": True})
    return render_template("people/new_leader.html", form=form, person=person_or_404(pid, MayPeople.APPOINT))


@bp.post("/<pid>/leaders")
@needs(MayPeople.APPOINT)
def create_leader(pid: str) -> Any:
    """Give somebody a nearest leader from a day."""
    person, form, where = person_or_404(pid, MayPeople.APPOINT), LeaderForm(), url_for("people.show", pid=pid)

    def act() -> None:
        actions.set_leader(
            actor_id(),
            person,
            form.given("email"),
            form.given("valid_from"),
            instead=form.given("instead"),
            today=today(),
        )

    return save(form, act, lambda: where, _("Lederen er gemt."), "people/new_leader.html", person=person)


@bp.get("/<pid>/leaders/<int:number>/edit")
@needs(MayPeople.APPOINT)
def edit_leader(pid: str, number: int) -> str:
    """Ask how long somebody leads a person."""
    person = person_or_404(pid, MayPeople.APPOINT)
    relation = queries.leader_relation_of(person, number) or abort(404)
    form = EndForm(data={"valid_to": relation.valid_to or today()})
    return render_template("people/edit_leader.html", form=form, person=person, relation=relation)


@bp.post("/<pid>/leaders/<int:number>")
@needs(MayPeople.APPOINT)
def update_leader(pid: str, number: int) -> Any:
    """Let somebody lead a person until a day."""
    person, form, where = person_or_404(pid, MayPeople.APPOINT), EndForm(), url_for("people.show", pid=pid)
    relation = queries.leader_relation_of(person, number) or abort(404)
    return save(
        form,
        lambda: actions.end_leader(actor_id(), relation, form.given("valid_to"), today()),
        lambda: where,
        _("Slutdatoen er gemt."),
        "people/edit_leader.html",
        person=person,
        relation=relation,
    )
