"""Nobody alone gives another an address to sign in with, and no hand helps with both address and second factor."""

from datetime import timedelta

import pytest

from competence.signin.addresses import rules
from competence.signin.addresses.rules import OneHand, check_second_hand, takes_effect_at_once
from competence.signin.rules import SameHands, check_other_hands, hands

ASTRID, CARLA, FREJA, EMIL = 1, 2, 3, 4


@pytest.mark.parametrize(
    ("in_use", "is_trusted", "by_owner", "at_once"),
    [
        (False, False, False, True),
        (True, True, True, True),
        (False, False, True, True),
        (True, False, False, False),
        (False, True, False, False),
    ],
)
def test_only_what_another_changes_about_an_account_that_opens_something_takes_a_yes(
    in_use, is_trusted, by_owner, at_once
):
    assert takes_effect_at_once(in_use=in_use, is_trusted=is_trusted, by_owner=by_owner) is at_once


@pytest.mark.parametrize(("actor", "proposer_may"), [(CARLA, True), (ASTRID, True), (FREJA, False)])
def test_the_second_hand_is_neither_the_first_nor_the_owner_and_the_first_still_may(actor, proposer_may):
    with pytest.raises(OneHand):
        check_second_hand(actor, ASTRID, CARLA, proposer_may=proposer_may)


def test_another_one_is_a_second_hand():
    check_second_hand(FREJA, ASTRID, CARLA, proposer_may=True)


def test_a_proposal_waits_a_week_and_the_trail_names_what_was_done_as_yesterday():
    assert timedelta(days=7) == rules.WAITS
    named = (rules.PROPOSED, rules.CHANGED, rules.REFUSED, rules.WITHDRAWN)
    assert named == ("address.proposed", "address.changed", "address.refused", "address.withdrawn")


ASKED, DONE = "asked", "done"


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        ([], set()),
        ([(ASKED, CARLA)], set()),
        ([(ASKED, CARLA), (DONE, FREJA)], {CARLA, FREJA}),
        ([(ASKED, CARLA), (DONE, ASTRID)], set()),
        ([(ASKED, CARLA), (DONE, ASTRID), (ASKED, EMIL), (DONE, FREJA)], {CARLA, EMIL, FREJA}),
        ([(DONE, CARLA), (ASKED, None)], {CARLA}),
    ],
)
def test_hands_are_remembered_where_others_did_it(events, expected):
    assert hands(events, ASTRID, DONE) == expected


def test_one_hand_in_both_is_refused_and_two_pairs_are_not():
    check_other_hands({CARLA, FREJA}, {EMIL})
    for pair in ({CARLA, FREJA}, {FREJA, EMIL}):
        with pytest.raises(SameHands):
            check_other_hands(pair, {FREJA})
