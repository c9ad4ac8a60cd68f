"""What a feedback round is made of, and what may be said of how many took part."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from competence.feedback.rounds.rules import (
    Draft,
    NobodyInRound,
    RoundIsClosed,
    UnknownRoundForm,
    Whom,
    WrongTopics,
    WrongWindow,
    check_draft,
    check_open,
    participation,
)
from competence.feedback.rules.asking import VIEW
from competence.privacy.anonymity.counts import Told

TODAY = date(2026, 11, 23)
DRAFT = Draft("Efterår", "Vi spørger", "tre_plus_tre", Whom.HOUSE, approves=False, closes_on=TODAY + timedelta(days=20))


@pytest.mark.parametrize(
    ("change", "refused"),
    [
        ({"closes_on": TODAY + timedelta(days=4)}, WrongWindow),
        ({"closes_on": TODAY + timedelta(days=93)}, WrongWindow),
        ({"form": "opad"}, UnknownRoundForm),
        ({"competences": range(7)}, WrongTopics),
        ({"form": VIEW}, WrongTopics),
        ({"form": VIEW, "competences": [1], "values": [2]}, WrongTopics),
    ],
)
def test_a_round_that_cannot_be_is_refused(change, refused):
    with pytest.raises(refused):
        check_draft(replace(DRAFT, **change), [1], TODAY)


def test_a_round_that_can_be_is_for_somebody():
    check_draft(DRAFT, [1], TODAY)
    check_draft(replace(DRAFT, form=VIEW, competences=[1]), [1], TODAY)
    with pytest.raises(NobodyInRound):
        check_draft(DRAFT, [], TODAY)


def test_nothing_is_done_in_a_closed_round():
    check_open(closed=False)
    with pytest.raises(RoundIsClosed):
        check_open(closed=True)


@given(st.integers(0, 60), st.data())
def test_no_number_names_fewer_than_five(invited, data):
    known, asked = data.draw(st.integers(0, invited)), data.draw(st.integers(0, invited))
    told = participation(invited, known, asked, data.draw(st.integers(0, asked)))
    for one in (told.asked, told.received):
        if one and one.told is Told.NUMBER:
            assert 5 + known <= one.number <= invited - known - 5
    assert bool(told.asked) is (invited >= 2 * (5 + known) - 1)


def test_nothing_is_told_where_it_was_never_noted_whom_the_leader_knows():
    assert not participation(60, None, 30, 20).asked
