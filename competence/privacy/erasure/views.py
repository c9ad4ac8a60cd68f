"""The pages of erasing somebody: one asks, another confirms; and of holding data back while a case needs them."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from competence.access.guard import actor_id, current_actor, may, needs
from competence.access.permissions import MayPrivacy
from competence.db import db
from competence.privacy import audit
from competence.privacy.erasure import queries, requesting
from competence.privacy.erasure.forms import AboutSomebodyForm, RefusalForm
from competence.privacy.erasure.rules import Overtaken
from competence.privacy.erasure.wiping import NotYet
from competence.privacy.trail.queries.reading import names_of
from competence.web import navigation
from competence.web.clock import now, today

bp = Blueprint("erasures", __name__, url_prefix="/privacy/erasures")

navigation.add(
    navigation.Entry("erasures.index", _l("Sletning").__str__, MayPrivacy.ERASURES, navigation.Group.PROTECTION, 30)
)


@bp.get("")
@needs(MayPrivacy.ERASURES)
def index() -> str:
    """Show who is asked to be erased, and what became of it."""
    return _page(AboutSomebodyForm(formdata=None))


@bp.post("")
@needs(MayPrivacy.ASK_ERASURE)
def ask() -> Any:
    """Ask for somebody to be erased."""
    form = AboutSomebodyForm()
    person_id = queries.person_at(form.address) if form.validate_on_submit() else None
    if person_id is None:
        form.say_if_unknown()
        return _page(form), 400
    requesting.ask(current_actor(), person_id, form.reason.data or "", now(), today())
    db.session.commit()
    flash(_("Databeskyttelsesrådgiveren afgør det. Intet er slettet endnu."), "success")
    return redirect(url_for("erasures.index"), 303)


@bp.post("/<pid>/confirmation")
@needs(MayPrivacy.CONFIRM_ERASURE)
def confirm(pid: str) -> Response:
    """Confirm with the second hand: the rows go at once, the pages they lay on right after."""
    requesting.confirm(_request(pid), current_actor(), now(), today())
    db.session.commit()
    try:
        requesting.wipe(today())
    except NotYet:
        flash(_("Oplysningerne er slettet. De sidste spor i databasens fil bliver overskrevet i nat."), "success")
    else:
        db.session.commit()
        flash(_("Oplysningerne er slettet, også i databasens fil."), "success")
    return redirect(url_for("erasures.index"), 303)


@bp.post("/<pid>/refusal")
@needs(MayPrivacy.CONFIRM_ERASURE)
def refuse(pid: str) -> Any:
    """Refuse, and say why."""
    form, found = RefusalForm(), _request(pid)
    if not form.validate_on_submit():
        return _page(AboutSomebodyForm(formdata=None), refusal=form, refused=pid), 400
    requesting.refuse(found, current_actor(), form.answer.data or "", now())
    db.session.commit()
    flash(_("Det er afslået. Den, der bad om det, kan læse hvorfor her på siden."), "success")
    return redirect(url_for("erasures.index"), 303)


def _request(pid: str) -> Any:
    """Return what was asked for, if it still is as the page showed it."""
    found = queries.request_of(pid) or abort(404)
    if request.form.get("version") != str(found.version):
        raise Overtaken
    return found


def _page(form: AboutSomebodyForm, refusal: RefusalForm | None = None, refused: str = "") -> str:
    requests = queries.requests()
    audit.record_list(current_actor().person_id, "erasure.look", [one.person_id for one in requests if one.person_id])
    people = {one for row in requests for one in (row.person_id, row.asked_by_id, row.decided_by_id) if one}
    refusals = {one.pid: RefusalForm(formdata=None) for one in requests if one.waits}
    if refusal:
        refusals[refused] = refusal
    for pid, one in refusals.items():
        one.answer.id = f"answer-{pid}"
    return render_template(
        "erasures/index.html", form=form, requests=requests, names=names_of(people), refused=refused,
        refusals=refusals, may_ask=may(MayPrivacy.ASK_ERASURE),
        may_confirm=may(MayPrivacy.CONFIRM_ERASURE), me=actor_id(),
    )  # fmt: skip
