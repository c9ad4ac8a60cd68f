"""What a round may and may not do, in its life from draft to closed."""

from datetime import date

import pytest

from competence.cycles import rules
from competence.cycles.rules import Draft, Stage, Who

TODAY = date(2026, 11, 23)
DRAFT = Draft("Efterår", "Tale sammen", 1, date(2026, 11, 1), date(2026, 12, 15))


def opening(stage=Stage.DRAFT, med=date(2026, 10, 1), closes=date(2026, 12, 15), invited=9):
    rules.check_opening(stage, med, closes, invited, TODAY)


def test_a_sensible_draft_may_be_written_and_opened():
    rules.check_draft(DRAFT, Who.HOUSE, published=True)
    opening()


def test_it_closes_after_it_opens_or_on_the_same_day():
    same_day = Draft("E", "T", 1, TODAY, TODAY)
    rules.check_draft(same_day, Who.HOUSE, published=True)
    with pytest.raises(rules.ClosesBeforeItOpens):
        rules.check_draft(Draft("E", "T", 1, TODAY, date(2026, 11, 22)), Who.HOUSE, published=True)


def test_a_draft_of_the_catalogue_cannot_be_answered_against():
    with pytest.raises(rules.VersionNotPublished):
        rules.check_draft(DRAFT, Who.HOUSE, published=False)


@pytest.mark.parametrize("who", [Who.UNITS, Who.PROFILES])
def test_certain_units_or_profiles_must_be_named(who):
    with pytest.raises(rules.NothingChosen):
        rules.check_draft(DRAFT, who, published=True)


def test_med_comes_before_opening():
    with pytest.raises(rules.MedNotDiscussed):
        opening(med=None)
    with pytest.raises(rules.MedNotYetDiscussed):
        opening(med=date(2026, 11, 24))


def test_what_is_over_or_for_nobody_does_not_open():
    with pytest.raises(rules.ClosesInThePast):
        opening(closes=date(2026, 11, 22))
    with pytest.raises(rules.NobodyToInvite):
        opening(invited=0)


def test_it_opens_once_and_closes_once():
    with pytest.raises(rules.NoLongerADraft):
        opening(stage=Stage.OPEN)
    with pytest.raises(rules.AlreadyClosed):
        opening(stage=Stage.CLOSED)
    with pytest.raises(rules.AlreadyClosed):
        rules.check_is_open(Stage.CLOSED)
    with pytest.raises(rules.NotOpen):
        rules.check_is_open(Stage.DRAFT)


def test_an_open_round_may_be_prolonged_never_shortened():
    rules.check_prolonging(Stage.OPEN, date(2026, 12, 15), date(2026, 12, 16), TODAY)
    with pytest.raises(rules.NotLonger):
        rules.check_prolonging(Stage.OPEN, date(2026, 12, 15), date(2026, 12, 15), TODAY)
    with pytest.raises(rules.ClosesInThePast):
        rules.check_prolonging(Stage.OPEN, date(2026, 11, 1), date(2026, 11, 20), TODAY)
    with pytest.raises(rules.AlreadyClosed):
        rules.check_prolonging(Stage.CLOSED, date(2026, 12, 15), date(2026, 12, 16), TODAY)
