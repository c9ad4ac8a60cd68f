"""A box opens with its own key at its own place, and nothing of it can be changed unseen."""

import base64
import random
from dataclasses import replace

import pytest

from competence.privacy.keystore.boxes import Box, CannotOpen, Place, is_box, seal, unseal

KEY, OTHER = bytes(range(32)), bytes(range(1, 33))
PLACE = Place("answer", "example", 7, 3)
WORDS = "Jeg holdt et oplæg om læring i Vollsmose. " * 9


@pytest.fixture
def box():
    return seal(KEY, "0123456789abcdef", PLACE, WORDS)


def test_a_box_gives_back_what_was_put_in(box):
    assert unseal(KEY, PLACE, box) == WORDS
    assert (box.key_id, is_box(box), is_box(WORDS)) == ("0123456789abcdef", True, False)


def test_a_box_shows_nothing_of_what_is_in_it(box):
    sealed = base64.b64decode(box.split("|")[4])
    assert not any(word.encode() in sealed or word in box for word in WORDS.split() if len(word) > 3)


def test_a_box_says_how_it_was_sealed_and_with_which_key(box):
    assert box.split("|")[:3] == ["v1", "A256GCM", "0123456789abcdef"]


def test_no_two_boxes_share_a_nonce():
    nonces = {seal(KEY, "k", PLACE, "x").split("|")[3] for _ in range(20_000)}
    assert len(nonces) == 20_000


def test_a_box_opens_with_no_other_key(box):
    with pytest.raises(CannotOpen):
        unseal(OTHER, PLACE, box)


@pytest.mark.parametrize(
    "elsewhere",
    [{"table": "evidence"}, {"column": "words"}, {"row": 8}, {"person": 4}],
    ids=lambda place: next(iter(place)),
)
def test_a_box_opens_at_no_other_place(box, elsewhere):
    with pytest.raises(CannotOpen):
        unseal(KEY, replace(PLACE, **elsewhere), box)


def test_a_thousand_flipped_bits_are_all_noticed(box):
    dice, letters = random.Random(1), box.encode()
    for _ in range(1000):
        place, bit = dice.randrange(len(letters)), 1 << dice.randrange(7)
        changed = bytes([*letters[:place], letters[place] ^ bit, *letters[place + 1 :]]).decode()
        if place in range(11, 27):
            assert Box(changed).split("|")[2] != box.key_id  # the id of another key: there is none
            continue
        with pytest.raises(CannotOpen):
            unseal(KEY, PLACE, changed)


@pytest.mark.parametrize(
    "text", ["", "v1|", "v2|A256GCM|k|AAAA|AAAA", "v1|none|k|AAAA|AAAA", "v1|A256GCM|k|æ|AAAA", WORDS]
)
def test_what_is_no_box_is_not_opened(text):
    with pytest.raises(CannotOpen):
        unseal(KEY, PLACE, text)


def test_a_refusal_names_the_place_and_nothing_of_what_was_written(box):
    with pytest.raises(CannotOpen) as refused:
        unseal(OTHER, PLACE, box)
    assert "answer.example of row 7" in str(refused.value)
    assert "oplæg" not in str(refused.value)
