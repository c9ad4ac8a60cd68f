"""What was acknowledged is there after a power cut, and what was half done is not: the small form of `make nightly`."""

from tests.bench import power


def test_nothing_that_was_acknowledged_is_lost_when_the_power_is_cut(tmp_path):
    acknowledged, lost = power.run(tmp_path, 100)
    assert acknowledged > 1000
    assert lost == 0


def test_a_weaker_setting_would_lose_some(tmp_path):
    assert power.run(tmp_path, 30, synchronous="NORMAL")[1] > 0
