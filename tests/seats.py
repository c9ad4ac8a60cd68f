"""Shared wishes, distributions and what became of a wish, and the fund, as rows, for tests."""

from datetime import date, timedelta

from competence.db import db
from competence.learning.fund.models import FundAgreement, FundOpening
from competence.learning.models import Offer, OfferDate
from competence.learning.seats.models import Distribution, DistributionDate, SeatLine, SeatWish
from competence.learning.seats.rules.states import Outcome, State
from competence.people.models import Person
from competence.plans.models import Activity
from competence.plans.rules.states import State as PlanState
from competence.web.bilingual import Bilingual
from competence.web.clock import now, today
from tests.cast import Cast
from tests.make import NOW
from tests.plans import make_activity, make_goal, make_plan


def make_wish(offer: Offer, *people: Person) -> None:
    db.session.add_all(SeatWish(offer_id=offer.id, person_id=person.id, at=now()) for person in people)
    db.session.flush()


def make_distribution(*dates: OfferDate, state: State = State.DRAFT, **more: object) -> Distribution:
    """A distribution of the seats of some dates; one that was sent is answered within ten days."""
    sent = {"sent_at": NOW, "answer_by": today() + timedelta(days=10)} if state is State.SENT else {}
    made = Distribution(title="Forår", state=state, each=1, fair=0, seconds=5, made_at=NOW, said=[], **(sent | more))
    made.dates = [DistributionDate(date_id=one.id, seats=one.room or 0) for one in dates]
    db.session.add(made)
    db.session.flush()
    return made


def make_line(date: OfferDate, person: Person, outcome: Outcome = Outcome.OFFERED) -> SeatLine:
    """What became of a wish, in a distribution of its own."""
    made = make_distribution(date, state=State.SENT if outcome.is_sent else State.FOUND)
    why = {"limits": []} if outcome is Outcome.WAITING else {"held": False, "worth": [], "shares": []}
    line = SeatLine(distribution=made, person=person, date=date, outcome=outcome, why=why)
    db.session.add(line)
    db.session.flush()
    return line


def make_fund_agreement(*opens_in_days: int, checked_on: date | None = None, **more: object) -> FundAgreement:
    """Terms under an agreement, with a pool that opens in so many days."""
    terms = {
        "percent": 80,
        "most": 30_000,
        "most_master": 50_000,
        "months_before": 9,
        "days_before": 1,
        "sign_days": 40,
    }
    agreement = FundAgreement(
        title=Bilingual("Akademikere", "Academics"), source="", checked_on=checked_on or today(), **(terms | more)
    )
    agreement.openings = [FundOpening(opens_at=now() + timedelta(days=days)) for days in opens_in_days]
    db.session.add(agreement)
    db.session.flush()
    return agreement


def make_education(cast: Cast, person: Person | None = None, leader: Person | None = None) -> tuple[str, Activity]:
    """An activity of a signed plan that the fund may be asked about: the plan's address and the activity."""
    plan = make_plan(person or cast.astrid, leader or cast.bo, PlanState.APPROVED)
    return plan.pid, make_activity(make_goal(plan), "Diplommodul i projektledelse", fund=True)
