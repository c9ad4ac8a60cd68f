"""What those one leads ask to learn, and the leader's yes or no."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from competence.access.guard import actor_id, check, current_actor, needs
from competence.access.permissions import MaySignup
from competence.db import db
from competence.learning.actions import taking_part as actions
from competence.learning.forms.offers import DecisionForm
from competence.learning.queries import signups
from competence.learning.rules.words import State
from competence.learning.views.blueprint import bp
from competence.privacy import audit
from competence.web.clock import now


@bp.get("/team")
@needs(MaySignup.TEAM)
def team() -> str:
    """Show what the reader's people ask for, and what was answered."""
    asked = signups.asked(current_actor())
    for one in asked:
        audit.record_look(actor_id(), "learning.look", subject_id=one.person_id)
    return render_template(
        "learning/team.html",
        waiting=[one for one in asked if one.state is State.ASKED],
        answered=[one for one in reversed(asked) if one.decided_at is not None],
        form=DecisionForm(formdata=None),
    )


@bp.post("/signups/<pid>/yes")
@needs(MaySignup.DECIDE)
def say_yes(pid: str) -> Response:
    """Say yes."""
    return _decide(pid, yes=True)


@bp.post("/signups/<pid>/no")
@needs(MaySignup.DECIDE)
def say_no(pid: str) -> Response:
    """Say no, this time."""
    return _decide(pid, yes=False)


def _decide(pid: str, *, yes: bool) -> Response:
    signup = check(MaySignup.DECIDE, signups.locked_signup(pid))
    actions.decide(signup, yes=yes, word=DecisionForm().word.data or "", actor_id=actor_id(), now=now())
    name = signup.person.name.split()[0]
    db.session.commit()
    flash(_("Du har svaret, og %(name)s har fået besked.", name=name), "success")
    return redirect(url_for("learning.team"), 303)
