"""Taking part: signing up, one's own sign-up, and calling off."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from competence.access.guard import actor_id, check, needs
from competence.access.permissions import MayOffer, MaySignup
from competence.db import db
from competence.learning.actions import taking_part as actions
from competence.learning.queries import offers, signups
from competence.learning.rules.words import State
from competence.learning.views.blueprint import bp
from competence.web.clock import now, today

DONE = {
    State.SEATED: lambda: _("Du har en plads. Du får den også til din kalender, når der er en dag."),
    State.WAITING: lambda: _("Der er fyldt op, så du står på ventelisten. Du får besked, hvis der bliver en plads."),
    State.ASKED: lambda: _("Din leder er spurgt. Du beholder din plads i køen, mens du venter på svaret."),
}


@bp.post("/dates/<pid>/signup")
@needs(MayOffer.READ)
def sign_up(pid: str) -> Response:
    """Sign the reader up."""
    held = offers.locked_date(pid)
    check(MayOffer.READ, held.offer if held else None)
    signup = actions.sign_up(held, actor_id(), now(), today())  # type: ignore[arg-type]  # checked
    state, own = signup.state, signup.pid
    db.session.commit()
    flash(DONE[state](), "success")
    return redirect(url_for("learning.signup", pid=own), 303)


@bp.get("/signups/<pid>")
@needs(MaySignup.KEEP)
def signup(pid: str) -> str:
    """Show one's own sign-up: where it stands, when and where."""
    return render_template("learning/signup.html", signup=check(MaySignup.KEEP, signups.signup(pid)))


@bp.post("/signups/<pid>/cancellation")
@needs(MaySignup.KEEP)
def leave(pid: str) -> Response:
    """Call one's own sign-up off."""
    own = check(MaySignup.KEEP, signups.locked_signup(pid))
    actions.leave(own, now(), today())
    db.session.commit()
    flash(_("Du har meldt fra. Pladsen går til den næste i køen."), "success")
    return redirect(url_for("learning.mine"), 303)
