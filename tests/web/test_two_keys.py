"""HR and MED together change what figures are held to: only to be stricter, and only for rounds that open later."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from competence.access.actor import Role
from competence.analytics import actions
from competence.analytics.keys import queries
from competence.analytics.keys.models import FigureRule
from competence.analytics.keys.rules import (
    AlreadyConfirmed,
    BelowThePromise,
    Limits,
    NoReason,
    SameHand,
    check_confirming,
    check_proposal,
)
from competence.analytics.measures import Audience
from competence.analytics.steps.releasing import Closing
from competence.db import db
from competence.privacy.anonymity.limits import Rules
from tests.make import NOW, make_grant, make_rule
from tests.rounds import make_round, make_staff

PROPOSAL = {"k": "6", "unit_floor": "12", "shares_floor": "25", "audience": "LEADERS", "reason": "Vi er få."}
STRICTER = Limits(6, 12, 25, Audience.LEADERS)


@pytest.fixture
def med(cast, client_as):
    make_grant(cast.asger, Role.MED)
    return client_as(cast.asger)


def proposed() -> FigureRule:
    return db.session.scalars(select(FigureRule)).one()


@settings(derandomize=True, database=None, max_examples=60)
@given(st.integers(0, 12), st.integers(0, 20), st.integers(0, 40))
def test_no_limit_below_the_promise_can_be_proposed(k, unit_floor, shares_floor):
    wanted = Limits(k, unit_floor, shares_floor)
    if k >= 5 and unit_floor >= 10 and shares_floor >= 20:
        check_proposal(wanted, "Vi er få.")
    else:
        with pytest.raises(BelowThePromise):
            check_proposal(wanted, "Vi er få.")


def test_a_proposal_needs_a_reason_and_two_hands():
    with pytest.raises(NoReason):
        check_proposal(Limits(), "  ")
    with pytest.raises(SameHand):
        check_confirming(3, 3, confirmed=False)
    with pytest.raises(AlreadyConfirmed):
        check_confirming(3, 4, confirmed=True)


def test_hr_proposes_med_confirms_and_later_rounds_are_held_to_it(cast, client_as, med):
    hr = client_as(cast.carla)
    assert hr.post("/analytics/rules", data=PROPOSAL).status_code == 303
    assert "venter på en MED-repræsentant" in hr.get("/analytics/rules").text
    assert queries.limits_at(NOW + timedelta(days=999)) == Limits()
    assert med.post(f"/analytics/rules/{proposed().pid}/confirmation").status_code == 303
    confirmed_at = proposed().confirmed_at
    assert confirmed_at is not None
    assert queries.limits_at(confirmed_at) == STRICTER
    assert queries.limits_at(confirmed_at - timedelta(seconds=1)) == Limits()
    assert "En enhed vises fra 12 svar" in hr.get("/analytics/rules").text


def test_who_holds_one_key_cannot_turn_the_other(cast, client_as, med):
    hr = client_as(cast.carla)
    hr.post("/analytics/rules", data=PROPOSAL)
    assert hr.post(f"/analytics/rules/{proposed().pid}/confirmation").status_code == 404
    assert med.post("/analytics/rules", data=PROPOSAL).status_code == 404


def test_hr_who_is_also_med_needs_another_hand(cast, client_as):
    make_grant(cast.carla, Role.MED)
    hr = client_as(cast.carla)
    hr.post("/analytics/rules", data=PROPOSAL)
    assert hr.post(f"/analytics/rules/{proposed().pid}/confirmation").status_code == 409
    assert proposed().confirmed_at is None


def test_what_was_confirmed_is_not_confirmed_again(cast, med):
    rule = make_rule(cast.carla, cast.asger)
    assert med.post(f"/analytics/rules/{rule.pid}/confirmation").status_code == 409


@pytest.mark.parametrize(
    ("field", "value"), [("k", "4"), ("unit_floor", "9"), ("shares_floor", "19"), ("k", "x"), ("reason", "")]
)
def test_a_wrong_proposal_is_sent_back_with_everything_written(cast, client_as, field, value):
    answer = client_as(cast.carla).post("/analytics/rules", data=PROPOSAL | {field: value})
    assert answer.status_code == 400
    assert field == "reason" or "Vi er få." in answer.text
    assert db.session.scalars(select(FigureRule)).all() == []


def test_a_round_keeps_the_rules_it_opened_under(cast):
    """The second key was turned while the round was open."""
    made = make_round(cast, make_staff(cast), {"c1": [3] * 35})
    make_rule(cast.carla, cast.asger, at=NOW + timedelta(hours=1), k=6, unit_floor=15)
    release = actions.publish(made.close())
    assert (release.k, release.unit_floor, release.audience) == (5, 10, Audience.EVERYBODY)


def test_a_round_that_opens_later_is_held_to_stricter_rules(cast):
    make_rule(cast.carla, cast.asger, at=NOW - timedelta(days=1), k=6, unit_floor=20)
    release = actions.publish(make_round(cast, make_staff(cast), {"c1": [3] * 35}).close())
    assert (release.k, release.unit_floor, release.shares_floor) == (6, 20, 20)
    assert Closing(release, None).rules == Rules(release.low, release.high, 6, 20, 20)  # what is said of steps too


def test_the_page_says_what_holds_before_anything_was_changed(cast, client_as):
    text = client_as(cast.carla).get("/analytics/rules").text
    assert "Mindst 5 mennesker kan ikke skelnes fra hinanden. En enhed vises fra 10 svar, en fordeling fra 20." in text
    assert "Reglerne har aldrig været ændret" in text
