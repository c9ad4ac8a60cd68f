"""How a mail leaves: as its reader chose, unless it is required or carries something for the calendar."""

from datetime import date
from itertools import product

import pytest

from competence.notifications.rules import Due, Goes, Rhythm, goes, tells_today

TABLE = {
    (Rhythm.AT_ONCE, False): Goes.ALONE,
    (Rhythm.AT_ONCE, True): Goes.ALONE,
    (Rhythm.DAILY, False): Goes.HELD,
    (Rhythm.DAILY, True): Goes.ALONE,
    (Rhythm.NEVER, False): None,
    (Rhythm.NEVER, True): None,
}


@pytest.mark.parametrize(("rhythm", "attaches"), list(product(Rhythm, (False, True))))
def test_what_is_not_required_leaves_as_the_reader_chose(rhythm, attaches):
    assert goes(rhythm, required=False, attaches=attaches) is TABLE[rhythm, attaches]


@pytest.mark.parametrize(("rhythm", "attaches"), list(product(Rhythm, (False, True))))
def test_what_is_required_always_leaves_at_once(rhythm, attaches):
    assert goes(rhythm, required=True, attaches=attaches) is Goes.ALONE


@pytest.mark.parametrize(("required", "day_off"), list(product((False, True), (False, True))))
def test_on_a_day_off_only_what_is_required_is_told(required, day_off):
    assert tells_today(Due(1, "kind", "/", str(date.min), required), day_off=day_off) is (required or not day_off)
