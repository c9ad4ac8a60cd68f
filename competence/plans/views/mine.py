"""A person's own development plan as a timeline, beginning one, and one plan with all that became of it."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from competence.access.guard import check, current_actor, needs
from competence.access.permissions import MayPlan
from competence.db import db
from competence.frameworks.rules.learning import suggested
from competence.people.queries import person_by_id, person_by_pid
from competence.people.queries.leading import leader_of
from competence.plans import actions, queries
from competence.plans.queries.contents import level_words
from competence.plans.queries.timelines import timeline
from competence.plans.rules.refusals import NoLeader
from competence.plans.rules.words import Form
from competence.plans.views.blueprint import bp, page
from competence.web.clock import now, today
from competence.web.language import day


@bp.get("")
@needs(MayPlan.OWN)
def index() -> str:
    """Show what the actor and their leaders have agreed on, what is open, and what became of it."""
    actor = current_actor()
    plans = queries.plans_of(actor)
    open_ones = [promise for plan in reversed(plans) for promise in queries.promises_in(plan) if promise.is_open]
    line = timeline(plans, today())
    return render_template(
        "plans/index.html",
        unfinished=[plan for plan in plans if not plan.is_agreed],
        agreed=[plan for plan in plans if plan.is_agreed],
        promises=open_ones,
        levels=level_words(plans),
        ahead=[(day(one.on), one.title, one.text, state) for one, state in line.ahead],
        behind=[(year, [(day(one.on), one.title, one.text, "done") for one in ones]) for year, ones in line.behind],
        leader=leader_of(actor.person_id or 0, today()),
        suggestions=suggested(actor.person_id or 0),
    )


@bp.post("")
@needs(MayPlan.BEGIN)
def create() -> Response:
    """Begin a plan with one's leader, or with somebody one leads; the one that is being written is gone on with."""
    actor = current_actor()
    pid = request.form.get("person", "")
    person = check(MayPlan.BEGIN, person_by_pid(pid) if pid else person_by_id(actor.person_id or 0))
    form = Form.SHORT if request.form.get("form") == Form.SHORT.name else Form.FULL
    leader = leader_of(person.id, today())
    seats = actor.acts_as(person.id) if person.id != actor.person_id else {leader.id} if leader else set()
    if not seats:
        raise NoLeader
    seat = actor.person_id if actor.person_id in seats else min(seats)
    plan = actions.begin(person.id, seat or abort(404), form, actor.person_id or 0, now())
    db.session.commit()
    flash(_("Kladden er klar. I kan begge skrive i den."), "success")
    aim: dict[str, Any] = {
        name: request.form[name] for name in ("competence", "level", "trial") if request.form.get(name)
    }
    return redirect(url_for("plans.edit", pid=plan.pid, **aim), 303)


@bp.get("/<pid>")
@needs(MayPlan.READ)
def show(pid: str) -> str:
    """Show a plan: what was agreed, how it stands, and what comes next."""
    return page("plans/show.html", check(MayPlan.READ, queries.plan(pid)))
