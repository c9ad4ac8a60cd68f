"""What the demo's house offers to learn, who takes part and what became of it, who may be asked, and who wants help."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from flask import current_app
from sqlalchemy import select

from competence.admin.demo.house import House
from competence.admin.demo.people import public_id
from competence.admin.demo.rounds import at
from competence.admin.imports.offers import load_offers
from competence.db import Model, db
from competence.learning.afterwards.actions import tell
from competence.learning.afterwards.models import LearningUse
from competence.learning.afterwards.rules import Used
from competence.learning.asking.actions.pairing import propose_pairs
from competence.learning.asking.models import Opening, Pair, SpokenLanguage
from competence.learning.asking.rules.words import LANGUAGES, Openness
from competence.learning.helping.models import HelpAnswer, Helper, HelpRequest
from competence.learning.helping.queries import helpers
from competence.learning.helping.rules import For, Help
from competence.learning.models import Offer, OfferDate, OfferRunner, Signup
from competence.learning.rules.seats import needs_yes
from competence.learning.rules.words import State

HELD = 40  # days ago that the large course was held, so that all have been asked whether they used it
WORDS = ("Kom forbi, når jeg har vagt.", "Skriv gerne først.", "Jeg tager gerne en kop kaffe.", "")
USES = ("Til at forberede et møde", "På vagten", "I vores næste arrangement", "")


@dataclass(frozen=True)
class Teller:
    """What everything here is made from."""

    random: Random
    today: date
    people: dict[str, int]  # the cast's ids, by the names the demo has for them
    others: list[int]  # everybody else who works in the house today
    offers: dict[str, Offer]

    def days(self, number: int) -> date:
        return self.today + timedelta(days=number)


def tell_learning(random: Random, house: House, persons: dict[int, int], today: date) -> None:
    """Store what the house offers and what people do with it; the same seed gives the same."""
    load_offers()
    for held in db.session.scalars(select(OfferDate).join(OfferDate.offer).order_by(Offer.code)):
        held.pid, held.offer.pid = public_id(random), public_id(random)
    offers = {offer.code: offer for offer in db.session.scalars(select(Offer))}
    working = [worker for worker in house.workers if worker.works_on(today)]
    cast = {key: persons[number] for key, number in house.cast.items()}
    others = [persons[worker.number] for worker in working if worker.number not in house.cast.values()]
    teller = Teller(random, today, cast, others, offers)
    for make in (_dates, _what_became_of_it, _openings, _helpers, _wish):
        db.session.add_all(list(make(teller)))
        db.session.flush()
    _by_itself(teller)


def _dates(teller: Teller) -> Iterator[Model]:
    """Dates ahead, with lines and seats; Astrid waits for her leader, for a seat, and has one."""
    random, cast = teller.random, teller.people
    ahead = (
        ("offer.dig.content.1", 20, "Tarup"), ("offer.com.facilitate.1", 34, "Borgernes Hus"),
        ("offer.dig.tech.1", 27, "Borgernes Hus"), ("offer.host.meeting.1", 13, "Borgernes Hus"),
        ("offer.learn.democracy.1", 55, "Vollsmose"),
    )  # fmt: skip
    held = {code: _held(teller, code, days, place) for code, days, place in ahead}
    yield from held.values()
    for code, runner in (("offer.dig.tech.1", cast["freja"]), ("offer.host.meeting.1", cast["emil"])):
        yield OfferRunner(offer_id=teller.offers[code].id, person_id=runner)
    astrid = ((held["offer.dig.content.1"], State.ASKED), (held["offer.dig.tech.1"], State.SEATED))
    for date_, state in astrid:
        yield _signup(teller, date_, cast["astrid"], state)
    full = held["offer.host.meeting.1"]
    for person in random.sample(teller.others, min(len(teller.others), full.room or 0)):
        yield _signup(teller, full, person, State.SEATED)
    yield _signup(teller, full, cast["astrid"], State.WAITING)
    for person in random.sample(teller.others, min(len(teller.others), 6)):
        yield _signup(teller, held["offer.com.facilitate.1"], person, State.SEATED)


def _what_became_of_it(teller: Teller) -> Iterator[Model]:
    """A large course some weeks ago: all have said whether they used it but Astrid, who is asked now."""
    held = _held(teller, "offer.dig.security.1", -HELD, "Borgernes Hus")
    yield held
    for person in teller.random.sample(teller.others, min(len(teller.others), 30)):
        signup = _signup(teller, held, person, State.ATTENDED)
        used = teller.random.choices(list(Used), (6, 3, 1))[0]
        words = teller.random.choice(USES) if used is Used.YES else ""
        answered = teller.days(21 - HELD + teller.random.randrange(10))
        yield LearningUse(signup=signup, used=used, what_for=words, answered_on=answered)
    yield _signup(teller, held, teller.people["astrid"], State.ATTENDED)


def _openings(teller: Teller) -> Iterator[Model]:
    """Some people are open to colleagues; Astrid and Emil could teach each other."""
    random, codes = teller.random, sorted({aim.competence for offer in teller.offers.values() for aim in offer.aims})
    for person in random.sample(teller.others, len(teller.others) // 6):
        for code in random.sample(codes, 2):
            yield _opening(teller, person, code, random.choice(list(Openness)))
        for language in ("da", *random.sample(sorted(set(LANGUAGES) - {"da"}), random.randrange(2))):
            yield SpokenLanguage(person_id=person, code=language)
    for key, teaches, wants in (
        ("astrid", "com.facilitate", "med.heritage"), ("emil", "med.heritage", "com.facilitate"),
    ):  # fmt: skip
        yield _opening(teller, teller.people[key], teaches, Openness.ASK)
        yield _opening(teller, teller.people[key], wants, Openness.PRACTISE)


def _helpers(teller: Teller) -> Iterator[Model]:
    for person in teller.random.sample(teller.others, len(teller.others) // 10):
        yield Helper(person_id=person, kind=teller.random.choice(list(Help)))
    yield Helper(person_id=teller.people["astrid"], kind=Help.FACILITATION)


def _wish(teller: Teller) -> Iterator[Model]:
    """Emil sets a festival up and asks for somebody to facilitate; Astrid is one of those it is put to."""
    emil = teller.people["emil"]
    yield HelpRequest(
        pid=public_id(teller.random), asker_id=emil, kind=Help.FACILITATION, about=For.EVENT, by=teller.days(30),
        title="Litteraturfestival for unge", what="Led de to første møder.", asked_at=at(teller.days(-1), 11, 0),
        put_to=[HelpAnswer(person_id=person) for person in helpers(Help.FACILITATION, emil, teller.today)],
    )  # fmt: skip


def _by_itself(teller: Teller) -> None:
    """Let the daily run have told the share of those who used it, and have proposed pairs."""
    with current_app.test_request_context(method="POST"):
        tell(teller.today)
        propose_pairs(teller.days(-2))
    for pair in db.session.scalars(select(Pair).order_by(Pair.id)):
        pair.pid = public_id(teller.random)
    db.session.flush()


def _held(teller: Teller, code: str, days: int, place: str) -> OfferDate:
    minutes = min(teller.offers[code].hours, 7) * 60
    return OfferDate(
        pid=public_id(teller.random), offer=teller.offers[code], starts_at=at(teller.days(days), 8, 0), place=place,
        minutes=minutes,
    )  # fmt: skip


def _signup(teller: Teller, held: OfferDate, person: int, state: State) -> Signup:
    asked = teller.days(-3 - teller.random.randrange(20)) if (held.on or teller.today) > teller.today else held.on
    return Signup(
        pid=public_id(teller.random), date=held, person_id=person, state=state,
        asked_at=at(asked or teller.today, 9, teller.random.randrange(60)),
        needs_yes=needs_yes(held.offer.hours, held.offer.price),
        attended_on=held.on if state is State.ATTENDED else None,
    )  # fmt: skip


def _opening(teller: Teller, person: int, code: str, kind: Openness) -> Opening:
    framework = next(iter(teller.offers.values())).aims[0].framework_id
    return Opening(
        pid=public_id(teller.random), person_id=person, framework_id=framework, competence=code, kind=kind,
        word=teller.random.choice(WORDS), since=at(teller.days(-30), 12, 0),
    )  # fmt: skip
