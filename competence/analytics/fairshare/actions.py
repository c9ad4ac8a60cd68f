"""Publishing half a year's fair share: once, when it is over, and never again."""

from datetime import UTC, date, datetime, time, timedelta

from competence.analytics import queries
from competence.analytics.fairshare.measures import (
    By,
    Contract,
    Told,
    check_publishing,
    halves_before,
    last_of_half,
    told,
)
from competence.analytics.fairshare.models import FairShare, FairShareRow
from competence.analytics.fairshare.queries import employed, had, is_published
from competence.analytics.keys.queries import limits_at
from competence.analytics.labels import label_of_profiles
from competence.analytics.organisation import Organisation
from competence.analytics.pictures import House
from competence.db import db
from competence.people.queries.knowing import may_know
from competence.privacy import audit
from competence.privacy.anonymity.crowds import Knowledge, viewers_of
from competence.privacy.anonymity.limits import Hidden, Person
from competence.web.bilingual import Bilingual
from competence.web.clock import ends

CONTRACTS = {
    Contract.FULL.name: Bilingual("Fuld tid", "Full time"),
    Contract.PART.name: Bilingual("Under fuld tid", "Part time"),
    Contract.UNKNOWN.name: Bilingual("Timer ikke skrevet ind", "Hours not entered"),
}


def publish(first: date, actor_id: int | None, now: datetime, today: date) -> FairShare:
    """Write what may be told of a half-year. Raises NotOverYet, PublishedAlready.

    The half-year's hours are nobody's before: nothing else published can be subtracted from them, so there is no
    ledger beside the rule that a half-year is published once. It is held to the limits that held when it began.
    """
    check_publishing(first, today, published=is_published(first))
    day = last_of_half(first)
    contracts: dict[Person, str] = dict(employed(day).items())
    house, spent = Organisation(day, contracts), had(first, day)
    knowledge = Knowledge(viewers_of(contracts, [*may_know(day), *spent.seen]))
    limits = limits_at(ends(first - timedelta(days=1)))
    counted = House(house.tree, house.units, house.profiles, knowledge, limits.on())
    shown = told(counted, contracts, spent.hours, spent.money)
    written = FairShare(
        first_day=first, published_at=now, k=limits.k, unit_floor=limits.unit_floor, audience=limits.audience
    )
    if isinstance(shown, Hidden):
        written.hidden = shown.reason
    else:
        titles = {By.CONTRACTS: CONTRACTS, By.PROFILES: queries.profile_titles()}
        written.rows = [
            _row(number, one, label_of_profiles(one.units, titles[one.by]) if one.by else house.names.of(one.units))
            for number, one in enumerate(shown)
        ]
    db.session.add(written)  # whole, since what is written is never changed
    audit.record(actor_id, "fair_share.publish", thing=f"half-year from {first.isoformat()}")
    db.session.flush()
    return written


def publish_the_last_half(hr_id: int, _people: int, today: date) -> None:
    """Publish the half-year that was over last, in a house that is made up."""
    publish(halves_before(today, 1)[0], hr_id, datetime.combine(today, time(7), UTC), today)


def _row(position: int, one: Told, label: Bilingual) -> FairShareRow:
    return FairShareRow(
        position=position, by=one.by, depth=one.depth, label=label, people=one.people,
        hours=one.hours.number, hours_end=one.hours.end, money=one.money.number, money_end=one.money.end,
    )  # fmt: skip
