"""Nobody changes the trail unseen: a thousand random tamperings, each of them found (T-AUDIT)."""

import random
from dataclasses import FrozenInstanceError, replace
from datetime import datetime, timedelta, timezone

import pytest

from competence.privacy.trail.rules.chain import (
    GENESIS,
    Checkpoint,
    Fault,
    Head,
    Link,
    NotAHead,
    Stream,
    Wrong,
    are_the_committed,
    canonical,
    checkpoint_mac,
    committed,
    head_line,
    read_head,
    sealed,
)
from tests.trails import ANOTHER_KEY, BEGAN, KEY, chain, found, head

TAMPERINGS = 1000


def edit(links, dice):
    place = dice.randrange(len(links))
    name, value = dice.choice(
        [
            ("at", BEGAN - timedelta(days=1)), ("actor_id", 99), ("actor_id", None), ("action", "plan.look"),
            ("subject_id", 98), ("thing", "plan x"), ("capacity", "HR"), ("denied", True), ("commit", "f" * 64),
        ]
    )  # fmt: skip
    links[place] = replace(links[place], **{name: value})


def delete(links, dice):
    del links[dice.randrange(len(links) - 1)]


def delete_and_close_up(links, dice):
    place = dice.randrange(len(links) - 1)
    links[place:] = [replace(link, seq=link.seq - 1) for link in links[place + 1 :]]


def insert(links, dice):
    place = dice.randrange(len(links))
    links[place + 1 :] = [replace(link, seq=link.seq + 1) for link in links[place + 1 :]]
    links.insert(place + 1, replace(links[place], seq=links[place].seq + 1, actor_id=77))


def append(links, dice):
    last = links[-1]
    links.append(replace(last, seq=last.seq + 1, hash=sealed(ANOTHER_KEY, last.hash, last), actor_id=dice.randrange(9)))


def swap(links, dice):
    one, other = sorted(dice.sample(range(len(links)), 2))
    links[one], links[other] = replace(links[other], seq=links[one].seq), replace(links[one], seq=links[other].seq)


def reorder(links, dice):
    places = sorted(dice.sample(range(len(links)), 5))
    shifted = [
        replace(links[other], seq=links[one].seq) for one, other in zip(places, places[1:] + places[:1], strict=True)
    ]
    for place, link in zip(places, shifted, strict=True):
        links[place] = link


def truncate(links, dice):
    del links[-dice.randint(1, len(links) - 1) :]


def roll_back(links, dice):
    """Put an older copy in place, and let the product go on from it, with its key, past the exported head."""
    kept = links[: dice.randint(1, len(links) - 1)]
    gone = len(links) - len(kept)
    after = kept[-1].seq, kept[-1].hash
    links[:] = kept + chain(gone + dice.randint(0, 9), after=after, told=" again")


def rechain(links, dice):
    """Change a link and seal everything after it anew, without the key."""
    place = dice.randrange(len(links))
    links[place] = replace(links[place], actor_id=88)
    before = links[place - 1].hash if place else GENESIS
    for number in range(place, len(links)):
        before = sealed(ANOTHER_KEY, before, links[number])
        links[number] = replace(links[number], hash=before)


KINDS = (edit, delete, delete_and_close_up, insert, append, swap, reorder, truncate, roll_back, rechain)


@pytest.mark.parametrize("tamper", KINDS, ids=lambda kind: kind.__name__)
def test_every_tampering_is_found(tamper):
    dice = random.Random(f"trail {tamper.__name__}")
    unseen = []
    for number in range(TAMPERINGS // len(KINDS)):
        links = chain(dice.randint(6, 40))
        exported = head(links)
        assert found(links, heads=[exported]) == []
        tamper(links, dice)
        if not found(links, heads=[exported]):
            unseen.append(number)
    assert unseen == []


def test_without_an_exported_head_a_cut_end_is_not_seen_and_we_say_so():
    """Why the head leaves the house every day."""
    assert found(chain(9)[:4]) == []


def test_what_was_deleted_on_schedule_leaves_a_chain_that_still_holds():
    links = chain(20)
    at = BEGAN + timedelta(days=400)
    mac = checkpoint_mac(KEY, Stream.ACT, 8, links[7].hash, at)
    checkpoint = Checkpoint(Stream.ACT, 8, links[7].hash, at, mac)
    heads = [head(links[:5]), head(links[:8]), head(links)]
    assert found(links[8:], checkpoints=[checkpoint], heads=heads) == []
    assert found(links[9:], checkpoints=[checkpoint]) != []
    assert {fault.wrong for fault in found(links[7:], checkpoints=[checkpoint])} == {Wrong.OUT_OF_PLACE}
    assert {fault.wrong for fault in found(links[8:])} == {Wrong.MISSING, Wrong.CHANGED}


def test_a_checkpoint_made_without_the_key_covers_no_deletion():
    links = chain(20)
    mac = checkpoint_mac(ANOTHER_KEY, Stream.ACT, 8, links[7].hash, BEGAN)
    forged = Checkpoint(Stream.ACT, 8, links[7].hash, BEGAN, mac)
    assert Wrong.CHECKPOINT in {fault.wrong for fault in found(links[8:], checkpoints=[forged])}


def test_of_two_checkpoints_the_later_one_says_where_the_chain_goes_on():
    links = chain(12)
    made = [
        Checkpoint(
            Stream.ACT,
            seq,
            links[seq - 1].hash,
            BEGAN,
            checkpoint_mac(KEY, Stream.ACT, seq, links[seq - 1].hash, BEGAN),
        )
        for seq in (8, 4)
    ]
    heads = [head(links[:seq]) for seq in (2, 4, 8, 10)]
    for checkpoints in (made, made[::-1]):
        assert found(links[8:], checkpoints=checkpoints, heads=heads) == []
        for place in (1, 2, 3):  # which of the exported heads is another's
            forged = [replace(one, hash="f" * 64) if one is heads[place] else one for one in heads]
            faults_found = found(links[8:], checkpoints=checkpoints, heads=forged)
            assert faults_found == [Fault(Wrong.ANOTHER_PAST, Stream.ACT, heads[place].seq)]


def test_a_head_is_held_against_its_own_chain_and_every_one_of_them_is():
    links = chain(6)
    others, forged = Head(Stream.LOOK, 3, "e" * 64), Head(Stream.ACT, 3, "f" * 64)
    assert found(links, heads=[others, head(links)]) == []
    assert found(links, heads=[others, forged]) == [Fault(Wrong.ANOTHER_PAST, Stream.ACT, 3)]


def test_a_head_whose_link_is_gone_is_of_another_past():
    links = chain(6)
    gone = [*links[:2], *links[3:]]
    assert found(gone, heads=[head(links[:3])]) == [
        Fault(Wrong.MISSING, Stream.ACT, 4),
        Fault(Wrong.CHANGED, Stream.ACT, 4),
        Fault(Wrong.ANOTHER_PAST, Stream.ACT, 3),
    ]


def test_a_head_exported_before_anything_was_written_holds_for_every_chain_from_the_beginning():
    empty = Head(Stream.ACT, 0, GENESIS)
    assert found(chain(3), heads=[empty]) == found([], heads=[empty]) == []
    assert found(chain(3), heads=[replace(empty, hash="f" * 64)]) == [Fault(Wrong.ANOTHER_PAST, Stream.ACT, 0)]


def test_links_and_checkpoints_are_sealed_as_they_were_yesterday():
    """Made with openssl dgst -hmac over these very bytes: who changes how it is done, finds every chain changed."""
    link = Link(
        Stream.LOOK, 7, datetime(2026, 3, 1, 9, tzinfo=timezone(timedelta(hours=1))), 3, "mirror.look", None,
        "mirror æ", "LEADER", True, "c0", "",
    )  # fmt: skip
    assert canonical(link).decode() == (
        '{"action":"mirror.look","actor":3,"at":"2026-03-01T08:00:00.000000+00:00","capacity":"LEADER","commit":"c0",'
        '"denied":true,"seq":7,"stream":"LOOK","subject":null,"thing":"mirror æ"}'
    )
    assert sealed(KEY, GENESIS, link) == "0ae70beae860dee82dc0973b1a0fb8e35207516da65e25a99cb8a9345ad4be7b"
    assert (
        checkpoint_mac(KEY, Stream.LOOK, 7, "ab", link.at)
        == "57d268f086cd99eb9510b159a7488e4259225861e06629ebba45312d7e4b160f"
    )


def test_everything_deleted_on_schedule_and_then_the_end_cut_off_is_found():
    links = chain(12)
    at = BEGAN + timedelta(days=400)
    checkpoint = Checkpoint(Stream.ACT, 8, links[7].hash, at, checkpoint_mac(KEY, Stream.ACT, 8, links[7].hash, at))
    assert [fault.wrong for fault in found([], checkpoints=[checkpoint], heads=[head(links)])] == [Wrong.CUT_OFF]


def test_a_link_of_the_other_chain_has_no_place_in_this_one_however_well_it_is_sealed():
    links = chain(3)
    other = replace(links[-1], seq=4, stream=Stream.LOOK)
    other = replace(other, hash=sealed(KEY, links[-1].hash, other))
    assert found([*links, other]) == [Fault(Wrong.OUT_OF_PLACE, Stream.ACT, 4)]


def test_what_stands_after_a_link_that_is_out_of_place_is_looked_at_too():
    links = chain(3)
    links[2] = replace(links[2], action="plan.look")
    twice = [links[0], links[0], *links[1:]]
    assert found(twice) == [Fault(Wrong.OUT_OF_PLACE, Stream.ACT, 1), Fault(Wrong.CHANGED, Stream.ACT, 3)]


def test_words_are_held_by_a_seal_that_does_not_tell_them():
    salt, other = "ab" * 16, "cd" * 16
    assert committed(salt, "Sagen haster.") == committed(salt, "Sagen haster.")
    assert len({committed(salt, "Sagen haster."), committed(other, "Sagen haster."), committed(salt, "Ro på.")}) == 3
    assert not are_the_committed(salt, "Ro på.", committed(salt, "Sagen haster."))
    every_digit = "0123456789abcdef" * 2
    assert are_the_committed(every_digit, "Ro på.", committed(every_digit, "Ro på."))


def test_carlas_reason_cannot_lose_its_beginning_to_the_salt():
    """Salt and words are sealed as one row of bytes: what is moved from one to the other must be found out."""
    salt, said = "ab" * 16, "Astrid har bedt om det."
    commit = committed(salt, said)
    assert are_the_committed(salt, said, commit)
    shorter, longer = said[7:], salt + said[:7].encode().hex()
    assert committed(longer, shorter) == commit
    assert not are_the_committed(longer, shorter, commit)
    assert not are_the_committed("no salt at all, but as many letters"[:32], said, commit)
    assert not are_the_committed("x" * 32, said, commit)


@pytest.mark.parametrize(
    "made",
    [chain(1)[0], head(chain(1)), Checkpoint(Stream.ACT, 1, GENESIS, BEGAN, "")],
    ids=lambda one: type(one).__name__,
)
def test_what_was_made_of_the_chain_is_not_changed_on_the_way(made):
    with pytest.raises(FrozenInstanceError):
        made.seq = 2


def test_a_head_is_read_as_it_was_exported_also_from_a_log():
    links = chain(3)
    line = head_line(head(links), 3, BEGAN)
    assert read_head(line) == read_head(f"Nov 27 12:00:01 host flask[12]: {line}\n") == head(links)
    assert line == f"ACT 3 {links[-1].hash} 3 2026-03-01T08:00:00+00:00"
    assert read_head(f"ACT 3 {links[-1].hash}") == head(links)
    assert head_line(head(links), 3, BEGAN + timedelta(microseconds=1)) == line


@pytest.mark.parametrize("line", ["ACT three abc", "ACT 3", "ACT", "", "ACTS 3 abc", "ACT -3 abc"])
def test_what_says_no_head_is_not_read_as_one(line):
    with pytest.raises(NotAHead):
        read_head(line)
