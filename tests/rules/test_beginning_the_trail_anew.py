"""Where its key is lost, or known, the trail begins anew: it holds from there, and nobody does it without a key."""

from dataclasses import replace

from competence.privacy.trail.rules.chain import ANEW, Checkpoint, Fault, Link, Stream, Wrong, checkpoint_mac, sealed
from tests.trails import ANOTHER_KEY, BEGAN, KEY, chain, found, head


def anew(links: list[Link], *, key: bytes = KEY) -> list[Link]:
    """Let a chain begin anew after its last link."""
    first = replace(links[-1], seq=links[-1].seq + 1, action=ANEW, actor_id=None, subject_id=None, thing="")
    return [*links, replace(first, hash=sealed(key, "of no account", first))]


def test_a_chain_whose_key_is_lost_begins_anew_and_holds_from_there():
    old = chain(5, key=ANOTHER_KEY)
    links = anew(old)
    links += chain(4, after=(links[-1].seq, links[-1].hash))
    assert {fault.wrong for fault in found(old)} == {Wrong.CHANGED}
    assert found(links) == []
    links[-2] = replace(links[-2], actor_id=88)
    assert found(links) == [Fault(Wrong.CHANGED, Stream.ACT, 9)]
    assert found([*links[:6], *links[7:8]]) == [
        Fault(Wrong.MISSING, Stream.ACT, 8),
        Fault(Wrong.CHANGED, Stream.ACT, 8),
    ]


def test_it_is_known_in_old_databases_by_the_same_word():
    assert ANEW == "trail.begin_anew"


def test_nobody_begins_it_anew_without_the_key():
    old = chain(5)
    old[2] = replace(old[2], actor_id=88)
    assert Fault(Wrong.CHANGED, Stream.ACT, 3) in found(anew(old, key=ANOTHER_KEY))
    assert Fault(Wrong.CHANGED, Stream.ACT, 6) in found(anew(old, key=ANOTHER_KEY))
    assert found(anew(old)) == []


def test_what_was_deleted_under_the_lost_key_is_no_fault_of_the_chain_that_began_since():
    old = chain(5, key=ANOTHER_KEY)
    gone = Checkpoint(Stream.ACT, 3, old[2].hash, BEGAN, checkpoint_mac(ANOTHER_KEY, Stream.ACT, 3, old[2].hash, BEGAN))
    links = anew(old)
    links += chain(4, after=(links[-1].seq, links[-1].hash))
    assert [fault.wrong for fault in found(old[3:], checkpoints=[gone])].count(Wrong.CHECKPOINT) == 1
    assert found(links[3:], checkpoints=[gone]) == []
    last = links[6]
    later = Checkpoint(Stream.ACT, 7, last.hash, BEGAN, checkpoint_mac(KEY, Stream.ACT, 7, last.hash, BEGAN))
    assert found(links[7:], checkpoints=[gone, later]) == []


def test_heads_exported_before_it_began_anew_are_still_held_against_what_stands():
    old = chain(5, key=ANOTHER_KEY)
    links = anew(old)
    links += chain(2, after=(links[-1].seq, links[-1].hash))
    heads = [head(old[:2]), head(old), head(links)]
    assert found(links, heads=heads) == []
    links[4] = replace(links[4], hash="f" * 64)
    assert found(links, heads=heads) == [Fault(Wrong.ANOTHER_PAST, Stream.ACT, 5)]
    assert found(links[2:], heads=heads[:1]) == [], "nobody can tell any more whether it was deleted on schedule"
    assert found(links[:6], heads=heads[2:]) == [Fault(Wrong.CUT_OFF, Stream.ACT, 8)]
