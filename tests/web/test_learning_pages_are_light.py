"""Every page of learning, for whom it is made, in a house full of it: statements and bytes within the budget."""

import pytest

from competence.learning.asking.rules.words import Openness
from competence.learning.rules.words import State
from competence.learning.seats.rules.states import Outcome
from competence.learning.seats.rules.states import State as Given
from tests.bench.pages import MOST_BYTES, MOST_STATEMENTS, weights
from tests.learning import make_date, make_offer, make_opening, make_pair, make_signup, make_wish
from tests.make import make_person
from tests.plans import make_goal, make_plan
from tests.seats import make_distribution, make_education, make_fund_agreement, make_line
from tests.seats import make_wish as make_seat_wish
from tests.web.test_fair_share import PAGE, crowd, half

MANY = 12


@pytest.fixture
def house(cast, client_as):
    """Offers with dates, sign-ups and wishes, colleagues who are open, help, a distribution, the fund, a half-year."""
    offers = [make_offer(cast, f"o{place}", cast.ellen, aims=(("c1", 1, 3), ("c2", 2, 4))) for place in range(MANY)]
    dates = [make_date(offer) for offer in offers]
    for date in dates:
        make_signup(make_date(date.offer, 40), cast.astrid), make_signup(date, cast.asger, State.ASKED)
        make_seat_wish(date.offer, cast.astrid, cast.asger, cast.gerda)
    given = make_distribution(*dates, state=Given.FOUND)
    for date in dates:
        for person, outcome in ((cast.astrid, Outcome.SEAT), (cast.gerda, Outcome.WAITING)):
            make_line(date, person, outcome).distribution = given
    plan = make_plan(cast.astrid, cast.bo)
    make_goal(plan, competence=cast.version.competences[1], wanted_level=4)
    for place in range(MANY):
        colleague = make_person(f"Kollega {place}")
        make_opening(cast, colleague), make_opening(cast, cast.astrid, f"c{place % 6 + 1}", list(Openness)[place // 6])
        make_pair(cast.astrid, colleague), make_wish(colleague, cast.astrid), make_wish(cast.astrid, colleague)
    page, activity = make_education(cast)
    make_fund_agreement(3)
    crowd(cast, 16)
    assert client_as(cast.carla).post(PAGE, data={"half": half().isoformat()}).status_code == 303
    return {
        "offer": offers[0].pid, "date": dates[0].pid, "plan": plan.pid, "given": given.pid,
        "education": page, "activity": activity.id,
    }  # fmt: skip


PAGES = (
    ("astrid", "/"),
    ("astrid", "/learning"),
    ("astrid", "/learning/mine"),
    ("astrid", "/learning/offers/{offer}"),
    ("ellen", "/learning/offers/{offer}"),
    ("carla", "/learning/offers/{offer}"),
    ("ellen", "/learning/dates/{date}"),
    ("bo", "/learning/team"),
    ("astrid", "/plans/{plan}"),
    ("astrid", "/learning/colleagues"),
    ("astrid", "/learning/colleagues/mine"),
    ("astrid", "/learning/help"),
    ("astrid", "/learning/seats/"),
    ("carla", "/learning/seats/distributions"),
    ("carla", "/learning/seats/distributions/{given}"),
    ("carla", "/learning/seats/distributions/{given}/dates/{date}"),
    ("carla", "/learning/seats/cover"),
    ("carla", "/learning/fund/terms"),
    ("astrid", "/learning/fund/plans/{education}/{activity}"),
    ("astrid", PAGE),
    ("carla", PAGE),
)


def test_each_page_asks_at_most_twelve_times_and_weighs_at_most_sixty_kilobytes(house, cast, client_as, statements):
    over, files = {}, {}
    for name, address in PAGES:
        client, page = client_as(getattr(cast, name)), address.format(**house)
        client.get(page)  # the session's use is noted once a minute
        with statements() as seen:
            answer = client.get(page)
        assert answer.status_code == 200, page
        cost = len(seen), sum(weights(client, page, answer.text, files))
        if cost[0] > MOST_STATEMENTS or cost[1] > MOST_BYTES:
            over[name, address] = cost
    assert over == {}
