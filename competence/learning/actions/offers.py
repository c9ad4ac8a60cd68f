"""Keeping offers: their words and aims, who runs them, and their dates."""

from collections.abc import Sequence
from datetime import datetime

from flask import url_for
from flask_babel import lazy_gettext as _l

from competence.db import db, flush_or
from competence.learning.actions import calendars
from competence.learning.models import Offer, OfferAim, OfferDate, OfferRunner
from competence.learning.queries import signups
from competence.learning.queries.offers import offer_of_code
from competence.learning.rules.describing import Described, Time
from competence.learning.rules.refusals import ChangedMeanwhile, CodeTaken
from competence.learning.rules.words import State
from competence.notifications.actions import notify
from competence.notifications.rules import kind
from competence.people.models import Person
from competence.privacy import audit
from competence.web.bilingual import Bilingual

MOVED = kind("learning.moved", _l("Tid eller sted for noget, du er tilmeldt, er ændret."), attach=calendars.attach)
CALLED_OFF = kind("learning.called_off", _l("Noget, du er tilmeldt, er aflyst."), attach=calendars.attach)


def create(said: Described, framework_id: int, actor_id: int | None) -> Offer:
    """Make an offer, with a date that is agreed on with those who take part. Raises CodeTaken."""
    if offer_of_code(said.code) is not None:
        raise CodeTaken
    offer = Offer(code=said.code)
    _say(offer, said, framework_id)
    db.session.add_all([offer, OfferDate(offer=offer)])
    db.session.flush()
    audit.record(actor_id, "offer.create", thing=f"offer {offer.code}")
    return offer


def describe(
    offer: Offer, said: Described, framework_id: int, actor_id: int | None, version: int | None = None
) -> None:
    """Give an offer other words. version: the one the writer saw. Raises ChangedMeanwhile."""
    if version is not None and version != offer.version:
        raise ChangedMeanwhile
    _say(offer, said, framework_id)
    flush_or(ChangedMeanwhile)
    audit.record(actor_id, "offer.describe", thing=f"offer {offer.code}")


def let_run(offer: Offer, people: Sequence[Person], actor_id: int | None) -> None:
    """Let these people, and nobody else, run an offer."""
    kept = {runner.person_id: runner for runner in offer.runners}
    offer.runners = [kept.get(person.id) or OfferRunner(person=person, person_id=person.id) for person in people]
    db.session.flush()
    audit.record(actor_id, "offer.runners", thing=f"offer {offer.code}")


def take_off(offer: Offer, actor_id: int | None) -> None:
    """Offer it no more; who signed up keeps their place."""
    offer.taken_off = True
    flush_or(ChangedMeanwhile)
    audit.record(actor_id, "offer.take_off", thing=f"offer {offer.code}")


def offer_again(offer: Offer, actor_id: int | None) -> None:
    """Offer what was taken off again."""
    offer.taken_off = False
    flush_or(ChangedMeanwhile)
    audit.record(actor_id, "offer.again", thing=f"offer {offer.code}")


def add_date(offer: Offer, time: Time) -> OfferDate:
    """Hold an offer once more."""
    new = OfferDate(offer=offer)
    _set(new, time)
    db.session.add(new)
    db.session.flush()
    return new


def move(date: OfferDate, time: Time, version: int) -> None:
    """Change when, where and for how many a date is held; those who come are told, and their calendars too.

    Raises ChangedMeanwhile.
    """
    if version != date.version:
        raise ChangedMeanwhile
    before = (date.starts_at, date.minutes, date.place, date.later_days)
    _set(date, time)
    flush_or(ChangedMeanwhile)
    if before != (date.starts_at, date.minutes, date.place, date.later_days):
        _tell(date, MOVED)


def call_off(date: OfferDate, now: datetime) -> None:
    """Call a date off; whoever signed up is told."""
    if date.called_off_at is None:
        date.called_off_at = now
        flush_or(ChangedMeanwhile)
        _tell(date, CALLED_OFF)


def _say(offer: Offer, said: Described, framework_id: int) -> None:
    offer.kind = said.kind
    offer.title = Bilingual(said.title.da, said.title.en)
    offer.description = Bilingual(said.description.da, said.description.en)
    offer.hours, offer.seats, offer.price = said.hours, said.seats, said.price
    offer.provider, offer.provider_name, offer.fund = said.provider, said.provider_name, said.fund
    kept = {(aim.framework_id, aim.competence): aim for aim in offer.aims}
    aims = []
    for aim in said.aims:
        row = kept.get((framework_id, aim.competence)) or OfferAim(framework_id=framework_id, competence=aim.competence)
        row.from_level, row.to_level = aim.from_level, aim.to_level
        aims.append(row)
    offer.aims = aims


def _set(date: OfferDate, time: Time) -> None:
    date.starts_at, date.minutes, date.place, date.seats = time.starts_at, time.minutes, time.place, time.seats
    date.further_days = [day.isoformat() for day in time.later_days] or None


def _tell(date: OfferDate, what: str) -> None:
    for signup in signups.line(date.id):
        if signup.state in (State.SEATED, State.WAITING, State.ASKED):
            notify(signup.person_id, what, url_for("learning.signup", pid=signup.pid))
