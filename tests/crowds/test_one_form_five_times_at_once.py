"""One form that arrives five times at the very same moment: one thing is made, and all five are led to it."""

from collections.abc import Mapping
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from competence.db import Model, db
from competence.people.models import Person
from competence.signin.idempotency import KEY
from competence.web.clock import today
from tests.cast import make_cast
from tests.client import InspectingClient, sign_in
from tests.house.access import COLUMNS, ROWS
from tests.house.test_access import address_of
from tests.house.things import THINGS

TIMES = 5
A_KEY = "the-key-of-this-one-form"
SOON, LATER = str(today() + timedelta(days=3)), str(today() + timedelta(days=21))
PLACE = {"on": LATER, "at": "10:30", "minutes": "60", "place": "Tarup"}
# What each form makes one of, and what is written in it where the row's thing does not say.
CREATING: dict[str, tuple[str, Mapping[str, object]]] = {
    "people.create -": ("person", {
        "name": "Ove Øst", "email": "ove@example.org", "unit": "tarup", "role_profile": "librarian", "valid_from": SOON,
    }),
    "people.create_unit -": ("unit", {
        "code": "desk", "title_da": "Skranken", "title_en": "The desk", "kind": "team", "parent": "tarup",
        "valid_from": SOON,
    }),
    "people.create_employment person": ("employment", {"unit": "staff", "valid_from": SOON}),
    "people.create_leave person": ("leave", {"valid_from": SOON, "valid_to": LATER}),
    "cycles.create -": ("cycle", {
        "title": "Forår", "purpose": "Vi taler om det.", "opens_on": str(today()), "closes_on": LATER,
        "med_discussed_on": str(today()), "who": "HOUSE", "version": "1",
    }),
    "conversations.create her name for a talk": ("conversation", PLACE | {"kind": "MUS"}),
    "conversations.add_note talk": ("conversation_note", {"text": "Et ord."}),
    "retrospectives.create retrospective to begin": ("retrospective", {"near": []}),
    "glass.create -": ("glass", {"email": "astrid@example.org", "reason": "Hun har selv bedt om hjælp til det."}),
    "helping.ask help she asks Ellen for": ("help_request", {}),
    "feedback.create form": ("feedback_request", {}),
    "feedback.recognise recognition": ("feedback", {}),
    "plans.create -": ("plan", {}),
    "plans.comment signed plan": ("plan_event", {}),
    "assessments.create -": ("mirror", {}),
    "careers.add_track career draft": ("career_track", {}),
    "careers.begin_case step": ("step_case", {}),
    "seats.create dates to give": ("distribution", {}),
    "seats.wish offer to wish": ("seat_wish", {}),
    "suggesting.put_in_plan offer Ellen runs": ("goal", {}),
    "learning.add_date offer Ellen runs": ("offer_date", {}),
    "fund.add_opening terms of the fund": ("fund_opening", {}),
    "erasures.ask Ditte to erase": ("erasure_request", {}),
    "insight.set_target a target": ("competence_target", {}),
    "keys.propose limits": ("figure_rule", {}),
}  # fmt: skip


@pytest.fixture
def cast(shared):
    """The cast, really committed."""
    with shared.app_context():
        made = make_cast()
        db.session.commit()
        yield made


def windows(app: Flask, person: Person) -> list[InspectingClient]:
    """Return five windows of one browser."""
    made = [InspectingClient(app) for _ in range(TIMES)]
    sign_in(made[0], person)
    cookie = made[0].get_cookie(app.config["SESSION_COOKIE_NAME"])
    for window in made[1:]:
        window.set_cookie(cookie.key, cookie.value)
    return made


def stand(table: str) -> int:
    """Return how many rows stand in a table; nothing is held open."""
    found = db.session.scalar(select(func.count()).select_from(Model.metadata.tables[table]))
    db.session.rollback()
    return found or 0


@pytest.mark.seldom
@pytest.mark.parametrize("form", CREATING)
def test_one_is_made_and_all_are_led_to_it(form, shared, cast, at_once):
    (row,) = (row for row in ROWS if str(row) == f"POST {form}")
    table, written = CREATING[form]
    thing = THINGS[row.address](cast)
    who = COLUMNS[next(relation for relation, answer in row.expected.items() if answer == "yes")]
    address, hands = address_of(shared, row, thing), windows(shared, getattr(cast, who))
    sent = {"version_id": cast.version.id} | thing.form | written | {KEY: A_KEY}
    db.session.commit()
    before = stand(table)
    answers = at_once(TIMES, lambda number: hands[number].post(address, data=sent))
    assert {(answer.status_code, answer.location) for answer in answers} == {(303, answers[0].location)}
    assert (stand(table), stand("idempotency_key")) == (before + 1, 1)
