"""The dates of an offer: setting and moving them, calling one off, and who was there."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from competence.access.guard import actor_id, check, needs
from competence.access.permissions import MayOffer
from competence.db import db
from competence.learning.actions import offers as actions
from competence.learning.actions import taking_part
from competence.learning.forms.offers import DateForm, date_form
from competence.learning.queries import offers as queries
from competence.learning.queries import signups
from competence.learning.rules.seats import may_note_attendance
from competence.learning.views.blueprint import bp
from competence.privacy import audit
from competence.web.clock import now, today


@bp.get("/offers/<pid>/dates/new")
@needs(MayOffer.KEEP)
def new_date(pid: str) -> str:
    """Ask when and where an offer is held."""
    offer = check(MayOffer.KEEP, queries.offer(pid))
    return render_template("learning/new_date.html", form=date_form(), offer=offer)


@bp.post("/offers/<pid>/dates")
@needs(MayOffer.KEEP)
def add_date(pid: str) -> Response | tuple[str, int]:
    """Hold an offer once more."""
    offer, form = check(MayOffer.KEEP, queries.locked_offer(pid)), DateForm()
    if not form.validate():
        return render_template("learning/new_date.html", form=form, offer=offer), 400
    actions.add_date(offer, form.time())
    db.session.commit()
    flash(_("Holdet er lagt op."), "success")
    return redirect(url_for("learning.show", pid=pid), 303)


@bp.get("/dates/<pid>")
@needs(MayOffer.KEEP)
def date(pid: str) -> str:
    """Show a date to whoever runs it: who comes, who waits, and when it is held."""
    return _page(_date(pid), None)


@bp.post("/dates/<pid>")
@needs(MayOffer.KEEP)
def move(pid: str) -> Response | tuple[str, int]:
    """Change when, where and for how many it is held; where there is more room those who wait move up."""
    held, form = _date(pid, to_change=True), DateForm()
    if not form.validate():
        return _page(held, form), 400
    actions.move(held, form.time(), form.seen)
    taking_part.move_up(held, today())
    db.session.commit()
    flash(_("Holdet er gemt. De tilmeldte får besked, hvis tid eller sted er ændret."), "success")
    return redirect(url_for("learning.date", pid=pid), 303)


@bp.post("/dates/<pid>/calling-off")
@needs(MayOffer.KEEP)
def call_off(pid: str) -> Response:
    """Call a date off."""
    held = _date(pid, to_change=True)
    actions.call_off(held, now())
    offer_pid = held.offer.pid
    db.session.commit()
    flash(_("Holdet er aflyst, og de tilmeldte har fået besked."), "success")
    return redirect(url_for("learning.show", pid=offer_pid), 303)


@bp.post("/dates/<pid>/attendance")
@needs(MayOffer.KEEP)
def attendance(pid: str) -> Response:
    """Note who was there."""
    taking_part.note_attendance(_date(pid, to_change=True), request.form.getlist("there"), today(), actor_id())
    db.session.commit()
    flash(_("Det er noteret. Om tre uger spørger vi dem, der var med, om de har brugt det."), "success")
    return redirect(url_for("learning.date", pid=pid), 303)


def _date(pid: str, *, to_change: bool = False) -> Any:
    """Return a date the actor keeps."""
    held = queries.locked_date(pid) if to_change else queries.date(pid)
    check(MayOffer.KEEP, held.offer if held else None)
    assert held is not None  # noqa: S101 nothing there was answered 404
    return held


def _page(held: Any, form: DateForm | None) -> str:
    line = signups.line(held.id)
    for one in line:
        if one.person_id != actor_id():
            audit.record_look(actor_id(), "learning.look", subject_id=one.person_id, thing=f"date {held.pid}")
    people: dict[str, Any] = {
        "seated": [one for one in line if one.state.takes_a_seat],
        "waiting": [one for one in line if one.state.name == "WAITING"],
        "asked": [one for one in line if one.state.name == "ASKED"],
    }
    return render_template(
        "learning/date.html", date=held, offer=held.offer, form=form or date_form(held),
        houses=signups.houses([one.person_id for one in line], today()),
        notes=held.called_off_at is None and may_note_attendance(held.on, today()), **people,
    )  # fmt: skip
