"""The checker of histories finds what cannot be true, each anomaly by its name, and nothing in what can."""

from collections import Counter
from dataclasses import replace
from random import Random

import pytest

from tests.bench.history import Anomaly, Append, Count, Final, History, Move, Read, Told, anomalies

TALK, DATE = "talk", "date"


def append(token: str, at: float = 0, told: Told = Told.DONE, session: int = 1) -> Append:
    return Append(session, TALK, token, at, at + 1, told)


def read(*seen: str, at: float = 10, session: int = 1) -> Read:
    return Read(session, TALK, seen, at, at + 1)


def move(told: Told = Told.DONE, *, up: bool = True) -> Move:
    return Move(1, DATE, up, told)


def found(history: History, *stands: str, signed_up: bool = False, quota: int = 5) -> set[Anomaly]:
    who = frozenset({(1, DATE)} if signed_up else ())
    return {anomaly for anomaly, _ in anomalies(history, Final({TALK: stands}, who, {"resets": quota}))}


def wrote(*appends: Append, reads: tuple[Read, ...] = ()) -> History:
    return History(appends=list(appends), reads=list(reads))


@pytest.mark.parametrize("stands", [("a",), ("a", "b")], ids=["not there", "there"])
def test_what_can_be_true_is_left_in_peace(stands):
    unanswered, refused = append("b", 2, Told.NOTHING), append("c", 4, Told.REFUSED)
    history = wrote(append("a"), unanswered, refused, reads=(read(at=-5), read("a"), read(*stands, at=20)))
    history.moves = [move(), move(Told.REFUSED, up=False)]
    history.counts = [Count(DATE, 3, 3, 2), Count(DATE, 2, 3, 0)]
    history.granted = Counter(resets=5)
    assert found(history, *stands, signed_up=True) == set()


def test_whoever_reads_while_it_is_written_may_see_it_or_not():
    slow = replace(append("b", 9), ended=30.0)
    history = wrote(append("a"), slow, reads=(read("a", at=10), read("a", "b", at=10, session=2)))
    assert found(history, "a", "b") == set()


@pytest.mark.parametrize(
    ("anomaly", "history", "stands"),
    [
        (Anomaly.LOST, wrote(append("a"), append("b")), "a"),
        (Anomaly.DOUBLED, wrote(append("a")), "aa"),
        (Anomaly.DOUBLED, wrote(append("a", told=Told.NOTHING)), "aa"),
        (Anomaly.REFUSED_AND_THERE, wrote(append("a", told=Told.REFUSED)), "a"),
        (Anomaly.FROM_NOWHERE, wrote(append("a")), "ab"),
        (Anomaly.STALE, wrote(append("a"), append("b", 2), reads=(read("a"),)), "ab"),
        (Anomaly.REORDERED, wrote(append("a"), append("b", 2), reads=(read("b", "a"),)), "ab"),
        (Anomaly.REORDERED, wrote(append("a", told=Told.NOTHING), reads=(read("a"),)), ""),
    ],
    ids=lambda case: case.value if isinstance(case, Anomaly) else "",
)
def test_what_cannot_be_true_is_found(anomaly, history, stands):
    assert found(history, *stands) == {anomaly}


def test_what_was_read_once_is_not_gone_later_for_the_same_reader():
    history = wrote(append("a", told=Told.NOTHING), reads=(read("a"), read(at=20), read(at=20, session=2)))
    assert Anomaly.GONE_AGAIN in found(history, "a")
    assert Anomaly.GONE_AGAIN not in found(wrote(*history.appends, reads=tuple(history.reads[::2])), "a")


@pytest.mark.parametrize(("taken", "waiting"), [(4, 0), (2, 1)], ids=["too many", "a seat left free"])
def test_seats_that_do_not_add_up_are_found(taken, waiting):
    expected = Anomaly.TOO_MANY if taken > 3 else Anomaly.LEFT_FREE
    assert found(History(counts=[Count(DATE, taken, 3, waiting)])) == {expected}


@pytest.mark.parametrize("up", [True, False])
def test_whoever_was_told_that_they_are_in_or_out_is(up):
    before = move(up=not up)
    assert found(History(moves=[before, move(up=up)]), signed_up=not up) == {Anomaly.NOT_AS_TOLD}
    assert found(History(moves=[before, move(Told.NOTHING, up=up)]), signed_up=not up) == set()


def test_what_is_granted_five_times_is_not_granted_six_times():
    assert found(History(granted=Counter(resets=6))) == {Anomaly.TOO_MANY}


def test_one_change_in_a_long_history_is_found_wherever_it_is():
    dice, tokens = Random(1), [f"t{number}" for number in range(60)]
    appends = [append(token, 2 * number) for number, token in enumerate(tokens)]
    reads = [read(*tokens[:number], at=2 * number - 0.5) for number in range(1, 60)]
    assert found(wrote(*appends, reads=tuple(reads)), *tokens) == set()
    for _ in range(50):
        place = dice.randrange(59)
        lost = [*tokens[:place], *tokens[place + 1 :]]
        assert Anomaly.LOST in found(wrote(*appends, reads=tuple(reads)), *lost)
        stale = [*reads[:place], replace(reads[place], seen=reads[place].seen[:-1]), *reads[place + 1 :]]
        assert Anomaly.STALE in found(wrote(*appends, reads=tuple(stale)), *tokens)
