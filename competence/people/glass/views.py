"""The pages of the broken glass: HR breaks it, reads and is done; the officer sees every time it was broken."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from competence.access.actor import Actor
from competence.access.guard import actor_id, check, current_actor, lacks_factor, needs
from competence.access.permissions import MayGlass
from competence.db import db
from competence.people.glass import actions, queries
from competence.people.glass.forms import GlassForm
from competence.people.glass.rules import (
    LASTS,
    AlreadyBroken,
    NoGlass,
    NoLawfulGround,
    ReasonTooLong,
    ReasonTooShort,
)
from competence.people.queries import person_by_email
from competence.privacy import audit
from competence.web import navigation
from competence.web.clock import now, today
from competence.web.navigation import Entry, Group
from competence.web.slots import Slot
from competence.web.text import tidy_email

bp = Blueprint("glass", __name__, url_prefix="/privacy/glass")

navigation.add(Entry("glass.index", lambda: _("Bryde glasset"), MayGlass.OWN, Group.HR, 95))
navigation.add(
    Entry("glass.everybody", lambda: _("Når HR har brudt glasset"), MayGlass.FOLLOW, Group.ADMINISTRATION, 96)
)


@dataclass(frozen=True)
class Readable:
    """Something that can be read behind the broken glass."""

    title: str
    url: str


# What features show behind the glass, for a person; each asks POLICY as everywhere.
BEHIND: Slot[Callable[[Actor, int], Iterable[Readable]]] = Slot()


@bp.get("")
@needs(MayGlass.OWN)
def index() -> str:
    """Say what breaking the glass means, ask for whom and why, and list the times one did."""
    return _page(GlassForm())


@bp.post("")
@needs(MayGlass.BREAK)
def create() -> Any:
    """Break the glass."""
    form = GlassForm()
    if not form.validate_on_submit():
        return _page(form), 400
    person = person_by_email(tidy_email(form.given("email")))
    if person is None:
        form.email.errors = [_("Vi kender ingen med den adresse.")]
        return _page(form), 400
    try:
        broken = actions.break_glass(actor_id(), person, form.given("reason"), now(), today(), form.ground)
    except (NoGlass, AlreadyBroken) as refusal:
        db.session.rollback()
        _beside(form, refusal).errors = [str(refusal)]
        return _page(form), refusal.status
    pid = broken.pid
    db.session.commit()
    flash(_("Glasset er brudt. Personen har fået besked."), "success")
    return redirect(url_for("glass.show", pid=pid), 303)


@bp.get("/<pid>")
@needs(MayGlass.READ)
def show(pid: str) -> str:
    """List what can be read, and until when."""
    broken = check(MayGlass.READ, queries.still_broken(pid, now()))
    actor = current_actor()
    readable = [one for feature in BEHIND for one in feature(actor, broken.subject_id)]
    audit.record_look(actor.person_id, "glass.look", subject_id=broken.subject_id, thing=f"glass {pid}")
    return render_template("glass/show.html", glass=broken, readable=readable)


@bp.post("/<pid>/end")
@needs(MayGlass.READ)
def end(pid: str) -> Response:
    """Be done before the time is over."""
    actions.end(check(MayGlass.READ, queries.still_broken(pid, now())), now())
    db.session.commit()
    flash(_("Slut. Du kan ikke længere åbne noget om personen."), "success")
    return redirect(url_for("glass.index"), 303)


@bp.get("/all")
@needs(MayGlass.FOLLOW)
def everybody() -> str:
    """Show the data protection officer every time the glass was broken: who, for whom, why and for how long."""
    broken = queries.all_broken(current_actor())
    audit.record_list(current_actor().person_id, "glass.look", [one.subject_id for one in broken])
    return render_template("glass/everybody.html", broken=broken)


def _beside(form: GlassForm, refusal: NoGlass | AlreadyBroken) -> Any:
    """Return the field a refusal is about."""
    if isinstance(refusal, NoLawfulGround):
        return form.despite
    return form.reason if isinstance(refusal, ReasonTooShort | ReasonTooLong) else form.email


def _page(form: GlassForm) -> str:
    minutes = int(LASTS.total_seconds() // 60)
    return render_template(
        "glass/index.html",
        form=form,
        broken=queries.broken_by(current_actor()),
        still=queries.open_to(actor_id(), now()),
        minutes=minutes,
        lacks_factor=lacks_factor(MayGlass.BREAK),
    )
