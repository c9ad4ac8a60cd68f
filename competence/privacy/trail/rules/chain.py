"""The chain of the trail: each link is sealed with a key over itself and the one before it. Pure."""

import hashlib
import hmac
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum

GENESIS = "0" * 64  # what the first link hangs on
ANEW = "trail.begin_anew"  # the act of a link that hangs on nothing: the key of those before it is lost, or known
SALT_LENGTH = 32  # hexadecimal digits
HEX = frozenset("0123456789abcdef")


class Stream(Enum):
    """The two chains: they are kept for different times, so each is cut off by itself."""

    ACT = "changes and refusals"
    LOOK = "who saw what"


@dataclass(frozen=True)
class Link:
    """One event as the chain holds it. commit seals words that may be erased; hash is what the trail claims."""

    stream: Stream
    seq: int
    at: datetime
    actor_id: int | None
    action: str
    subject_id: int | None
    thing: str
    capacity: str
    denied: bool
    commit: str
    hash: str


@dataclass(frozen=True)
class Checkpoint:
    """That everything up to a link was deleted on schedule: the chain goes on from its hash. mac seals it."""

    stream: Stream
    seq: int
    hash: str
    at: datetime
    mac: str


@dataclass(frozen=True)
class Head:
    """The end of a chain as it was exported one day: how far it went, and with which hash."""

    stream: Stream
    seq: int
    hash: str


class Wrong(Enum):
    """What can be wrong with a chain."""

    CHANGED = "the link is not the one that was written, or the one before it is not"
    MISSING = "links are missing before this one"
    OUT_OF_PLACE = "the link stands where none may stand"
    CHECKPOINT = "the checkpoint was not made by this product, or with another key"
    CUT_OFF = "the chain ends before a head that was exported"
    ANOTHER_PAST = "the chain is not the one whose head was exported"
    WORDS = "the words are not those that were written"
    WORDS_GONE = "words are gone that no erasure took"


@dataclass(frozen=True)
class Fault:
    """One thing wrong, and at which link."""

    wrong: Wrong
    stream: Stream
    seq: int


def sealed(key: bytes, before: str, link: Link) -> str:
    """Return the hash a link has after another: HMAC-SHA256 over that one's hash and its own canonical JSON.

    With one that begins the chain anew another key may come: it hangs on no link of before.
    """
    hung_on = GENESIS if link.action == ANEW else before
    return hmac.new(key, hung_on.encode() + canonical(link), hashlib.sha256).hexdigest()


def canonical(link: Link) -> bytes:
    """Return a link as the same bytes on every machine and both databases."""
    said = {
        "action": link.action,
        "actor": link.actor_id,
        "at": _moment(link.at),
        "capacity": link.capacity,
        "commit": link.commit,
        "denied": link.denied,
        "seq": link.seq,
        "stream": link.stream.name,
        "subject": link.subject_id,
        "thing": link.thing,
    }
    return json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def committed(salt: str, words: str) -> str:
    """Return what the chain holds of words that may be erased; without the salt nobody can guess them from it."""
    return hashlib.sha256(bytes.fromhex(salt) + words.encode()).hexdigest()


def are_the_committed(salt: str, words: str, commit: str) -> bool:
    """Return whether words are those that were sealed; a salt of another length would let a part of them hide in it."""
    if len(salt) != SALT_LENGTH or not set(salt) <= HEX:
        return False
    return hmac.compare_digest(committed(salt, words), commit)


def checkpoint_mac(key: bytes, stream: Stream, seq: int, end: str, at: datetime) -> str:
    """Return the seal of a checkpoint."""
    said = f"checkpoint:{stream.name}:{seq}:{end}:{_moment(at)}"
    return hmac.new(key, said.encode(), hashlib.sha256).hexdigest()


def faults(
    key: bytes,
    stream: Stream,
    links: Iterable[Link],
    checkpoints: Sequence[Checkpoint] = (),
    heads: Sequence[Head] = (),
) -> Iterator[Fault]:
    """Return everything wrong with one chain.

    links: in the order of their numbers. What stands before one that begins the chain anew is not judged, and no
    checkpoint that another one came after. heads: exported before; only they can tell that the end was cut off, or that
    an older copy was put in place, and only as far as they go.
    """
    good = [one for one in checkpoints if one.mac == checkpoint_mac(key, stream, one.seq, one.hash, one.at)]
    begins = max(good, key=lambda one: one.seq, default=None)
    start, before = (begins.seq, begins.hash) if begins else (0, GENESIS)
    wrong = [Fault(Wrong.CHECKPOINT, stream, one.seq) for one in checkpoints if one.seq > start]
    last = start
    asked = {head.seq for head in heads}
    found = {start: before} | {one.seq: one.hash for one in good}
    for link in links:
        if link.seq <= last or link.stream is not stream:
            wrong.append(Fault(Wrong.OUT_OF_PLACE, stream, link.seq))
            continue
        is_sealed = hmac.compare_digest(link.hash, sealed(key, before, link))
        if is_sealed and link.action == ANEW:
            start, wrong = link.seq, []
        elif link.seq != last + 1:
            wrong.append(Fault(Wrong.MISSING, stream, link.seq))
        if not is_sealed:
            wrong.append(Fault(Wrong.CHANGED, stream, link.seq))
        last, before = link.seq, link.hash
        if last in asked:
            found[last] = before
    yield from wrong
    yield from _against_heads(stream, last, start, found, heads)


def _against_heads(
    stream: Stream, last: int, start: int, found: dict[int, str], heads: Sequence[Head]
) -> Iterator[Fault]:
    """Compare a chain with heads that were exported; what was deleted on schedule is answered for by its checkpoint."""
    for head in heads:
        if head.stream is not stream:
            continue
        if head.seq > last:
            yield Fault(Wrong.CUT_OFF, stream, head.seq)
        elif found.get(head.seq, head.hash if head.seq < start else "") != head.hash:
            yield Fault(Wrong.ANOTHER_PAST, stream, head.seq)


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def head_line(head: Head, count: int, at: datetime) -> str:
    """Return a head as it is exported: stream, number, hash, how many links stand, and when."""
    return f"{head.stream.name} {head.seq} {head.hash} {count} {at.astimezone(UTC).isoformat(timespec='seconds')}"


class NotAHead(ValueError):
    """A line does not say a head."""


def read_head(line: str) -> Head:
    """Return the head that a line says; what stands before it (a log's own time and name) is passed over."""
    words = line.split()
    for place, word in enumerate(words):
        if word in Stream.__members__ and len(words) > place + 2 and words[place + 1].isdecimal():
            return Head(Stream[word], int(words[place + 1]), words[place + 2])
    raise NotAHead(line)
