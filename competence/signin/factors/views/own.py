"""One's own second factor: what one has, adding a code app or a passkey, naming and removing them, recovery codes."""

from typing import Any

import segno
from flask import Response, abort, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response as Answer

from competence.access.guard import actor_id, needs
from competence.access.permissions import MayHouse, MayWayIn
from competence.db import READING_METHODS, db
from competence.signin import queries as people
from competence.signin import sessions
from competence.signin.actions import sessions as ending
from competence.signin.factors import ceremonies, queries
from competence.signin.factors.actions import devices
from competence.signin.factors.forms import AppForm, NameForm, PasskeyForm
from competence.signin.factors.rules import FEW, PasskeyRefused, WrongCode, address_for_app
from competence.signin.factors.views.blueprint import bp, is_required, mine_or_404, passkeys_work, whose_way_in

FIRST_APP = _l("Kodeapp")


@bp.get("/factors")
@needs(MayHouse.ENTER)
def index() -> str:
    """Show what one proves oneself with, and how many recovery codes are left."""
    me = actor_id()
    return render_template(
        "factors/index.html",
        factors=queries.factors_of(me),
        codes=queries.codes_left(me),
        few=FEW,
        required=is_required(),
        passkeys_work=passkeys_work(),
    )


@bp.post("/factors/apps")
@needs(MayWayIn.CHANGE, enrolling=True)
def begin_app() -> Answer:
    """Make a code app's seed; it counts once its first code was right."""
    app = devices.begin_app(whose_way_in(), str(FIRST_APP))
    db.session.commit()
    return redirect(url_for("factors.app", pid=app.pid), 303)


@bp.route("/factors/apps/<pid>", methods=["GET", "POST"])
@needs(MayWayIn.CHANGE, enrolling=True)
def app(pid: str) -> Any:
    """Show the code to scan and its secret as text, and take the first code of the app."""
    me = whose_way_in()
    begun = queries.app_of(me, pid)
    if begun is None or begun.proven_at is not None:
        abort(404)
    form = AppForm(name=begun.name)
    if not form.validate_on_submit():
        return _app_page(begun, form), 200 if request.method in READING_METHODS else 400
    is_first = not queries.factors_of(me)
    try:
        devices.prove_app(begun, form.code.data or "", form.name.data or "")
    except WrongCode as refusal:
        db.session.rollback()
        form.code.errors = [str(refusal)]
        return _app_page(begun, form), 400
    return _added(me, is_first=is_first)


@bp.post("/factors/passkeys/options")
@needs(MayWayIn.CHANGE, enrolling=True)
def passkey_options() -> Response:
    """Say what a browser is asked to make a passkey of."""
    me = whose_way_in()
    if not passkeys_work():
        abort(404)
    known = people.name_of(me)
    return Response(ceremonies.options_to_add(me, known.name, known.email), mimetype="application/json")


@bp.route("/factors/passkeys", methods=["GET", "POST"])
@needs(MayWayIn.CHANGE, enrolling=True)
def passkey() -> Any:
    """Ask what a passkey is called, let the browser make it, and keep its public half."""
    me = whose_way_in()
    if not passkeys_work():
        abort(404)
    form = PasskeyForm()
    if not form.validate_on_submit():
        status = 200 if request.method in READING_METHODS else 400
        return render_template("factors/passkey.html", form=form, problem=""), status
    is_first = not queries.factors_of(me)
    try:
        ceremonies.add(me, form.name.data or "", form.credential.data or "")
    except PasskeyRefused as refusal:
        db.session.commit()  # the challenge is used up all the same
        return render_template("factors/passkey.html", form=form, problem=str(refusal)), 400
    return _added(me, is_first=is_first)


@bp.route("/factors/<pid>/name", methods=["GET", "POST"])
@needs(MayWayIn.CHANGE)
def rename(pid: str) -> Any:
    """Call a device something else."""
    device, form = mine_or_404(whose_way_in(), pid), NameForm()
    if request.method in READING_METHODS:
        form.name.data = device.name
    if not form.validate_on_submit():
        status = 200 if request.method in READING_METHODS else 400
        return render_template("factors/rename.html", form=form, device=device), status
    devices.rename(device, form.name.data or "")
    db.session.commit()
    return _back(_("Navnet er ændret."))


@bp.post("/factors/<pid>/removal")
@needs(MayWayIn.CHANGE)
def remove(pid: str) -> Answer:
    """Let a device count no more; other browsers are signed out."""
    me = whose_way_in()
    devices.remove(mine_or_404(me, pid), required=is_required())
    ending.end_all(me, but=sessions.remembered().key)
    db.session.commit()
    return _back(_("Den er fjernet. Er du logget ind andre steder, er du logget ud dér."))


@bp.route("/factors/codes", methods=["GET", "POST"])
@needs(MayWayIn.CHANGE)
def codes() -> Any:
    """Make ten recovery codes. They stand in this one answer and nowhere else, so there is no page to be sent on to."""
    me = whose_way_in()
    if not queries.factors_of(me):
        return redirect(url_for("factors.index"), 303)
    if request.method in READING_METHODS:
        return render_template("factors/codes.html", codes=(), left=queries.codes_left(me))
    made = devices.make_codes(me)
    db.session.commit()
    return render_template("factors/codes.html", codes=made, left=len(made))


def _app_page(begun: Any, form: AppForm) -> str:
    known = people.name_of(begun.person_id)
    address = address_for_app(begun.seed, known.email, f"Kompetencespejl {current_app.config['ORGANISATION']}")
    picture = segno.make(address, error="m").svg_data_uri(scale=5, border=4, dark="#000", light="#fff")
    secret = " ".join(begun.seed[start : start + 4] for start in range(0, len(begun.seed), 4))
    return render_template(
        "factors/app.html", form=form, pid=begun.pid, picture=picture, secret=secret, address=address
    )


def _added(me: int, *, is_first: bool) -> Answer:
    """Let this browser count as proven and go on; with the first device every other browser is signed out."""
    if is_first:
        ending.end_all(me, but=sessions.remembered().key)
    sessions.pass_factor()
    db.session.commit()
    flash(_("Tilføjet. Fra nu af spørger vi efter den, når du logger ind."), "success")
    return redirect(url_for("factors.codes" if not queries.codes_left(me) else "factors.index"), 303)


def _back(done: str) -> Answer:
    flash(done, "success")
    return redirect(url_for("factors.index"), 303)
