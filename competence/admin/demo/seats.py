"""The demo's seats and money for learning: what was learned last half-year, wishes, distributions, and the fund."""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from flask import current_app
from sqlalchemy import select

from competence.admin.demo.house import House
from competence.admin.demo.people import public_id
from competence.admin.demo.rounds import at
from competence.db import db
from competence.learning.fund.models import FundAgreement, FundCase, FundOpening, FundTick
from competence.learning.fund.rules.asking import Step
from competence.learning.models import Offer, OfferDate, Signup
from competence.learning.rules.seats import needs_yes
from competence.learning.rules.words import Kind
from competence.learning.rules.words import State as SignupState
from competence.learning.seats.actions.distributing import Asked, begin, keep, make, rule, send, solved
from competence.learning.seats.models import DeskCover, Distribution, SeatLine, SeatWish
from competence.learning.seats.queries.problems import problem_of
from competence.learning.seats.queries.wishes import wish_of
from competence.people.models import Employment, Unit
from competence.people.queries import in_force
from competence.plans.models import Activity, Goal, Plan
from competence.plans.queries.plans import AGREED
from competence.web.bilingual import Bilingual

WEEKS = (37, 37, 37, 37, 32, 30, 25)  # hours by contract, full time the most common
SECONDS, FEW = 5, 4


def give_seats(house: House, persons: dict[int, int], seed: int, today: date) -> None:
    """Let the house have learned, wish, be offered seats and get ready for the fund."""
    random = Random(f"the seats of {seed}")  # noqa: S311 the same seed must give the same data; nothing is a secret
    cast = {key: persons[number] for key, number in house.cast.items()}
    people = _employed(random, today)
    courses = db.session.scalars(
        select(Offer).where(Offer.kind == Kind.COURSE, Offer.seats.is_not(None)).order_by(Offer.code)
    ).all()
    _learned(random, courses, people, today)
    coming = [_date(random, offer, today + timedelta(days=30 + 5 * n)) for n, offer in enumerate(courses[:8])]
    _wish(random, coming, people, cast["astrid"], today)
    _spare(people, today)
    sent = _distribute(random, "Efterårets ledige pladser", coming[:2], cast, today)
    with current_app.test_request_context(method="POST"):
        send(sent, today + timedelta(days=12), sent.version, cast["carla"], at(today, 8, 0), today)
    _distribute(random, "Forårets kurser", coming[2:], cast, today)
    _ask_the_fund(random, cast["astrid"], today)
    db.session.flush()


def _employed(random: Random, today: date) -> list[int]:
    rows = db.session.scalars(select(Employment).where(in_force(Employment, today)).order_by(Employment.id)).all()
    for row in rows:
        row.weekly_hours = random.choice(WEEKS)
    db.session.flush()
    return sorted({row.person_id for row in rows})


def _date(random: Random, offer: Offer, day: date) -> OfferDate:
    """Hold an offer on a day, with half the seats it could have: more wish one than there are."""
    on = day + timedelta(days=(7 - day.weekday()) % 7 if day.weekday() > 4 else 0)
    held = OfferDate(pid=public_id(random), offer=offer, starts_at=at(on, 8, 0), place="Borgernes Hus")
    held.seats = max(2, (offer.seats or 2) // 2)
    db.session.add(held)
    db.session.flush()
    return held


def _learned(random: Random, courses: Sequence[Offer], people: Sequence[int], today: date) -> None:
    first = date(today.year, 1, 1) if today.month > 6 else date(today.year - 1, 7, 1)  # the half-year that is over
    for number, offer in enumerate(courses):
        held = _date(random, offer, first + timedelta(days=20 + 6 * number))
        held.seats = None
        for person in sorted(random.sample(people, min(offer.seats or 2, len(people) // 2))):
            db.session.add(
                Signup(
                    pid=public_id(random),
                    date=held,
                    person_id=person,
                    state=SignupState.ATTENDED,
                    asked_at=at(first, 9, 0),
                    needs_yes=needs_yes(offer.hours, offer.price),
                    attended_on=held.on,
                )
            )
    db.session.flush()


def _wish(random: Random, coming: Sequence[OfferDate], people: Sequence[int], astrid: int, today: date) -> None:
    wishing = sorted({astrid, *random.sample(people, len(people) // 3)})
    for person in wishing:
        chosen = random.sample(coming, random.randint(1, 3))
        if person == astrid:
            chosen = [*coming[:1], *coming[3:5]]
        for held in chosen:
            db.session.add(SeatWish(offer_id=held.offer_id, person_id=person, at=at(today - timedelta(days=9), 9, 0)))
    db.session.flush()


def _spare(people: Sequence[int], today: date) -> None:
    """Let every unit people work in spare two at once, the smallest one."""
    staff = select(Employment.unit_id, Employment.person_id).where(in_force(Employment, today))
    by_unit: dict[int, set[int]] = {}
    for unit, person in db.session.execute(staff.join(Unit, Unit.id == Employment.unit_id)):
        by_unit.setdefault(unit, set()).add(person)
    db.session.add_all(
        DeskCover(unit_id=unit, most_away=1 if len(by_unit[unit]) < 8 else 2) for unit in sorted(by_unit)
    )
    db.session.flush()


def _distribute(
    random: Random, title: str, dates: Sequence[OfferDate], cast: dict[str, int], today: date
) -> Distribution:
    """Let HR make a distribution, hold Astrid's seat where she wishes one, and have it worked out."""
    made = make(Asked(title, 1, None, 50, SECONDS), dates, cast["carla"], at(today, 7, 30))
    made.pid = public_id(random)
    if wish_of(dates[0].offer_id, cast["astrid"]) is not None:
        rule(made, dates[0], cast["astrid"], True, cast["carla"])
    begin(made, made.version, at(today, 7, 40))
    worked = problem_of(made, today)
    keep(made, worked, solved(worked, SECONDS), today)
    made.milliseconds = 100  # the same on every machine, since the same seed gives the same house
    for line in db.session.scalars(
        select(SeatLine).where(SeatLine.distribution_id == made.id).order_by(SeatLine.person_id, SeatLine.date_id)
    ):
        line.pid = public_id(random)
    db.session.flush()
    return made


def _ask_the_fund(random: Random, astrid: int, today: date) -> None:
    """Write two agreements' terms down as they were found, and let some be on their way; one pool opens in a week."""
    academics = _terms(random, Bilingual("Akademikere (AC)", "Academics (AC)"), today, opens_in=6)
    _terms(random, Bilingual("HK Kommunal", "HK Kommunal"), today - timedelta(days=220), opens_in=None)
    educations = select(Activity).join(Goal, Goal.id == Activity.goal_id).join(Plan, Plan.id == Goal.plan_id)
    educations = (
        educations.where(Activity.fund, Plan.state.in_(AGREED), Plan.subject_id != astrid)
        .order_by(Activity.id.desc())
        .limit(FEW)
    )
    for activity in (*_of_astrid(astrid), *db.session.scalars(educations)):
        case = FundCase(activity_id=activity.id, agreement=academics, price=13_500, master=False)
        case.starts_on = today + timedelta(days=90)
        case.ticks = [FundTick(step=step, on=today - timedelta(days=3)) for step in (Step.TALKED, Step.LISTED)]
        db.session.add(case)
    db.session.flush()


def _of_astrid(astrid: int) -> list[Activity]:
    """Let the last thing Astrid and Bo agreed on be an education."""
    agreed = select(Activity).join(Goal, Goal.id == Activity.goal_id).join(Plan, Plan.id == Goal.plan_id)
    agreed = agreed.where(Plan.subject_id == astrid, Plan.state.in_(AGREED)).order_by(Plan.id.desc(), Activity.id)
    chosen = list(db.session.scalars(agreed.limit(1)))
    for activity in chosen:
        activity.fund = True
    return chosen


def _terms(random: Random, title: Bilingual, checked_on: date, opens_in: int | None) -> FundAgreement:
    agreement = FundAgreement(
        pid=public_id(random), title=title, percent=80, most=30_000, most_master=50_000, months_before=9,
        days_before=1, sign_days=40, source="denkommunalekompetencefond.dk", checked_on=checked_on, openings=[],
    )  # fmt: skip
    if opens_in is not None:
        agreement.openings = [FundOpening(opens_at=at(checked_on + timedelta(days=opens_in), 9, 0))]
    db.session.add(agreement)
    db.session.flush()
    return agreement
