"""Every safeguard is missed when it is taken away: each small defect turns a test of the promise red."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest

from competence.privacy.anonymity import crowds, cuts, figures, units
from competence.privacy.anonymity.limits import Hidden, Reason, Rules
from tests.rules import organisations
from tests.rules import test_anonymity_crowds as of_crowds
from tests.rules import test_anonymity_cuts as of_cuts
from tests.rules import test_anonymity_figures as of_figures
from tests.rules import test_anonymity_units as of_units

is_crowd, safe, weak_side = crowds._is_crowd, crowds.safe, cuts.Crossings.weak_side
candidate, coded_mean, spreads = units._Division._candidate, figures.coded_mean, figures.spreads
Test = Callable[[], object]
NO_MEAN = figures.Mean(Decimal(0))


def without_ledger(rows, knowledge, k, standing):
    return safe(rows[-1:], knowledge, k)


def overlaps_let_pass(rows):
    innermost = {unknown: row for row in sorted(rows, key=len, reverse=True) for unknown in row}
    return [frozenset(unknown for unknown, row in innermost.items() if row == own) for own in set(innermost.values())]


def viewers_forgotten(knowledge, persons):
    return len(persons)


def one_fewer(block, knowledge, k):
    return is_crowd(block, knowledge, k - 1)


def without_floor(division, pieces):
    group = candidate(division, pieces)
    return group._replace(stands=group.crowd >= division._k)


def by_number_alone(division, pieces):
    group = candidate(division, pieces)
    return group._replace(stands=group.size >= division._floor)


def nobodys_units_left_out(division, pieces):
    group = candidate(division, pieces)
    return group._replace(stands=group.stands or not group.size)


def without_ends(mean, number, rules):
    return figures.Mean(Decimal(round(10 * mean)) / 10)


def without_steps_for_small_groups(mean, number, rules):
    return coded_mean(mean, 15, rules)


def larger_groups_from_answers(whole, answers, rules):
    return [figures.Figure(group, "", figures._mean_of_answers(group, answers, rules), ()) for group in whole.walk()]


def shares_of_every_group(whole, answers, rules):
    alone = [replace(group, parts=()) for group in whole.walk()]
    return [figures.Figure(group, "", NO_MEAN, spreads(group, answers, rules)[group.units]) for group in alone]


def known_to_nobody(crossings, viewers, k):
    return weak_side(crossings, (), k)


def nobody_knows_themselves(crossings, viewers, k):
    return cuts.weak_side(crossings._edges, k)


def never_weak(crossings, viewers, k):
    return None


def shares_uncoded(counts):
    return [(percent, figures.End.EXACT) for percent in figures._in_fives(counts)]


def small_shares_coded_alone(counts):
    """What one would do at first: the others stay exact, and the coded one is what is left of a hundred."""
    few = [10 * count < sum(counts) for count in counts]
    return [None if coded else share for coded, share in zip(few, shares_uncoded(counts), strict=True)]


def shares_hidden_by_what_was_answered(whole, answers, rules):
    if answers[min(whole.members)] == 1:
        return {group.units: Hidden(Reason.SHARES_TOO_FEW) for group in whole.walk()}
    return spreads(whole, answers, rules)


def lowered(rules):
    """Instead of refusing."""


EVERY_GROUP = of_units.test_every_group_but_the_whole_has_ten_and_is_a_crowd_to_everybody


def attack(name: str) -> None:
    """Run the counter-example whose name begins so."""
    rows = next(rows for title, rows in of_crowds.COUNTER_EXAMPLES.items() if title.startswith(name))
    of_crowds.test_known_attacks_are_refused(rows)


def oracle() -> None:
    """Run the first random trees by the oracle."""
    for seed in range(20):
        of_crowds.test_the_tree_theorem_agrees_with_the_general_oracle(seed)


def crossing_oracle() -> None:
    """Run the first random crossings by the oracle."""
    for seed in range(40):
        of_cuts.test_the_cut_theorem_agrees_with_the_general_oracle(seed)


DEFECTS: list[tuple[object, object, str, Test]] = [
    (without_ledger, crowds, "safe", lambda: attack("differencing")),
    (overlaps_let_pass, crowds, "blocks", of_crowds.test_of_carried_over_answers_not_even_a_safe_mixture_is_released),
    (
        viewers_forgotten,
        crowds.Knowledge,
        "smallest_crowd",
        of_crowds.test_a_leader_and_two_others_are_no_crowd_to_the_leader,
    ),
    (viewers_forgotten, crowds.Knowledge, "smallest_crowd", EVERY_GROUP),
    (one_fewer, crowds, "_is_crowd", of_crowds.test_five_are_a_crowd_to_an_outsider_but_not_to_one_of_the_five),
    (one_fewer, crowds, "_is_crowd", oracle),
    (without_floor, units._Division, "_candidate", EVERY_GROUP),
    (by_number_alone, units._Division, "_candidate", EVERY_GROUP),
    (
        nobodys_units_left_out,
        units._Division,
        "_candidate",
        of_units.test_a_unit_nobody_answered_in_is_named_with_a_neighbour,
    ),
    (without_ends, figures, "coded_mean", lambda: of_figures.test_no_mean_narrows_anybodys_answer_much(10)),
    (
        without_steps_for_small_groups,
        figures,
        "coded_mean",
        lambda: of_figures.test_no_mean_narrows_anybodys_answer_much(10),
    ),
    (
        larger_groups_from_answers,
        organisations,
        "figures",
        of_figures.test_two_teams_beside_their_whole_tell_no_more_than_each_alone,
    ),
    (
        shares_of_every_group,
        organisations,
        "figures",
        of_figures.test_shares_are_counted_in_the_smallest_groups_that_all_have_enough,
    ),
    (known_to_nobody, cuts.Crossings, "weak_side", crossing_oracle),
    (nobody_knows_themselves, cuts.Crossings, "weak_side", crossing_oracle),
    (never_weak, cuts.Crossings, "weak_side", of_cuts.test_profiles_that_would_isolate_few_are_merged),
    (
        shares_uncoded,
        of_figures,
        "coded_shares",
        lambda: of_figures.test_no_share_can_be_worked_out_to_be_none_or_all(21),
    ),
    (
        small_shares_coded_alone,
        of_figures,
        "coded_shares",
        lambda: of_figures.test_no_share_can_be_worked_out_to_be_none_or_all(21),
    ),
    (
        shares_hidden_by_what_was_answered,
        figures,
        "spreads",
        of_figures.test_other_answers_give_the_same_groups_bands_and_reasons,
    ),
    (lowered, Rules, "__post_init__", lambda: of_figures.test_no_limit_can_be_lowered({"k": 4})),
]


@pytest.mark.parametrize(("defect", "where", "name", "test"), DEFECTS, ids=lambda value: getattr(value, "__name__", ""))
def test_a_defect_turns_a_test_of_the_promise_red(monkeypatch, defect, where, name, test):
    test()
    monkeypatch.setattr(where, name, defect)
    with pytest.raises((AssertionError, pytest.fail.Exception)):
        test()
