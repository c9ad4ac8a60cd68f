"""What the house offers to learn and who takes part, as rows, for tests; everything has a sensible default."""

from datetime import datetime, timedelta

from competence.db import db
from competence.learning.models import Offer, OfferAim, OfferDate, OfferRunner, Signup
from competence.learning.rules.seats import needs_yes
from competence.learning.rules.words import Kind, Provider, State
from competence.people.models import Person
from competence.web.bilingual import Bilingual
from competence.web.clock import now, today
from tests.cast import Cast


def make_offer(cast: Cast, code: str = "ai", *runners: Person, aims: tuple = (("c1", 1, 3),), **more: object) -> Offer:
    """A free course of three hours that leads from a level of a competence to another."""
    said = {"kind": Kind.COURSE, "hours": 3, "seats": 2, "price": 0, "provider": Provider.INTERNAL} | more
    framework = cast.version.framework_id
    offer = Offer(
        code=code, title=Bilingual(f"Tilbud {code}", f"Offer {code}"),
        description=Bilingual("Vi øver os.", "We practise."),
        aims=[OfferAim(framework_id=framework, competence=c, from_level=a, to_level=b) for c, a, b in aims],
        runners=[OfferRunner(person=person) for person in runners], **said,
    )  # fmt: skip
    db.session.add(offer)
    db.session.flush()
    return offer


def make_date(offer: Offer, days: int | None = 30, **more: object) -> OfferDate:
    """A date in so many days (before today where negative), or without a day."""
    starts = None if days is None else now().replace(second=0, microsecond=0) + timedelta(days=days)
    date = OfferDate(offer=offer, starts_at=starts, place="Tarup", **more)
    db.session.add(date)
    db.session.flush()
    return date


def make_signup(date: OfferDate, person: Person, state: State = State.SEATED, *, at: datetime | None = None) -> Signup:
    """That somebody signed up, and where it stands."""
    signup = Signup(
        date=date, person=person, state=state, asked_at=at or now(),
        needs_yes=state is State.ASKED or needs_yes(date.offer.hours, date.offer.price),
        attended_on=(date.on or today()) if state is State.ATTENDED else None,
    )  # fmt: skip
    db.session.add(signup)
    db.session.flush()
    return signup
