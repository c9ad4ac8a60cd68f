"""The administrator's page of who has a way in: invite, close, open again."""

import math

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from werkzeug.wrappers import Response

from competence.access.guard import actor_id, current_actor, needs
from competence.access.permissions import MayAccounts
from competence.db import db
from competence.people.queries import person_by_pid
from competence.privacy.throttling import SEARCHES, slow_down
from competence.signin import queries
from competence.signin.actions import accounts
from competence.signin.rules import Why
from competence.signin.views.blueprint import bp
from competence.signin.watching import refused_by_day
from competence.web import navigation
from competence.web.clock import today
from competence.web.redirects import page_before

navigation.add(
    navigation.Entry(
        "signin.accounts_index", _l("Adgange").__str__, MayAccounts.READ, navigation.Group.ADMINISTRATION, 30
    )
)


@bp.get("/accounts")
@needs(MayAccounts.READ)
def accounts_index() -> str:
    """Show who has a way in, who was invited, and whose is closed."""
    search, page = request.args.get("q", "").strip()[:100], min(max(1, request.args.get("page", 1, type=int)), 10_000)
    if search:
        slow_down(*SEARCHES)
    found, total = queries.accounts(current_actor(), search, page, today())
    pages = max(1, math.ceil(total / queries.ACCOUNTS_PER_PAGE))
    waiting = len(queries.never_invited(today()))
    return render_template(
        "signin/accounts_index.html",
        accounts=found,
        search=search,
        page=page,
        pages=pages,
        waiting=waiting,
        refused=[] if search or page > 1 else refused_by_day(),
        reasons=list(Why),
    )


@bp.post("/accounts/invitations")
@needs(MayAccounts.MANAGE)
def invite_everybody() -> Response:
    """Invite everybody in the house who was never invited."""
    people = queries.never_invited(today())
    for person_id in people:
        accounts.invite(actor_id(), person_id)
    db.session.commit()
    flash(ngettext("En invitation er på vej.", "%(num)d invitationer er på vej.", len(people)), "success")
    return redirect(url_for("signin.accounts_index"), 303)


@bp.post("/accounts/<pid>/invitation")
@needs(MayAccounts.MANAGE)
def invite(pid: str) -> Response:
    """Send a person an invitation, or another one."""
    person_id, name = _person(pid)
    accounts.invite(actor_id(), person_id)
    db.session.commit()
    return _back(pid, _("En invitation til %(name)s er på vej.", name=name))


@bp.post("/accounts/<pid>/deactivation")
@needs(MayAccounts.MANAGE)
def deactivate(pid: str) -> Response:
    """Close a person's account at once."""
    person_id, name = _person(pid)
    if person_id == actor_id():
        return _back(pid, _("Du kan ikke lukke din egen adgang. Bed en anden administrator om det."), "error")
    accounts.deactivate(actor_id(), person_id)
    db.session.commit()
    return _back(pid, _("Adgangen for %(name)s er lukket, og alle åbne sider er logget ud.", name=name))


@bp.post("/accounts/<pid>/reactivation")
@needs(MayAccounts.MANAGE)
def reactivate(pid: str) -> Response:
    """Open a closed account again."""
    person_id, name = _person(pid)
    accounts.reactivate(actor_id(), person_id)
    db.session.commit()
    return _back(pid, _("Adgangen for %(name)s er åben igen.", name=name))


def _person(pid: str) -> tuple[int, str]:
    person = person_by_pid(pid)
    if person is None:
        abort(404)
    return person.id, person.name


def _back(pid: str, message: str, kind: str = "success") -> Response:
    """Go back to where the button was: the person's page if it came from there, else the list."""
    flash(message, kind)
    return redirect(page_before() if f"/people/{pid}" in page_before() else url_for("signin.accounts_index"), 303)
