"""The leader's side: where each person's plan stands, and what they wait for from the leader."""

from flask import render_template

from competence.access.guard import check, current_actor, needs
from competence.access.permissions import MayPlan
from competence.plans.queries import teams
from competence.plans.views.blueprint import bp
from competence.privacy import audit
from competence.web.clock import today


@bp.get("/team")
@needs(MayPlan.TEAM)
def team() -> str:
    """List the actor's people with what waits for the actor; nothing of a draft but that it exists."""
    check(MayPlan.TEAM)
    actor = current_actor()
    members = teams.members(actor, today())
    audit.record_list(actor.person_id, "team.look", [member.person.id for member in members])
    for member in members:
        if member.promised:
            audit.record_look(actor.person_id, "plan.look", subject_id=member.person.id, thing="plans of the team")
    return render_template("plans/team.html", members=members)
