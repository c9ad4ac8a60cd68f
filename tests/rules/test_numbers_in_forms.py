"""A number a form sent is a number some column holds, or none."""

import pytest

from competence.web.text import number_in


@pytest.mark.parametrize(("text", "number"), [("0", 0), ("7", 7), ("999999999", 999999999)])
def test_a_whole_number_is_read(text, number):
    assert number_in(text) == number


@pytest.mark.parametrize("text", [None, "", "-1", "1.5", "NaN", "1e3", " 1", "²", "٣", str(10**9), str(10**30)])
def test_what_is_none_is_minus_one_which_nothing_has(text):
    assert number_in(text) == -1
