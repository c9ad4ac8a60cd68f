"""HR's pages: the distributions, one of them and its dates, and how many each unit can spare."""

from collections.abc import Sequence
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import format_datetime, ngettext
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from competence.access.guard import actor_id, check, current_actor, needs
from competence.access.permissions import MaySeats
from competence.db import db
from competence.learning.queries.offers import date as one_date
from competence.learning.seats.actions import distributing, running
from competence.learning.seats.forms import AskForm, MakeForm, SendForm, cover_in, hours_in, seats_in
from competence.learning.seats.queries import distributions, wishes
from competence.learning.seats.rules.states import State, has_stopped
from competence.learning.seats.views.blueprint import bp
from competence.people.queries import person_by_pid, unit_tree
from competence.privacy import audit
from competence.web.clock import now, today
from competence.web.forms import Versioned

ALLOWED: dict[str, bool | None] = {"hold": True, "no": False, "free": None}


@bp.get("/distributions")
@needs(MaySeats.DISTRIBUTE)
def overview() -> str:
    """Show every distribution."""
    return render_template("seats/overview.html", distributions=distributions.distributions(current_actor()))


@bp.get("/distributions/new")
@needs(MaySeats.DISTRIBUTE)
def new() -> str:
    """Ask what a new distribution is to give."""
    dates = _choices()
    return render_template(
        "seats/new.html", form=MakeForm(dates, data={"dates": [one.pid for one, _name in dates if one.starts_at]})
    )


@bp.post("/distributions")
@needs(MaySeats.DISTRIBUTE)
def create() -> Any:
    """Make a distribution."""
    choices = _choices()
    form = MakeForm(choices)
    if not form.validate_on_submit():
        return render_template("seats/new.html", form=form), 400
    chosen = [one for one, _name in choices if one.pid in (form.dates.data or [])]
    made = distributing.make(form.asked(), chosen, actor_id(), now())
    db.session.commit()
    return redirect(url_for("seats.show", pid=made.pid), 303)


@bp.get("/distributions/<pid>")
@needs(MaySeats.DISTRIBUTE)
def show(pid: str) -> str:
    """Show where a distribution stands: what it is asked, what was found, and its dates."""
    return _page(_distribution(pid))


@bp.post("/distributions/<pid>")
@needs(MaySeats.DISTRIBUTE)
def update(pid: str) -> Any:
    """Ask something else of a distribution."""
    found, form = _distribution(pid, to_change=True), AskForm()
    if not form.validate_on_submit():
        return _page(found, form), 400
    titles = {row.date_id: str(row.date.offer.title) for row in found.dates}
    offers = {row.date.offer_id: str(row.date.offer.title) for row in found.dates}
    distributing.change(found, form.asked(), seats_in(request.form, titles), hours_in(request.form, offers), form.seen)
    db.session.commit()
    flash(_("Det er gemt. Regn fordelingen ud igen, så forslaget følger med."), "success")
    return redirect(url_for("seats.show", pid=pid), 303)


@bp.post("/distributions/<pid>/solution")
@needs(MaySeats.DISTRIBUTE)
def solve(pid: str) -> Response:
    """Let a distribution be worked out."""
    distributing.begin(_distribution(pid, to_change=True), Versioned().seen, now())
    db.session.commit()
    running.start(pid)
    db.session.commit()
    return redirect(url_for("seats.show", pid=pid), 303)


@bp.get("/distributions/<pid>/dates/<date_pid>")
@needs(MaySeats.DISTRIBUTE)
def given(pid: str, date_pid: str) -> str:
    """Show who is proposed a seat on one date, who is not, and why."""
    found = _distribution(pid)
    row = next((row for row in found.dates if row.date.pid == date_pid), None) or abort(404)
    actor = current_actor()
    lines = distributions.lines_of(found, row.date_id, actor)
    for line in lines:
        if line.person_id != actor.person_id:
            audit.record_look(actor.person_id, "seat.look", subject_id=line.person_id, thing=f"distribution {pid}")
    return render_template(
        "seats/given.html",
        distribution=found,
        row=row,
        lines=lines,
        rulings=distributions.rulings(found),
        names=distributions.names(found),
        open=found.state not in (State.RUNNING, State.SENT),
    )


@bp.post("/distributions/<pid>/dates/<date_pid>/rulings")
@needs(MaySeats.DISTRIBUTE)
def rule(pid: str, date_pid: str) -> Response:
    """Hold a seat for somebody, say no to it, or leave it to the working out."""
    found = _distribution(pid, to_change=True)
    date, person = one_date(date_pid) or abort(404), person_by_pid(request.form.get("person", "")) or abort(404)
    what = request.form.get("what", "")
    if what not in ALLOWED:
        abort(400)
    distributing.rule(found, date, person.id, ALLOWED[what], actor_id())
    db.session.commit()
    flash(_("Det er skrevet ned. Det gælder, næste gang I regner fordelingen ud."), "success")
    return redirect(url_for("seats.given", pid=pid, date_pid=date_pid, _anchor=f"person-{person.pid}"), 303)


@bp.post("/distributions/<pid>/offers")
@needs(MaySeats.DISTRIBUTE)
def send(pid: str) -> Any:
    """Offer the seats to the people."""
    found, form = _distribution(pid, to_change=True), SendForm()
    if not form.validate_on_submit():
        return _page(found, send_form=form), 400
    sent = distributing.send(found, form.last_day(), form.seen, actor_id(), now(), today())
    db.session.commit()
    flash(ngettext("Ét tilbud er sendt.", "%(num)s tilbud er sendt.", sent), "success")
    return redirect(url_for("seats.show", pid=pid), 303)


@bp.get("/cover")
@needs(MaySeats.DISTRIBUTE)
def cover() -> str:
    """Show how many of each unit may be away on one day."""
    return render_template("seats/cover.html", branches=_standing_units(), cover=distributions.cover())


@bp.post("/cover")
@needs(MaySeats.DISTRIBUTE)
def save_cover() -> Response:
    """Say how many of each unit may be away on one day."""
    units = {branch.unit.id: str(branch.unit.title) for branch in _standing_units()}
    distributing.cover(cover_in(request.form, units), actor_id())
    db.session.commit()
    flash(_("Det er gemt og gælder i alle fordelinger fra nu af."), "success")
    return redirect(url_for("seats.cover"), 303)


def _distribution(pid: str, *, to_change: bool = False) -> Any:
    return check(MaySeats.DISTRIBUTE, distributions.distribution(pid, to_change=to_change) or abort(404))


def _standing_units() -> list[Any]:
    day = today()
    return [branch for branch in unit_tree() if branch.unit.holds(day)]


def _choices() -> Sequence[tuple[Any, str]]:
    return [(one, _named(one)) for one in wishes.dates_to_give(now())]


def _named(one: Any) -> str:
    when = format_datetime(one.starts_at, "d. MMMM y") if one.starts_at else _("dag aftales")
    seats = ngettext("%(num)s plads", "%(num)s pladser", one.room or 0)
    return f"{one.offer.title}, {when}, {seats}"


def _page(found: Any, form: Any = None, send_form: Any = None) -> str:
    return render_template(
        "seats/show.html",
        distribution=found,
        form=form or AskForm(formdata=None, obj=found),
        send_form=send_form or SendForm(formdata=None),
        given=distributions.given(found, today()),
        offers=list({row.date.offer_id: row.date.offer for row in found.dates}.values()),
        hours={row.offer_id: row.hours for row in found.offers},
        names=distributions.names(found),
        stopped=found.state is State.RUNNING and has_stopped(found.began_at, found.seconds, now()),
        now=now(),
    )
