"""What the house offers to learn and who takes part, as rows, for tests; everything has a sensible default."""

from datetime import datetime, timedelta

from competence.db import db
from competence.learning.asking.models import Opening, Pair
from competence.learning.asking.rules.words import Openness
from competence.learning.helping.models import HelpAnswer, HelpRequest
from competence.learning.helping.rules import For, Help
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


def make_opening(cast: Cast, person: Person, competence: str = "c1", kind: Openness = Openness.ASK) -> Opening:
    """That somebody is open to colleagues."""
    opening = Opening(
        person=person, framework_id=cast.version.framework_id, competence=competence, kind=kind, since=now()
    )
    db.session.add(opening)
    db.session.flush()
    return opening


def make_pair(one: Person, other: Person) -> Pair:
    """A pair proposed to two people today."""
    first, second = sorted((one.id, other.id))
    pair = Pair(first_id=first, second_id=second, first_learns="c1", second_learns="c2", proposed_on=today())
    db.session.add(pair)
    db.session.flush()
    return pair


def make_wish(asker: Person, *put_to: Person, kind: Help = Help.FACILITATION) -> HelpRequest:
    """A request for help, put to those who want to give it."""
    wish = HelpRequest(
        asker=asker, kind=kind, about=For.PROJECT, title="Festival", asked_at=now(),
        put_to=[HelpAnswer(person=person) for person in put_to],
    )  # fmt: skip
    db.session.add(wish)
    db.session.flush()
    return wish
