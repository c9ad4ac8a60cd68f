"""The pages of a mirror: one's own list, beginning, and the mirror itself, sealed or open."""

from flask import abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from competence.access.guard import actor_id, check, current_actor, needs
from competence.access.permissions import MayMirror
from competence.assessments.actions import sharing, starting
from competence.assessments.queries import mirrors, portraits
from competence.assessments.rules.opening import may_consent
from competence.assessments.views.blueprint import bp
from competence.cycles.queries import open_rounds_of
from competence.cycles.roster.queries import notes_about
from competence.cycles.roster.words import said
from competence.db import db
from competence.frameworks.charter import queries as charter
from competence.frameworks.queries import current_version
from competence.frameworks.rules.learning import suggested
from competence.people.queries.leading import leader_of
from competence.privacy import audit
from competence.web import navigation
from competence.web.clock import today


@bp.get("")
@needs(MayMirror.START)
def index() -> str:
    """List the actor's mirrors: what is open now, between rounds, and earlier ones."""
    check(MayMirror.START)
    actor = current_actor()
    own = mirrors.mirrors_of(actor)
    rounds = open_rounds_of(actor.person_id or 0)
    begun = {mirror.cycle_id: mirror for mirror in own}
    leader = leader_of(actor.person_id or 0, today())
    notes = notes_about(actor, [actor.person_id or 0])
    return render_template(
        "assessments/index.html",
        leader_id=leader.id if leader else None,
        notes=said(notes, actor.person_id),
        own_pid=notes[0].person.pid if notes else "",
        today=today(),
        rounds=[(cycle, begun.get(cycle.id)) for cycle in rounds],
        between=next((mirror for mirror in own if mirror.cycle_id is None and not mirror.is_revealed), None),
        earlier=[mirror for mirror in own if mirror.is_revealed or (mirror.cycle and mirror.cycle.is_closed)],
    )


@bp.post("")
@needs(MayMirror.START)
def create() -> Response:
    """Begin one's own mirror in a round, or between rounds."""
    check(MayMirror.START)
    person_id = actor_id()
    round_pid = request.form.get("round", "")
    cycle = (mirrors.invited_to(round_pid, person_id) or abort(404)) if round_pid else None
    version = cycle.framework_version if cycle else current_version()
    view = starting.begin_own(person_id, cycle, version, today())
    db.session.commit()
    return redirect(url_for("assessments.answer", pid=view.pid), 303)


@bp.get("/<pid>")
@needs(MayMirror.READ)
def show(pid: str) -> str:
    """Show a mirror: before the reveal where it stands, afterwards both views beside each other."""
    mirror = check(MayMirror.READ, mirrors.mirror(pid))
    actor = current_actor()
    own = actor.person_id == mirror.subject_id
    leader = leader_of(mirror.subject_id, today())
    standing = sharing.standing(mirror, actor, leader)
    if mirror.subject_id in actor.led:
        navigation.stand_under("assessments.team")
    known = {
        "mirror": mirror,
        "behind_glass": not own and mirror.subject_id not in actor.led,
        "own": own,
        "standing": standing,
        "leader": leader,
        "mine": mirror.view_by(actor.person_id),
    }
    if mirror.is_revealed and portraits.sides(mirror, actor):
        if not own:
            audit.record_look(actor.person_id, "assessment.look", subject_id=mirror.subject_id, thing=f"mirror {pid}")
        portrait = portraits.portrait(mirror, actor, today())
        learn = suggested(mirror.subject_id) if own else []  # for the person alone, whoever else may read the mirror
        principles = charter.principles_of(line.competence.code for line in portrait.lines)
        return render_template(
            "assessments/show.html", portrait=portrait, suggestions=learn, principles=principles, **known
        )
    audit.record_list(actor.person_id, "team.look", [mirror.subject_id])
    may_agree = may_consent(standing, today())
    agreed = may_agree and any(given.person_id == actor.person_id for given in mirror.consents)
    return render_template("assessments/show.html", portrait=None, may_agree=may_agree, agreed=agreed, **known)
