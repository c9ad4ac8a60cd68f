"""Keeping offers: making one, giving it other words, taking it off and offering it again."""

from collections.abc import Sequence
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from competence.access.guard import actor_id, check, may, needs
from competence.access.permissions import MayOffer
from competence.db import db
from competence.frameworks.queries import current_version
from competence.learning.actions import offers as actions
from competence.learning.forms.offers import OfferForm, offer_form
from competence.learning.queries import offers as queries
from competence.learning.rules.refusals import CodeTaken, NoCatalogue
from competence.learning.views.blueprint import bp
from competence.people.queries import person_by_email


@bp.get("/offers/new")
@needs(MayOffer.CREATE)
def new() -> str:
    """Ask what a new offer is."""
    return _page(offer_form(_words()))


@bp.post("/offers")
@needs(MayOffer.CREATE)
def create() -> Response | tuple[str, int]:
    """Make an offer."""
    form = offer_form(_words())
    people = _runners(form)
    if people is None:
        return _page(form), 400
    try:
        offer = actions.create(form.said(), _framework(), actor_id())
    except CodeTaken as refusal:
        db.session.rollback()
        form.code.errors = [str(refusal)]
        return _page(form), refusal.status
    actions.let_run(offer, people, actor_id())
    pid = offer.pid
    db.session.commit()
    flash(_("Tilbuddet er lavet. Sæt dage på det, når I kender dem."), "success")
    return redirect(url_for("learning.show", pid=pid), 303)


@bp.get("/offers/<pid>/edit")
@needs(MayOffer.KEEP)
def edit(pid: str) -> str:
    """Show an offer's words, to be changed."""
    offer = check(MayOffer.KEEP, queries.offer(pid))
    return _page(offer_form(_words(), offer), offer)


@bp.post("/offers/<pid>")
@needs(MayOffer.KEEP)
def update(pid: str) -> Response | tuple[str, int]:
    """Give an offer other words; HR also says who runs it."""
    offer = check(MayOffer.KEEP, queries.locked_offer(pid))
    form = offer_form(_words(), offer)
    people = _runners(form)
    if people is None:
        return _page(form, offer), 400
    actions.describe(offer, form.said(), _framework(), actor_id(), form.seen)
    if may(MayOffer.CREATE):
        actions.let_run(offer, people, actor_id())
    db.session.commit()
    flash(_("Tilbuddet er gemt."), "success")
    return redirect(url_for("learning.show", pid=pid), 303)


@bp.post("/offers/<pid>/removal")
@needs(MayOffer.KEEP)
def take_off(pid: str) -> Response:
    """Offer it no more."""
    actions.take_off(check(MayOffer.KEEP, queries.locked_offer(pid)), actor_id())
    db.session.commit()
    flash(_("Tilbuddet er taget af. De tilmeldte beholder deres plads."), "success")
    return redirect(url_for("learning.show", pid=pid), 303)


@bp.post("/offers/<pid>/return")
@needs(MayOffer.KEEP)
def offer_again(pid: str) -> Response:
    """Offer it again."""
    actions.offer_again(check(MayOffer.KEEP, queries.locked_offer(pid)), actor_id())
    db.session.commit()
    flash(_("Tilbuddet kan ses af alle igen."), "success")
    return redirect(url_for("learning.show", pid=pid), 303)


def _words() -> Any:
    words = queries.catalogue()
    if words is None:
        raise NoCatalogue
    return words


def _framework() -> int:
    version = current_version()
    if version is None:
        raise NoCatalogue
    return version.framework_id


def _runners(form: OfferForm) -> Sequence[Any] | None:
    """Return who runs an offer; None, and the error in the form, where something in it is wrong."""
    found = {email: person_by_email(email) for email in dict.fromkeys(form.emails())}
    unknown = [email for email, person in found.items() if person is None]
    if not form.validate():
        return None
    if unknown:
        form.runners.errors = [_("Her er ingen, der hedder %(emails)s.", emails=", ".join(unknown))]
        return None
    return [person for person in found.values() if person is not None]


def _page(form: OfferForm, offer: Any = None) -> str:
    return render_template("learning/edit.html", form=form, offer=offer, names_runners=may(MayOffer.CREATE))
