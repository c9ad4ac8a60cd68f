"""Sharing one's side, taking it back, opening the mirror with one side missing, and ending the talk."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from competence.access.guard import check, current_actor, needs
from competence.access.permissions import MayMirror
from competence.assessments.actions import sharing as actions
from competence.assessments.queries import mirrors
from competence.assessments.queries.questions import questions
from competence.assessments.rules.opening import may_answer, may_share
from competence.assessments.views.blueprint import bp
from competence.db import db
from competence.people.queries.leading import leader_of
from competence.web import navigation
from competence.web.clock import now, today


@bp.get("/<pid>/sharing")
@needs(MayMirror.SHARE)
def sharing(pid: str) -> str:
    """Say before sharing who will see what, and what it counts for."""
    mirror = check(MayMirror.SHARE, mirrors.mirror(pid))
    actor = current_actor()
    mine, leader = mirror.view_by(actor.person_id), leader_of(mirror.subject_id, today())
    standing = actions.standing(mirror, actor, leader)
    own = actor.person_id == mirror.subject_id
    if not own:
        navigation.stand_under("assessments.team")
    return render_template(
        "assessments/sharing.html",
        mirror=mirror,
        own=own,
        standing=standing,
        may_share=mine is not None and may_share(standing),
        may_answer=may_answer(standing),
        leader=leader,
        page=questions(mine, today()) if mine else None,
        view=mine,
    )


@bp.post("/<pid>/sharing")
@needs(MayMirror.SHARE)
def share(pid: str) -> Response:
    """Share the actor's side; where both have shared, both are opened."""
    mirror = check(MayMirror.SHARE, mirrors.locked_mirror(pid))
    actions.share(mirror, current_actor(), now(), today())
    revealed = mirror.is_revealed
    db.session.commit()
    flash(_("I har begge delt. Her er jeres to blikke.") if revealed else _("Dit blik er delt."), "success")
    return redirect(url_for("assessments.show", pid=pid), 303)


@bp.post("/<pid>/sharing/withdrawal")
@needs(MayMirror.SHARE)
def withdraw(pid: str) -> Response:
    """Take the actor's side back; it is a draft again."""
    mirror = check(MayMirror.SHARE, mirrors.locked_mirror(pid))
    actions.withdraw(mirror, current_actor(), now())
    db.session.commit()
    flash(_("Dit blik er trukket tilbage. Kun du kan se det."), "success")
    return redirect(url_for("assessments.show", pid=pid), 303)


@bp.post("/<pid>/consent")
@needs(MayMirror.CONSENT)
def consent(pid: str) -> Response:
    """Agree to open the mirror with one side missing."""
    mirror = check(MayMirror.CONSENT, mirrors.locked_mirror(pid))
    actions.consent(mirror, current_actor(), now(), today())
    revealed = mirror.is_revealed
    db.session.commit()
    flash(
        _("Spejlet er åbnet for jer begge.") if revealed else _("Du har sagt ja. Nu venter vi på den anden."), "success"
    )
    return redirect(url_for("assessments.show", pid=pid), 303)


@bp.post("/<pid>/talk")
@needs(MayMirror.CLOSE_TALK)
def talk(pid: str) -> Response:
    """Note that the talk was held; the answers stand from here on."""
    mirror = check(MayMirror.CLOSE_TALK, mirrors.locked_mirror(pid))
    actions.hold_talk(mirror, current_actor(), today())
    db.session.commit()
    flash(_("Samtalen er holdt. Svarene står fast herfra."), "success")
    return redirect(url_for("assessments.show", pid=pid), 303)
