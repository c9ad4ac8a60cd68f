"""What was acknowledged is there after a power cut, and what was half done is not: the small form of `make nightly`."""

from tests.bench import power
from tests.bench.power import Syncs


def test_nothing_that_was_acknowledged_is_lost_when_the_power_is_cut(tmp_path):
    acknowledged, lost = power.run(tmp_path, 100)
    assert acknowledged > 1000
    assert lost == 0


def test_a_weaker_setting_would_lose_some(tmp_path):
    assert power.run(tmp_path, 30, synchronous="NORMAL")[1] > 0


def test_nor_is_it_where_a_sync_fails_and_what_was_written_is_gone_whatever_is_synced_after(tmp_path):
    acknowledged, lost = power.run(tmp_path, 30, syncs=Syncs.TOLD)
    assert acknowledged > 200
    assert lost == 0


def test_who_would_not_hear_of_it_would_lose_some(tmp_path):
    assert power.run(tmp_path, 10, syncs=Syncs.UNTOLD)[1] > 0
