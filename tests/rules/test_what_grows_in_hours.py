"""Two hours of a server are judged: one that holds what it held is sound, and each kind of leak is found."""

from dataclasses import replace
from random import Random

import pytest

from tests.bench.trend import Sample, growing, slope, warmed_up


def two_hours(leak: float = 0, seed: int = 1) -> list[Sample]:
    """A sample every half a minute: memory fills at first, then goes up and down by some MB; leak: MB an hour."""
    dice = Random(seed)
    hours = [number / 120 for number in range(240)]
    return [
        Sample(
            hour, 200 + 30 * min(1, 5 * hour) + leak * hour + dice.gauss(0, 1.5), 60 + dice.randint(-4, 4), 2,
            dice.uniform(0, 5),
        )
        for hour in hours
    ]  # fmt: skip


@pytest.mark.parametrize("seed", range(5))
def test_a_sound_server_is_sound_though_it_warms_up_and_breathes(seed):
    assert growing(warmed_up(two_hours(seed=seed))) == []


@pytest.mark.parametrize("seed", range(5))
def test_two_megabytes_an_hour_are_found_below_what_it_breathes(seed):
    samples = warmed_up(two_hours(leak=2, seed=seed))
    assert slope(samples) == pytest.approx(2, abs=0.5)
    (told,) = growing(samples)
    assert told.startswith("memory grows by")


def test_in_a_few_minutes_memory_is_not_judged():
    assert growing(warmed_up(two_hours(leak=20)[:60])) == []


def test_one_page_that_took_much_and_gave_it_back_is_no_leak():
    samples = warmed_up(two_hours())
    samples = [replace(one, memory=one.memory + 80 * (100 < number < 110)) for number, one in enumerate(samples)]
    assert growing(samples) == []


@pytest.mark.parametrize(("held", "told"), [("files", "open files"), ("connections", "connections to the database")])
def test_one_more_every_ten_minutes_is_found(held, told):
    samples = [replace(one, **{held: getattr(one, held) + int(one.hours * 6)}) for one in two_hours()]
    (found,) = growing(warmed_up(samples))
    assert found.startswith(told)


def test_a_log_that_is_never_written_back_is_found():
    samples = two_hours()
    samples[-1] = replace(samples[-1], log=65)
    assert growing(warmed_up(samples)) == ["the write-ahead log reached 65 MB of 64"]
