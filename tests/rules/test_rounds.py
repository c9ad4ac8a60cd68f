"""What a round may and may not do, in its life from draft to closed."""

from datetime import date

import pytest

from competence.cycles.rules import phases, refusals
from competence.cycles.rules import rounds as rules
from competence.cycles.rules.rounds import OF_THE_MIRROR, WITH_TALKS, Action, Draft, Stage, Who

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
    with pytest.raises(refusals.ClosesBeforeItOpens):
        rules.check_draft(Draft("E", "T", 1, TODAY, date(2026, 11, 22)), Who.HOUSE, published=True)


def test_a_draft_of_the_catalogue_cannot_be_answered_against():
    with pytest.raises(refusals.VersionNotPublished):
        rules.check_draft(DRAFT, Who.HOUSE, published=False)


@pytest.mark.parametrize("who", [Who.UNITS, Who.PROFILES])
def test_certain_units_or_profiles_must_be_named(who):
    with pytest.raises(refusals.NothingChosen):
        rules.check_draft(DRAFT, who, published=True)


def test_med_comes_before_opening():
    with pytest.raises(refusals.MedNotDiscussed):
        opening(med=None)
    with pytest.raises(refusals.MedNotYetDiscussed):
        opening(med=date(2026, 11, 24))


def test_what_is_over_or_for_nobody_does_not_open():
    with pytest.raises(refusals.ClosesInThePast):
        opening(closes=date(2026, 11, 22))
    with pytest.raises(refusals.NobodyToInvite):
        opening(invited=0)


def test_it_opens_once_and_closes_once():
    with pytest.raises(refusals.NoLongerADraft):
        opening(stage=Stage.OPEN)
    with pytest.raises(refusals.AlreadyClosed):
        opening(stage=Stage.CLOSED)
    with pytest.raises(refusals.AlreadyClosed):
        rules.step(Stage.CLOSED, Action.CLOSE)
    with pytest.raises(refusals.NotOpen):
        rules.step(Stage.DRAFT, Action.CLOSE)


def test_an_open_round_may_be_prolonged_never_shortened():
    rules.check_prolonging(Stage.OPEN, date(2026, 12, 15), date(2026, 12, 16), TODAY)
    with pytest.raises(refusals.NotLonger):
        rules.check_prolonging(Stage.OPEN, date(2026, 12, 15), date(2026, 12, 15), TODAY)
    with pytest.raises(refusals.ClosesInThePast):
        rules.check_prolonging(Stage.OPEN, date(2026, 11, 1), date(2026, 11, 20), TODAY)
    with pytest.raises(refusals.AlreadyClosed):
        rules.check_prolonging(Stage.CLOSED, date(2026, 12, 15), date(2026, 12, 16), TODAY)


REFUSED = (
    refusals.AlreadyClosed,
    refusals.NotOpen,
    refusals.NoLongerADraft,
    refusals.MirrorsAreClosed,
    refusals.StillOpen,
    refusals.OfTheMirrorAlone,
)


@pytest.mark.parametrize("with_talks", [False, True])
@pytest.mark.parametrize("action", Action)
@pytest.mark.parametrize("stage", Stage)
def test_every_step_of_a_round_stands_in_the_table_or_is_refused(stage, action, with_talks):
    table = WITH_TALKS if with_talks else OF_THE_MIRROR
    if (stage, action) in table:
        assert rules.step(stage, action, with_talks=with_talks) is table[stage, action]
    else:
        with pytest.raises(REFUSED) as refusal:
            rules.step(stage, action, with_talks=with_talks)
        assert refusal.value.status == 409


def test_the_table_of_steps_is_the_one_we_mean():
    def going(table, stage):
        return {action: to for (at, action), to in table.items() if at is stage}

    for table in (OF_THE_MIRROR, WITH_TALKS):
        assert going(table, Stage.DRAFT) == {Action.EDIT: Stage.DRAFT, Action.OPEN: Stage.OPEN}
        assert going(table, Stage.CLOSED) == {}
    assert going(OF_THE_MIRROR, Stage.TALKS) == {}
    assert OF_THE_MIRROR[Stage.OPEN, Action.CLOSE] is Stage.CLOSED
    assert WITH_TALKS[Stage.OPEN, Action.CLOSE] is Stage.TALKS
    assert WITH_TALKS[Stage.TALKS, Action.EVALUATE] is Stage.CLOSED


def test_a_draft_with_talks_keeps_its_phases_in_order():
    opens, closes = DRAFT.opens_on, DRAFT.closes_on
    chosen = phases.propose(opens, closes)
    rules.check_draft(Draft("E", "T", 1, opens, closes, deadlines=chosen), Who.HOUSE, published=True)
    chosen[phases.Phase.TALKS] = opens
    with pytest.raises(phases.OutOfOrder):
        rules.check_draft(Draft("E", "T", 1, opens, closes, deadlines=chosen), Who.HOUSE, published=True)


def test_med_evaluates_a_round_when_it_has_happened_and_not_before():
    rules.check_evaluating(Stage.TALKS, TODAY, TODAY, with_talks=True)
    with pytest.raises(refusals.EvaluatedLater):
        rules.check_evaluating(Stage.TALKS, date(2026, 11, 24), TODAY, with_talks=True)
    with pytest.raises(refusals.StillOpen):
        rules.check_evaluating(Stage.OPEN, TODAY, TODAY, with_talks=True)
