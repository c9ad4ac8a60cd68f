"""A box opens with its own key at its own place, and nothing of it can be changed unseen."""

import base64
import random
from dataclasses import FrozenInstanceError, replace
from string import ascii_lowercase, ascii_uppercase, digits

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from competence.privacy.keystore.boxes import KEY_LENGTH, Box, CannotOpen, Place, is_box, seal, unseal

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


def test_keys_have_256_bits_and_nonces_the_96_that_gcm_wants(box):
    """NIST SP 800-38D, 5.2.1.1: any other length of a nonce is hashed to one, and may meet another."""
    assert (KEY_LENGTH * 8, len(base64.b64decode(box.split("|")[3])) * 8) == (256, 96)


def test_a_box_is_aes_256_gcm_tied_to_its_version_and_place():
    """Made here by the library alone: what was sealed yesterday opens tomorrow."""
    nonce = bytes(range(12))
    sealed = AESGCM(KEY).encrypt(nonce, "Ro på.".encode(), b"v1|answer|example|7|3")
    written = "|".join(("v1", "A256GCM", "k", *(base64.b64encode(raw).decode() for raw in (nonce, sealed))))
    assert unseal(KEY, PLACE, written) == "Ro på."


def test_there_is_one_way_to_write_a_box():
    """Of the last letter before the padding not every bit says something: another letter would say the same bytes."""
    box, letters = seal(KEY, "k", PLACE, "abc"), ascii_uppercase + ascii_lowercase + digits + "+/"
    assert box.endswith("==")
    same_bytes = f"{box[:-3]}{letters[letters.index(box[-3]) ^ 1]}=="
    assert base64.b64decode(same_bytes.split("|")[4]) == base64.b64decode(box.split("|")[4])
    with pytest.raises(CannotOpen):
        unseal(KEY, PLACE, same_bytes)


def test_only_a_text_can_be_a_box():
    assert [is_box(one) for one in (None, 7, b"v1|A256GCM|k|AAAA|AAAA", "v1|A256GCM|k|AAAA|AAAA")] == [False] * 3 + [
        True
    ]


def test_a_place_is_not_changed_on_the_way():
    with pytest.raises(FrozenInstanceError):
        PLACE.person = 4


@pytest.mark.parametrize("text", [WORDS, "", "v1|A256GCM", "v2|A256GCM|k|AAAA|AAAA", "v1|none|k|AAAA|AAAA"])
def test_what_is_no_box_names_no_key(text):
    with pytest.raises(CannotOpen, match="no box"):
        _ = Box(text).key_id


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
    "text",
    [
        "",
        "v1|",
        "v2|A256GCM|k|AAAA|AAAA",
        "v1|none|k|AAAA|AAAA",
        "v1|A256GCM|k|æ|AAAA",
        f"v1|A256GCM|k|AAAA|{'AAAA' * 9}",
        WORDS,
    ],
)
def test_what_is_no_box_is_not_opened(text):
    with pytest.raises(CannotOpen):
        unseal(KEY, PLACE, text)


def test_a_refusal_names_the_place_and_nothing_of_what_was_written(box):
    with pytest.raises(CannotOpen) as refused:
        unseal(OTHER, PLACE, box)
    assert "answer.example of row 7" in str(refused.value)
    assert "oplæg" not in str(refused.value)
