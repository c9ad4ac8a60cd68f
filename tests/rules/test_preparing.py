"""What becomes of prepared words that are sent in, and when they are shared or taken back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from competence.conversations.preparing.rules import (
    Fate,
    Sent,
    TalkHasBegun,
    TalkIsOver,
    fate,
    fingerprint,
    refuse_to_take_back,
    refuse_to_write,
)
from competence.conversations.rules.steps import State

WORDS, VERSIONS = st.text(max_size=5), st.integers(0, 3)


@given(read=WORDS, text=WORDS, stored=WORDS, seen=VERSIONS, version=VERSIONS)
def test_no_word_somebody_else_saved_is_ever_overwritten(read, text, stored, seen, version):
    found = fate(Sent(1, text, seen, fingerprint(read)), stored, version)
    if found is Fate.SAVED:
        assert seen == version
    if found is Fate.UNTOUCHED:
        assert text in (stored, read)


@given(text=WORDS, version=VERSIONS, seen=VERSIONS)
def test_the_same_words_sent_twice_are_no_conflict(text, version, seen):
    assert fate(Sent(1, text, seen, "anything"), text, version) is Fate.UNTOUCHED


def test_words_written_on_top_of_what_was_read_are_saved_and_on_top_of_something_older_are_not():
    assert fate(Sent(1, "nyt", 2, fingerprint("før")), "før", 2) is Fate.SAVED
    assert fate(Sent(1, "nyt", 1, fingerprint("før")), "imens", 2) is Fate.STALE
    assert fate(Sent(1, "nyt", -1, ""), "før", 2) is Fate.STALE


REFUSED = {
    State.TALKING: (None, TalkHasBegun),
    State.HELD: (TalkIsOver, TalkIsOver),
    State.CANCELLED: (TalkIsOver, TalkIsOver),
}


@pytest.mark.parametrize("state", State)
def test_one_writes_until_the_talk_is_over_and_takes_back_until_it_begins(state):
    for refuse, refusal in zip((refuse_to_write, refuse_to_take_back), REFUSED.get(state, (None, None)), strict=True):
        if refusal is None:
            refuse(state)
        else:
            with pytest.raises(refusal):
                refuse(state)
