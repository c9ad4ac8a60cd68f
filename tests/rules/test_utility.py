"""What is shown is nearly as much as could be: counted cell by cell, and beside every way to divide small houses."""

from tests.bench.utility import (
    ALONE,
    HIDDEN,
    SMALL,
    TOGETHER,
    WHOLE,
    cells,
    groups,
    most_groups,
    partitions,
    small_house,
)
from tests.rules.organisations import make_flat, make_organisation


def test_every_way_to_put_things_together_is_tried():
    assert [len(list(partitions([{number} for number in range(size)]))) for size in range(7)] == [
        1, 1, 2, 5, 15, 52, 203,
    ]  # fmt: skip


def test_small_houses_are_divided_nearly_as_finely_as_the_rules_allow():
    houses = [small_house(seed) for seed in SMALL]
    ours, best = [groups(house) for house in houses], [most_groups(house) for house in houses]
    assert all(mine <= most for mine, most in zip(ours, best, strict=True))
    assert sum(ours) >= 0.95 * sum(best)


def test_a_hand_made_house_has_the_groups_one_would_count():
    house = make_flat({"a": 12, "b": 6, "c": 6, "d": 12})
    assert (groups(house), most_groups(house)) == (3, 3)


def test_cells_are_counted_by_how_they_are_shown():
    assert cells(make_flat({"a": 12, "b": 6, "c": 6, "d": 12}), 1.0, 0) == {ALONE: 2, TOGETHER: 2, WHOLE: 0, HIDDEN: 0}
    assert cells(make_flat({"a": 4, "b": 4}), 1.0, 0) == {ALONE: 0, TOGETHER: 0, WHOLE: 2, HIDDEN: 0}
    assert cells(make_flat({"a": 2, "b": 2}), 1.0, 0) == {HIDDEN: 2}


def test_in_a_house_of_two_hundred_nearly_every_cell_is_shown_below_the_whole():
    found = cells(make_organisation(1, departments=3, teams=9, largest=17), 1.0, 0)
    assert found[HIDDEN] + found[WHOLE] == 0
    assert found[ALONE] >= 0.3 * found.total()
