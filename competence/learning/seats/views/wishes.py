"""A person's own page: the seats they wish, and the offers they answer with yes or no."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from competence.access.guard import actor_id, check, current_actor, needs
from competence.access.permissions import MayOffer, MaySeats
from competence.db import db
from competence.learning.queries.offers import offer
from competence.learning.rules.words import State as SignupState
from competence.learning.seats.actions import wishing
from competence.learning.seats.queries import wishes
from competence.learning.seats.views.blueprint import bp
from competence.web.clock import now, today

THANKS = {
    SignupState.ASKED: _l("Tak. Din leder er spurgt, og pladsen er din, indtil svaret kommer."),
    SignupState.SEATED: _l("Pladsen er din."),
    SignupState.WAITING: _l(
        "Tak. Holdet er fyldt imens, så du står på ventelisten og får besked, når der er en plads."
    ),
}


@bp.get("/")
@needs(MaySeats.WISH)
def index() -> str:
    """Show one's own wishes and the seats one was offered."""
    actor = current_actor()
    return render_template(
        "seats/index.html",
        offers=wishes.own_offers(actor),
        wishes=wishes.own_wishes(actor),
        choices=wishes.offers_to_wish(actor),
        chosen=request.args.get("offer", ""),
        today=today(),
    )


@bp.post("/wishes")
@needs(MaySeats.WISH)
def wish() -> Response:
    """Share a wish for a seat."""
    wanted = check(MayOffer.READ, offer(request.form.get("offer", "")))
    wishing.share(wanted, actor_id(), now())
    db.session.commit()
    flash(_("Dit ønske er delt med HR. Du kan tage det tilbage når som helst."), "success")
    return redirect(url_for("seats.index"), 303)


@bp.post("/wishes/<pid>/withdrawal")
@needs(MaySeats.WISH)
def withdraw(pid: str) -> Response:
    """Take a wish back."""
    wanted, actor = offer(pid), current_actor()
    if wanted is None or wishes.wish_of(wanted.id, actor.person_id) is None:
        abort(404)
    wishing.withdraw(wanted, actor.person_id or 0)
    db.session.commit()
    flash(_("Ønsket er væk, også hos HR."), "success")
    return redirect(url_for("seats.index"), 303)


@bp.post("/<pid>/acceptance")
@needs(MaySeats.ANSWER)
def accept(pid: str) -> Response:
    """Say yes to a seat."""
    signup = wishing.accept(check(MaySeats.ANSWER, wishes.line(pid)), now(), today())
    db.session.commit()
    flash(str(THANKS[signup.state]), "success")
    return redirect(url_for("seats.index"), 303)


@bp.post("/<pid>/refusal")
@needs(MaySeats.ANSWER)
def decline(pid: str) -> Response:
    """Say no to a seat, without a reason."""
    wishing.decline(check(MaySeats.ANSWER, wishes.line(pid)), now(), today())
    db.session.commit()
    flash(_("Det er i orden. Pladsen går videre, og ingen får en grund, for vi spørger ikke om en."), "success")
    return redirect(url_for("seats.index"), 303)
