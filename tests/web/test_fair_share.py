"""HR publishes half a year's fair share once; everybody reads it; nobody can be found in it."""

from datetime import UTC, datetime, time, timedelta

from sqlalchemy import select

from competence.analytics.distances import published_distances
from competence.analytics.fairshare.measures import halves_before
from competence.analytics.fairshare.models import FairShare
from competence.analytics.fairshare.queries import employed, had
from competence.analytics.insight.models import Target
from competence.analytics.measures import Audience, Kind, Measure
from competence.analytics.models import Release, ReleasedFigure, ReleasedGroup, ReleasedShare
from competence.db import db
from competence.learning.rules.words import State
from competence.people.models import Employment
from competence.privacy.anonymity.figures import End
from competence.privacy.anonymity.limits import Reason
from competence.web.bilingual import Bilingual
from competence.web.clock import today
from tests.learning import make_date, make_offer, make_signup
from tests.make import NOW, make_cycle, make_employment, make_person, make_restriction, make_rule

PAGE = "/analytics/fair-share"


def half():
    return halves_before(today(), 1)[0]


def crowd(cast, number):
    """Employ so many more in each of two houses, and let those of Tarup learn for some hours in the last half-year."""
    date = make_date(make_offer(cast, "long", hours=20, price=900))
    for place in (cast.tarup, cast.vollsmose):
        for _ in range(number):
            person = make_person(f"Kollega {_}")
            make_employment(person, place, cast.librarian).weekly_hours = 37 if _ % 2 else 30
            if place is cast.tarup:
                make_signup(date, person, State.ATTENDED).attended_on = half() + timedelta(days=40)
    db.session.flush()


def test_hr_publishes_once_and_everybody_reads_it(client_as, cast):
    crowd(cast, 16)
    carla, asked = client_as(cast.carla), {"half": half().isoformat()}
    assert "Der er ikke udgivet noget halvår endnu" in client_as(cast.astrid).get(PAGE).page.text
    assert carla.post(PAGE, data=asked).status_code == 303
    text = client_as(cast.astrid).get(PAGE).page.text
    assert "Tarup" in text
    assert "5 timer eller mindre" in text  # Vollsmose had none
    assert ("Fuld tid" in text, "Under fuld tid" in text) == (True, True)
    again = carla.post(PAGE, data=asked)
    assert (again.status_code, "De regnes aldrig om" in again.page.text) == (409, True)
    assert "Udgiv et halvår" in carla.get(PAGE).page.text
    assert "Udgiv et halvår" not in client_as(cast.astrid).get(PAGE).page.text


def test_who_has_the_use_restricted_is_not_counted(cast):
    assert cast.astrid.id in employed(today())
    make_restriction(cast.astrid)
    assert cast.astrid.id not in employed(today())


def test_a_half_year_is_held_to_what_was_agreed_before_it_began(client_as, cast):
    crowd(cast, 16)
    began = datetime.combine(half(), time(12), UTC)
    make_rule(cast.carla, cast.asger, at=began - timedelta(days=1), k=7, unit_floor=25).audience = Audience.HR
    make_rule(cast.carla, cast.asger, at=began + timedelta(days=1), k=8, unit_floor=10)  # too late for this half-year
    carla = client_as(cast.carla)
    carla.post(PAGE, data={"half": half().isoformat()})
    text = carla.get(PAGE).page.text
    assert "Tarup" not in text  # 16 of each house are no group of 25
    assert "ingen gruppe under 25, og ingen kan nå ned til færre end 7 mennesker" in text
    assert "Der er ikke udgivet noget halvår endnu" in client_as(cast.astrid).get(PAGE).page.text


def test_whoever_said_yes_knows_also_when_they_lead_no_longer(cast):
    offer = make_offer(cast, "dear", cast.ellen, price=900)
    signup = make_signup(make_date(offer), cast.astrid, State.ATTENDED)
    signup.attended_on, signup.decided_by_id = half(), cast.emil.id
    db.session.flush()
    known = had(half(), half())
    assert known.seen == {(cast.ellen.id, cast.astrid.id), (cast.emil.id, cast.astrid.id)}
    assert known.money == {cast.astrid.id: 900}


def test_a_house_too_small_is_told_why(client_as, cast):
    carla = client_as(cast.carla)
    stays = {cast.astrid.id, cast.bo.id, cast.carla.id, cast.asger.id}
    for employment in db.session.scalars(select(Employment).where(Employment.person_id.not_in(stays))):
        employment.valid_to = half() - timedelta(days=1)
    db.session.flush()
    carla.post(PAGE, data={"half": half().isoformat()})
    assert db.session.get(FairShare, half()).hidden is Reason.TOO_FEW
    assert "Der er for få svar" in carla.get(PAGE).page.text


def test_only_a_half_year_on_the_list_is_published(client_as, cast):
    carla = client_as(cast.carla)
    for wrong in ({"half": "2031-01-01"}, {"half": "i år"}, {}):
        assert carla.post(PAGE, data=wrong).status_code == 400


def test_what_a_seat_weighs_is_what_was_published_last(cast):
    assert published_distances().house == {}
    cycle = make_cycle(cast.version, closed=True)
    db.session.add(
        Release(cycle=cycle, released_at=NOW, people="25+", low=1, high=5, k=5, unit_floor=10, shares_floor=20)
    )
    db.session.flush()
    one, other, third = cast.version.competences[:3]
    for kind, depth, codes in ((Kind.UNITS, 0, "house tarup"), (Kind.PROFILES, 1, "librarian leader")):
        group = ReleasedGroup(release_id=cycle.id, kind=kind, units=codes, label=Bilingual("x", "x"))
        for competence, mean, required in ((one, "2.4", "3"), (other, "3.5", "3"), (third, None, "3")):
            db.session.add(
                ReleasedFigure(
                    group=group, competence=competence, measure=Measure.LEVEL, depth=depth, people="25+",
                    mean=mean, mean_end=End.EXACT, mean_hidden=None if mean else Reason.TOO_FEW, required=required,
                )
            )  # fmt: skip
    db.session.flush()
    (whole,) = db.session.scalars(
        select(ReleasedFigure)
        .join(ReleasedFigure.group)
        .where(ReleasedGroup.kind == Kind.UNITS, ReleasedFigure.competence_id == other.id)
    )
    for first, last, percent in ((1, 2, 30), (3, 3, 45), (4, 5, 25)):
        db.session.add(ReleasedShare(figure_id=whole.id, first=first, last=last, percent=percent, end=End.EXACT))
    db.session.add(Target(competence_code=other.code, level=4, percent=60, year=2030))
    db.session.flush()
    db.session.expire_all()
    weights = published_distances()
    assert weights.targets == {other.code: (4, 35)}
    assert weights.house == {one.code: 6, other.code: 0}
    assert weights.profiles[("leader", one.code)] == 6
    assert weights.source == cycle.title
