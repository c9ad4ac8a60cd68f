"""Reading the offers: all of them with a search, one with its dates, and one's own."""

from collections.abc import Sequence
from typing import Any

from flask import render_template, request

from competence.access.guard import actor_id, check, current_actor, may, needs
from competence.access.permissions import MayOffer
from competence.learning.afterwards.queries import told_of
from competence.learning.queries import offers as queries
from competence.learning.queries import signups
from competence.learning.rules.browsing import FOLDED, Filters, by_area
from competence.learning.rules.seats import needs_yes
from competence.learning.rules.words import Kind, State
from competence.learning.suggesting.queries import dismissed, told
from competence.learning.views.blueprint import bp
from competence.privacy.throttling import SEARCHES, slow_down
from competence.web.clock import now


@bp.get("")
@needs(MayOffer.BROWSE)
def index() -> str:
    """Show what the house offers to learn; the reader may search it by words, kind and competence."""
    asked = Filters(*(request.args.get(name, "").strip()[:100] for name in ("q", "kind", "competence")))
    if asked.query:
        slow_down(*SEARCHES)
    every = queries.offers(current_actor())
    shown, own = asked.show(every), signups.own(current_actor())
    named, offered = queries.titles_and_areas(), [offer for offer in shown if offer.is_offered]
    areas = {code: area for code, (_title, area) in named.items()}
    return render_template(
        "learning/index.html",
        filters=asked,
        kinds=list(Kind),
        titles={code: title for code, (title, _area) in named.items()},
        named={aim.competence for offer in every for aim in offer.aims},
        offered=offered,
        folded=by_area(offered, areas) if len(offered) > FOLDED and not asked.given else {},
        taken_off=[offer for offer in shown if not offer.is_offered],
        coming=queries.coming([offer.id for offer in shown], now()),
        own=[one for one in own if one.state.is_open],
        suggestions=_suggested(every, own),
        creates=may(MayOffer.CREATE),
    )


def _suggested(every: Sequence[Any], own: Sequence[Any]) -> Sequence[Any]:
    """Return what is suggested of the offers the page holds anyway."""
    known = {one.date.offer_id for one in own if one.state is not State.CANCELLED} | dismissed(actor_id())
    return told(actor_id(), [offer for offer in every if offer.is_offered and offer.id not in known])


@bp.get("/mine")
@needs(MayOffer.BROWSE)
def mine() -> str:
    """Show the reader's own sign-ups: what they wait for, what comes, and what was."""
    own = signups.own(current_actor())
    return render_template(
        "learning/mine.html",
        coming=[one for one in own if one.state.is_open],
        earlier=[one for one in own if not one.state.is_open],
    )


@bp.get("/offers/<pid>")
@needs(MayOffer.READ)
def show(pid: str) -> str:
    """Show an offer: what it leads to, what it costs, and the dates one may sign up for."""
    offer = check(MayOffer.READ, queries.offer(pid))
    keeps, dates = may(MayOffer.KEEP, offer), queries.all_dates(offer)
    return render_template(
        "learning/show.html",
        offer=offer,
        words=queries.catalogue(),
        coming=queries.coming_among(dates, now()),
        own={one.date_id: one for one in signups.own(current_actor()) if one.date.offer_id == offer.id},
        asks=needs_yes(offer.hours, offer.price),
        keeps=keeps,
        dates=dates if keeps else [],
        told=told_of(offer.id),
    )
