"""No sum or difference of published rows isolates fewer than five people, whoever looks and whatever came before."""

import pytest

from competence.privacy.anonymity.crowds import Knowledge, Row, RowsOverlap, Unknown, admit, blocks, safe, viewers_of
from competence.privacy.anonymity.limits import Rules
from tests.rules.attackers import (
    breaks_the_promise,
    random_nested_rows,
    random_rows,
    random_viewers,
    row,
    smallest_combined,
    smallest_isolated,
)

OUTSIDER = Knowledge([])
RULES = Rules()
PERSONS = range(20)


@pytest.mark.parametrize("seed", range(200))
def test_the_general_oracle_agrees_with_trying_every_combination(seed):
    rows = random_rows(seed, persons=7 + seed % 5, rows=2 + seed % 3)
    known = random_viewers(seed, persons=7, leaders=1)[-1]
    assert smallest_isolated(rows, known, below=4) == smallest_combined(rows, known, below=4)


@pytest.mark.parametrize("seed", range(150))
def test_the_tree_theorem_agrees_with_the_general_oracle(seed):
    rows = random_nested_rows(seed, persons=11)
    viewers = random_viewers(seed, persons=11, leaders=2)
    k = 2 + seed % 3
    assert safe(rows, Knowledge(viewers), k) is not breaks_the_promise(rows, viewers, k)


def test_both_answers_are_common_among_the_random_trees():
    answers = [safe(random_nested_rows(seed, 11), Knowledge(random_viewers(seed, 11, 2)), 2) for seed in range(100)]
    assert 20 < sum(answers) < 80


@pytest.mark.parametrize("seed", range(60))
def test_whatever_a_ledger_admits_one_by_one_keeps_the_promise(seed):
    viewers = random_viewers(seed, persons=12, leaders=2)
    offered = [*random_rows(seed, persons=12, rows=4), *random_nested_rows(seed, persons=12)]
    ledger: list[Row] = []
    for candidate in offered:
        ledger += admit(ledger, [candidate], Knowledge(viewers), RULES)
    assert not breaks_the_promise(ledger, viewers, RULES.k)


def test_a_batch_is_admitted_as_its_rows_would_be_one_by_one():
    whole, part, rest = row(*PERSONS), row(*range(8)), row(*range(3))
    assert admit([], [whole, part, rest], OUTSIDER, RULES) == [whole, part]


COUNTER_EXAMPLES = {
    "differencing: the whole and all but three": [row(*PERSONS), row(*range(17))],
    "a hidden pair: three of four teams beside the whole": [
        row(*PERSONS), row(*range(6)), row(*range(6, 12)), row(*range(12, 18)),
    ],
    "every two rows differ by three or more, yet A + B - C - D is about two people": [
        row(0, 1, 2, 3, 4, 5, 6), row(7, 8, 9, 10, 11, 12, 13),
        row(0, 1, 2, 7, 8, 9, 14), row(3, 4, 5, 10, 11, 12, 15, 6),
    ],
    "a live update: one answer of twenty is given anew": [
        row(*PERSONS), row(*range(19)) | row(19, version="2027"),
    ],
    "joining and leaving: one of twenty is exchanged, the rest is carried over": [row(*PERSONS), row(*range(1, 21))],
    "an old round recomputed for those who are left": [row(*PERSONS), row(*range(18))],
    "a question two people did not answer": [row(*PERSONS), row(*range(2, 20))],
}  # fmt: skip


@pytest.mark.parametrize("rows", COUNTER_EXAMPLES.values(), ids=COUNTER_EXAMPLES.keys())
def test_known_attacks_are_refused(rows):
    assert breaks_the_promise(rows, [], RULES.k)
    assert not safe(rows, OUTSIDER, RULES.k)
    assert len(admit(rows[:1], rows[1:], OUTSIDER, RULES)) < len(rows) - 1


def test_a_leader_and_two_others_are_no_crowd_to_the_leader():
    team, rest = row(*range(10)), row(*range(10, 20))
    bo_knows = frozenset(range(7))
    assert safe([team, rest], OUTSIDER, RULES.k)
    assert not safe([team, rest], Knowledge([bo_knows]), RULES.k)
    assert admit([], [team], Knowledge([bo_knows]), RULES) == []


def test_a_leader_who_knows_everybody_in_a_group_learns_nothing_new():
    assert safe([row(*range(10)), row(*range(10, 20))], Knowledge([frozenset(range(10))]), RULES.k)


def test_who_knows_them_all_is_told_nothing_new_be_it_themselves_alone():
    for known in ({3}, {3, 4}):
        assert (Knowledge([known]).smallest_crowd(known), Knowledge([known]).most_known(known)) == (len(known), 0)
    assert (Knowledge([{3}]).smallest_crowd({3, 4}), Knowledge([{3}]).most_known({3, 4})) == (1, 1)


def test_everybody_knows_themselves_and_whom_they_lead_stand_in_for_or_were_shared_with():
    knowing = viewers_of([1, 2], [(3, 1), (1, 2), (3, 2)])
    assert sorted(map(sorted, knowing)) == [[1, 2], [1, 2, 3], [2]]


def test_those_who_know_themselves_alone_are_not_tried_one_by_one():
    assert Knowledge([{1}, {1, 2}, set()]).of_several == [{1, 2}]


def test_five_are_a_crowd_to_an_outsider_but_not_to_one_of_the_five():
    assert safe([row(*range(5))], OUTSIDER, RULES.k)
    assert not safe([row(*range(5))], Knowledge([{3}]), RULES.k)
    assert safe([row(*range(6))], Knowledge([{3}]), RULES.k)


def test_of_carried_over_answers_not_even_a_safe_mixture_is_released():
    """The general theorem would allow five new answers among twenty; overlapping rows are refused all the same."""
    first = row(*PERSONS)
    four, five = (row(*range(n, 20)) | row(*range(n), version="2027") for n in (4, 5))
    assert smallest_isolated([first, four], (), RULES.k) == 4
    assert smallest_isolated([first, five], (), RULES.k) is None
    assert admit([first], [four], OUTSIDER, RULES) == admit([first], [five], OUTSIDER, RULES) == []


def test_a_person_is_one_person_however_many_answers_a_row_holds():
    twice = row(*range(3)) | row(*range(3), version="2027")
    assert len(twice) == 6
    assert not safe([twice], OUTSIDER, RULES.k)


def test_rounds_answered_afresh_cannot_be_subtracted_from_each_other():
    rounds = [row(*range(start, start + 12), version=str(start)) for start in range(4)]
    assert not breaks_the_promise(rounds, [{5}], RULES.k)
    assert admit(rounds[:3], rounds[3:], Knowledge([{5}]), RULES) == rounds[3:]


def test_after_a_reorganisation_the_new_round_is_judged_by_those_who_lead_now():
    """Merged, split and renamed units; the new leader's reports would have been too many of an old unit."""
    old = [row(*PERSONS), row(*range(10)), row(*range(10, 20))]
    new = [row(*PERSONS, version="2027"), *(row(*part, version="2027") for part in (range(8), range(8, 20)))]
    leads_now = frozenset(range(8))
    assert not safe(old, Knowledge([leads_now]), RULES.k)
    assert admit(old, new, Knowledge([leads_now]), RULES) == new
    assert not breaks_the_promise(new, [leads_now], RULES.k)
    assert not breaks_the_promise([*old, *new], [], RULES.k)


@pytest.mark.parametrize(
    "viewer",
    [frozenset({0, *range(1, 7)}), frozenset({0, *range(1, 4), *range(10, 14)}), frozenset(range(5, 14))],
    ids=["leads one team", "leads in two teams", "leads the leaders of both"],
)
def test_each_leaders_knowledge_is_tried_on_every_group(viewer):
    rows = [row(*PERSONS), row(*range(10)), row(*range(10, 20))]
    assert safe(rows, Knowledge([viewer]), RULES.k) is not breaks_the_promise(rows, [viewer], RULES.k)


def test_rows_that_overlap_have_no_blocks():
    with pytest.raises(RowsOverlap):
        blocks([row(1, 2, 3), row(3, 4, 5)])


def test_blocks_are_the_rows_less_what_lies_within():
    assert set(blocks([row(1, 2, 3, 4), row(1, 2), row(1, 2), row(9)])) == {row(1, 2), row(3, 4), row(9)}


def test_what_earlier_releases_told_is_not_judged_again():
    """All of ten, and eight of them, were told of when two were a crowd; the next round is judged by itself."""
    told, anew = [row(*range(10)), row(*range(8))], row(*range(8), version="2027")
    assert admit(told, [anew], OUTSIDER, RULES) == [anew]
    assert not safe([*told, anew], OUTSIDER, RULES.k)


def test_rows_may_come_in_any_order():
    """Twenty teams within a house, in each a pair."""
    teams = [row(*range(5 * team, 5 * team + 5)) for team in range(20)]
    pairs = [row(5 * team, 5 * team + 1) for team in range(20)]
    assert {len(block) for block in blocks([*pairs, *teams, row(*range(101))])} == {1, 2, 3}


def test_an_answer_is_known_by_person_competence_and_version():
    assert row(7) == {Unknown(7, "facilitation", "2026")}
