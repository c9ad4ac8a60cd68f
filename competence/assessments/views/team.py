"""What a leader sees of the people they lead: progress in a round, opened mirrors, and the matrix of them."""

from itertools import chain
from typing import Any

from flask import abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from competence.access.guard import check, current_actor, needs
from competence.access.permissions import MayTeam
from competence.assessments.actions import starting
from competence.assessments.queries import mirrors, teams
from competence.assessments.views.blueprint import bp
from competence.cycles.roster.queries import notes_about
from competence.cycles.roster.words import said
from competence.db import db
from competence.people.queries import person_by_pid
from competence.people.queries.leading import withheld_from
from competence.privacy import audit
from competence.web.clock import today


@bp.get("/team")
@needs(MayTeam.READ)
def team() -> str:
    """List the people the actor leads: invited, started, shared; never what is in a draft."""
    check(MayTeam.READ)
    actor = current_actor()
    rounds, chosen = _rounds()
    members = teams.members(actor, chosen) if chosen else []
    loose, notes = teams.between_rounds(actor), notes_about(actor, actor.led)
    shown = [one.person.id for one in members], [one.subject_id for one in loose], [one.person_id for one in notes]
    audit.record_list(actor.person_id, "team.look", chain(*shown))
    return render_template(
        "assessments/team.html",
        rounds=rounds,
        chosen=chosen,
        members=members,
        loose=loose,
        notes=said(notes, actor.person_id),
        withheld=withheld_from(actor),
    )


@bp.post("/team")
@needs(MayTeam.BEGIN)
def begin() -> Response:
    """Begin, or go on with, the leader's side of somebody's mirror in a round."""
    person = check(MayTeam.BEGIN, person_by_pid(request.form.get("person", "")))
    cycle = mirrors.invited_to(request.form.get("round", ""), person.id) or abort(404)
    view = starting.begin_leaders(current_actor(), person.id, cycle, today())
    db.session.commit()
    return redirect(url_for("assessments.answer", pid=view.pid), 303)


@bp.post("/<pid>/views")
@needs(MayTeam.BEGIN)
def begin_in(pid: str) -> Response:
    """Begin, or go on with, the leader's side of a mirror that exists: between rounds, or after a change of leader."""
    mirror = check(MayTeam.BEGIN, mirrors.locked_mirror(pid))
    view = starting.begin_leaders_in(mirror, current_actor())
    db.session.commit()
    return redirect(url_for("assessments.answer", pid=view.pid), 303)


@bp.get("/team/matrix")
@needs(MayTeam.READ)
def matrix() -> str:
    """Show the round's opened mirrors beside each other, and what rests on one person."""
    check(MayTeam.READ)
    actor = current_actor()
    rounds, chosen = _rounds()
    table = teams.matrix(actor, chosen, today()) if chosen else None
    for person in table.people if table else ():
        audit.record_look(actor.person_id, "assessment.look", subject_id=person.id, thing=f"matrix {chosen.pid}")
    return render_template("assessments/matrix.html", rounds=rounds, chosen=chosen, table=table)


def _rounds() -> tuple[Any, Any]:
    """Return the rounds to choose from, and the one chosen by ?round=, else the newest."""
    rounds = teams.rounds_of(current_actor())
    wanted = request.args.get("round", "")
    return rounds, next((cycle for cycle in rounds if cycle.pid == wanted), rounds[0] if rounds else None)
