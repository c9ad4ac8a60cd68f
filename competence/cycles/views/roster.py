"""Who is in a round: what would have to happen today, doing it, and what was done and why."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from competence.access.guard import actor_id, current_actor, needs
from competence.access.permissions import MayCycle
from competence.cycles.roster import actions, queries
from competence.cycles.roster.rules.deciding import Kind, coverage, named_in
from competence.cycles.roster.words import said, to_be_said
from competence.cycles.rules.rounds import Standing
from competence.cycles.views.blueprint import bp, cycle_or_404
from competence.db import db
from competence.privacy import audit
from competence.web.clock import now, today

MOST = 200


@bp.get("/<pid>/roster")
@needs(MayCycle.MANAGE)
def roster(pid: str) -> str:
    """Show what has changed around a round, before anything is done about it, and what was done before."""
    cycle, actor = cycle_or_404(pid), current_actor()
    members = queries.members(cycle, queries.house(today()))
    decisions = queries.decided(cycle, members, can_plan=actions.can_plan())
    told = [one for one in decisions if one.kind is not Kind.PLAN_TALK]
    leaderless = {one.person_id for one in members if one.standing is Standing.TAKES_PART and one.seat is None}
    known, notes = queries.people(named_in(told) | leaderless), queries.notes_in(actor, cycle, MOST)
    about = {one.person_id for one in told[:MOST]} | {one.person_id for one in notes} | leaderless
    audit.record_list(actor.person_id, "round.look", about)
    return render_template(
        "cycles/roster.html",
        cycle=cycle,
        pending=to_be_said(told[:MOST], {number: person.name for number, person in known.items()}),
        more=max(0, len(told) - MOST),
        talks=len(decisions) - len(told),
        done=said(notes, actor.person_id),
        coverage=coverage((one.standing, one.talk) for one in members if one.standing is not None),
        leaderless=[person for number, person in known.items() if number in leaderless],
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
