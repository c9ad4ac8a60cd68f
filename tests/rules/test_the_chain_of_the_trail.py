"""Nobody changes the trail unseen: a thousand random tamperings, each of them found (T-AUDIT)."""

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from competence.privacy.trail.rules.chain import (
    GENESIS,
    Checkpoint,
    Head,
    Link,
    NotAHead,
    Stream,
    Wrong,
    are_the_committed,
    checkpoint_mac,
    committed,
    faults,
    head_line,
    read_head,
    sealed,
)

KEY, ANOTHER_KEY = b"k" * 32, b"a" * 32
BEGAN = datetime(2026, 3, 1, 8, tzinfo=UTC)
TAMPERINGS = 1000


def chain(length: int, *, key: bytes = KEY, after: tuple[int, str] = (0, GENESIS), told: str = "") -> list[Link]:
    """Make a whole chain, each link about one of a few people."""
    links, (last, before) = [], after
    for seq in range(last + 1, last + 1 + length):
        link = Link(
            Stream.ACT, seq, BEGAN + timedelta(minutes=seq), 1 + seq % 3, f"plan.approve{told}", 1 + seq % 5,
            f"plan {seq:032x}", "LEADER", False, "", "",
        )  # fmt: skip
        before = sealed(key, before, link)
        links.append(replace(link, hash=before))
    return links


def head(links: list[Link]) -> Head:
    return Head(Stream.ACT, links[-1].seq, links[-1].hash)


def found(links, *, checkpoints=(), heads=()):
    return list(faults(KEY, Stream.ACT, sorted(links, key=lambda link: link.seq), checkpoints, heads))


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


def test_everything_deleted_on_schedule_and_then_the_end_cut_off_is_found():
    links = chain(12)
    at = BEGAN + timedelta(days=400)
    checkpoint = Checkpoint(Stream.ACT, 8, links[7].hash, at, checkpoint_mac(KEY, Stream.ACT, 8, links[7].hash, at))
    assert [fault.wrong for fault in found([], checkpoints=[checkpoint], heads=[head(links)])] == [Wrong.CUT_OFF]


def test_a_link_of_the_other_chain_has_no_place_in_this_one():
    links = chain(3)
    assert found([*links, replace(links[-1], seq=4, stream=Stream.LOOK)]) != []


def test_words_are_held_by_a_seal_that_does_not_tell_them():
    salt, other = "ab" * 16, "cd" * 16
    assert committed(salt, "Sagen haster.") == committed(salt, "Sagen haster.")
    assert len({committed(salt, "Sagen haster."), committed(other, "Sagen haster."), committed(salt, "Ro på.")}) == 3


def test_carlas_reason_cannot_lose_its_beginning_to_the_salt():
    """Salt and words are sealed as one row of bytes: what is moved from one to the other must be found out."""
    salt, said = "ab" * 16, "Astrid har bedt om det."
    commit = committed(salt, said)
    assert are_the_committed(salt, said, commit)
    shorter, longer = said[7:], salt + said[:7].encode().hex()
    assert committed(longer, shorter) == commit
    assert not are_the_committed(longer, shorter, commit)
    assert not are_the_committed("no salt at all, but as many letters"[:32], said, commit)


def test_a_head_is_read_as_it_was_exported_also_from_a_log():
    links = chain(3)
    line = head_line(head(links), 3, BEGAN)
    assert read_head(line) == read_head(f"Nov 27 12:00:01 host flask[12]: {line}\n") == head(links)
    with pytest.raises(NotAHead):
        read_head("ACT three abc")
