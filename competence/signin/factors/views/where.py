"""Where one is signed in: the list of one's own browsers, ending one or all; and an administrator ending somebody's."""

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from competence.access.guard import actor_id, check, needs
from competence.access.permissions import MayAccounts, MayHouse
from competence.db import db
from competence.people.queries import person_by_pid
from competence.privacy import audit
from competence.signin import sessions
from competence.signin.actions import sessions as ending
from competence.signin.factors import queries
from competence.signin.factors.actions.telling import ENDED, told
from competence.signin.factors.views.blueprint import bp
from competence.web.redirects import page_before

NAMED_BY = 16  # letters of a session's fingerprint that name it among one's own


@bp.get("/sessions")
@needs(MayHouse.ENTER)
def sessions_index() -> str:
    """Show where one is signed in."""
    here = sessions.remembered().key
    found = [
        {"name": one.key[:NAMED_BY], "device": one.device, "last_seen": one.last_seen, "here": one.key == here}
        for one in queries.sessions_of(actor_id())
    ]
    return render_template("factors/sessions_index.html", sessions=found)


@bp.post("/sessions/<name>/ending")
@needs(MayHouse.ENTER)
def end_session(name: str) -> Response:
    """End one of one's own sessions."""
    me = actor_id()
    if len(name) != NAMED_BY or not ending.end_one(me, name):
        abort(404)
    audit.record(me, "session.end", subject_id=me)
    db.session.commit()
    return _back(_("Logget ud dér."))


@bp.post("/sessions/ending")
@needs(MayHouse.ENTER)
def end_sessions() -> Response:
    """End every session of one's own but this one."""
    me = actor_id()
    ending.end_all(me, but=sessions.remembered().key)
    audit.record(me, "session.end_all", subject_id=me)
    db.session.commit()
    return _back(_("Du er nu kun logget ind her."))


@bp.post("/sessions/of/<pid>/ending")
@needs(MayAccounts.MANAGE)
def end_somebodys(pid: str) -> Response:
    """Sign somebody out everywhere, at once."""
    person = person_by_pid(pid)
    check(MayAccounts.MANAGE)
    if person is None:
        abort(404)
    ending.end_all(person.id)
    told(actor_id(), person.id, ENDED, url="/signin/sessions")
    db.session.commit()
    flash(_("%(name)s er logget ud alle steder.", name=person.name), "success")
    return redirect(page_before() if f"/people/{pid}" in page_before() else url_for("signin.accounts_index"), 303)


def _back(done: str) -> Response:
    flash(done, "success")
    return redirect(url_for("factors.sessions_index"), 303)
