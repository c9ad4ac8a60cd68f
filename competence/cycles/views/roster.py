"""Who is in a round: what would have to happen today, doing it, and what was done and why."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from competence.access.guard import current_actor, needs
from competence.access.permissions import MayCycle
from competence.cycles.roster import actions, queries
from competence.cycles.roster.rules.deciding import Kind
from competence.cycles.roster.words import said, to_be_said
from competence.cycles.views.blueprint import actor_id, bp, cycle_or_404
from competence.db import db
from competence.web.clock import now, today

MOST = 200


@bp.get("/<pid>/roster")
@needs(MayCycle.MANAGE)
def roster(pid: str) -> str:
    """Show what has changed around a round, before anything is done about it, and what was done before."""
    cycle, actor = cycle_or_404(pid), current_actor()
    decisions = queries.decided(cycle, queries.house(today()), can_plan=actions.can_plan())
    talks = [one for one in decisions if one.kind is Kind.PLAN_TALK]
    told = [one for one in decisions if one.kind is not Kind.PLAN_TALK]
    people = {one for each in told for one in (each.person_id, each.leader_id, each.former_id) if one is not None}
    return render_template(
        "cycles/roster.html",
        cycle=cycle,
        pending=to_be_said(told[:MOST], queries.names(people)),
        more=max(0, len(told) - MOST),
        talks=len(talks),
        done=said(queries.notes_in(actor, cycle, MOST), actor.person_id),
        coverage=queries.coverage_of(cycle),
        leaderless=queries.without_leader(cycle),
    )


@bp.post("/<pid>/roster")
@needs(MayCycle.MANAGE)
def update_roster(pid: str) -> Response:
    """Do what has to happen today."""
    done = actions.bring_up_to_date(cycle_or_404(pid), actions.Moment(actor_id(), now(), today()))
    db.session.commit()
    told = ngettext("%(num)s ændring er gjort.", "%(num)s ændringer er gjort.", len(done))
    flash(told if done else _("Alt var på plads."), "success")
    return redirect(url_for("cycles.roster", pid=pid), 303)
