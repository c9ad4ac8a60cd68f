"""Everybody chooses when mail comes about what can wait; the messages themselves always stand on their page."""

import pytest

from competence.db import db
from competence.notifications.queries import rhythm_of
from competence.notifications.rules import Rhythm

PAGE = "/notifications/preferences"


def test_the_page_of_messages_leads_there_and_says_at_once_until_she_has_chosen(client_as, cast):
    hers = client_as(cast.astrid)
    assert PAGE in hers.get("/notifications").page.links().values()
    assert hers.get(PAGE).page.form(PAGE)["rhythm"] == ["AT_ONCE"]


@pytest.mark.parametrize("rhythm", Rhythm)
def test_what_she_chose_stands_there_the_next_time_and_is_hers_alone(client_as, cast, rhythm):
    hers = client_as(cast.astrid)
    answer = hers.post(PAGE, data={"rhythm": rhythm.name})
    assert (answer.status_code, answer.location) == (303, "/notifications")
    assert hers.get(PAGE).page.form(PAGE)["rhythm"] == [rhythm.name]
    assert rhythm_of(cast.bo.id) is Rhythm.AT_ONCE
    hers.post(PAGE, data={"rhythm": "AT_ONCE"})
    db.session.expire_all()
    assert rhythm_of(cast.astrid.id) is Rhythm.AT_ONCE


@pytest.mark.parametrize("sent", [{}, {"rhythm": "WEEKLY"}, {"rhythm": ""}])
def test_what_is_no_choice_is_said_kindly_and_changes_nothing(client_as, cast, sent):
    hers = client_as(cast.astrid)
    hers.post(PAGE, data={"rhythm": "DAILY"})
    answer = hers.post(PAGE, data=sent)
    assert answer.status_code == 400
    assert answer.page.form(PAGE)
    db.session.expire_all()
    assert rhythm_of(cast.astrid.id) is Rhythm.DAILY


def test_it_costs_few_statements(client_as, cast, statements):
    hers = client_as(cast.astrid)
    with statements() as seen:
        hers.get(PAGE)
    assert len(seen.selects) <= 4
