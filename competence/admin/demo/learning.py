"""What the demo's house offers to learn."""

from random import Random

from sqlalchemy import select

from competence.admin.demo.people import public_id
from competence.admin.imports.offers import load_offers
from competence.db import db
from competence.learning.models import Offer, OfferDate


def offer_learning(random: Random) -> None:
    """Take over the offers we ship; the same seed gives them the same addresses."""
    load_offers()
    for date in db.session.scalars(select(OfferDate).join(OfferDate.offer).order_by(Offer.code)):
        date.pid, date.offer.pid = public_id(random), public_id(random)
    db.session.flush()
