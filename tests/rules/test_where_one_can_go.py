"""Where one can go from a step, and everything a row of moves leads to with the fewest moves."""

from hypothesis import given
from hypothesis import strategies as st

from competence.careers.rules.editions import LATERAL, UP, MoveWords
from competence.careers.rules.reaching import onward, reachable

MOVES = (
    MoveWords("wide1", "wide2", UP),
    MoveWords("wide2", "deep2", LATERAL),
    MoveWords("deep2", "deep3", UP),
)


def test_one_sees_the_moves_out_of_where_one_stands():
    assert list(onward(MOVES, "wide2")) == ["deep2"]
    assert onward(MOVES, "deep3") == {}


def test_everything_a_row_of_moves_leads_to_with_the_fewest_moves():
    assert reachable(MOVES, "wide1") == {"wide1": 0, "wide2": 1, "deep2": 2, "deep3": 3}
    assert reachable(MOVES, "deep2") == {"deep2": 0, "deep3": 1}


PAIRS = st.tuples(st.integers(0, 7), st.integers(0, 7)).filter(lambda pair: pair[0] != pair[1])


@given(st.lists(PAIRS, max_size=20), st.integers(0, 7))
def test_what_is_reachable_is_closed_and_each_step_lies_one_move_after_another(pairs, start):
    moves = [MoveWords(str(one), str(other), UP) for one, other in pairs]
    taken = reachable(moves, str(start))
    for move in moves:
        if move.start in taken:
            assert taken[move.end] <= taken[move.start] + 1
    for code, count in taken.items():
        assert count == 0 or any(move.end == code and taken.get(move.start) == count - 1 for move in moves)
