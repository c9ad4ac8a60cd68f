"""What many clients asked and were told, in order of time, and what of it cannot be true of one house.

Pure: the clients of `make nightly` write the history down (clients.py); made-up ones show that each anomaly is found.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum


class Told(Enum):
    """What a client was told of what it asked."""

    DONE = "done"
    REFUSED = "refused"  # for good: it must not be there
    NOTHING = "nothing"  # the server died on the way: it may be there, once


class Anomaly(Enum):
    """What cannot be."""

    LOST = "acknowledged, and not there"
    DOUBLED = "there more than once"
    REFUSED_AND_THERE = "refused, and there"
    FROM_NOWHERE = "there, and nobody wrote it"
    STALE = "acknowledged before somebody read, who did not see it"
    GONE_AGAIN = "read once, and not later by the same"
    REORDERED = "read in another order than it stands in"
    TOO_MANY = "more taken than there is"
    LEFT_FREE = "free while somebody waits"
    NOT_AS_TOLD = "signed up or off, and it is not so"


@dataclass(frozen=True)
class Append:
    """A token somebody wrote at the end of a list, from when to when, on any clock all clients share."""

    session: int
    place: str
    token: str
    began: float
    ended: float
    told: Told


@dataclass(frozen=True)
class Read:
    """The tokens of a list, as a session was shown them."""

    session: int
    place: str
    seen: tuple[str, ...]
    began: float
    ended: float


@dataclass(frozen=True)
class Move:
    """That somebody signed up for a date, or off; each moves only for themselves, one after the other."""

    session: int
    date: str
    up: bool
    told: Told


@dataclass(frozen=True)
class Count:
    """How many seats of a date were taken at one moment, how many there are, and how many people waited."""

    date: str
    taken: int
    seats: int
    waiting: int


@dataclass
class History:
    """What was asked and told; granted: of what is granted so many times only, how often it was."""

    appends: list[Append] = field(default_factory=list)
    reads: list[Read] = field(default_factory=list)
    moves: list[Move] = field(default_factory=list)
    counts: list[Count] = field(default_factory=list)
    granted: Counter[str] = field(default_factory=Counter)

    def take(self, other: "History") -> None:
        """Take another one in, of other sessions."""
        self.appends += other.appends
        self.reads += other.reads
        self.moves += other.moves
        self.counts += other.counts
        self.granted += other.granted


@dataclass(frozen=True)
class Final:
    """What stands in the end: the tokens of each list in their order, and who is signed up, as (session, date)."""

    lists: Mapping[str, Sequence[str]]
    signed_up: frozenset[tuple[int, str]] = frozenset()
    quotas: Mapping[str, int] = field(default_factory=dict)


def anomalies(history: History, final: Final) -> list[tuple[Anomaly, str]]:
    """Return what of a history cannot be true, each with what it is about; nothing of one that can.

    Adya's and Elle's lists to which tokens are appended: every read shows a beginning of the list as it stands in the
    end, with all that was acknowledged before it began.
    """
    return [
        *_of_appends(history.appends, final.lists),
        *_of_reads(history, final.lists),
        *_of_seats(history, final.signed_up),
        *(
            (Anomaly.TOO_MANY, f"{name}: {times} of {final.quotas[name]}")
            for name, times in history.granted.items()
            if times > final.quotas[name]
        ),
    ]


def _of_appends(appends: Sequence[Append], lists: Mapping[str, Sequence[str]]) -> Iterator[tuple[Anomaly, str]]:
    found = Counter((place, token) for place, tokens in lists.items() for token in tokens)
    for append in appends:
        times = found.pop((append.place, append.token), 0)
        if times > 1:
            yield Anomaly.DOUBLED, append.token
        if append.told is Told.DONE and not times:
            yield Anomaly.LOST, append.token
        if append.told is Told.REFUSED and times:
            yield Anomaly.REFUSED_AND_THERE, append.token
    for _, token in found:
        yield Anomaly.FROM_NOWHERE, token


def _of_reads(history: History, lists: Mapping[str, Sequence[str]]) -> Iterator[tuple[Anomaly, str]]:
    acknowledged: dict[str, list[Append]] = defaultdict(list)
    for append in history.appends:
        if append.told is Told.DONE:
            acknowledged[append.place].append(append)
    before: dict[tuple[int, str], set[str]] = defaultdict(set)
    for read in sorted(history.reads, key=lambda read: read.began):
        told, seen = f"{read.session} in {read.place}", set(read.seen)
        if missed := [
            one.token for one in acknowledged[read.place] if one.ended < read.began and one.token not in seen
        ]:
            yield Anomaly.STALE, f"{told}: {missed}"
        if gone := before[read.session, read.place] - seen:
            yield Anomaly.GONE_AGAIN, f"{told}: {sorted(gone)}"
        if tuple(lists.get(read.place, ()))[: len(read.seen)] != read.seen:
            yield Anomaly.REORDERED, f"{told}: {read.seen}"
        before[read.session, read.place] |= seen


def _of_seats(history: History, signed_up: frozenset[tuple[int, str]]) -> Iterator[tuple[Anomaly, str]]:
    for count in sorted(set(history.counts), key=str):
        if count.taken > count.seats:
            yield Anomaly.TOO_MANY, f"{count}"
        if count.taken < count.seats and count.waiting:
            yield Anomaly.LEFT_FREE, f"{count}"
    last: dict[tuple[int, str], Move] = {}
    for move in history.moves:
        if move.told is not Told.REFUSED:  # what was refused has changed nothing
            last[move.session, move.date] = move
    for who, move in last.items():
        if move.told is Told.DONE and (who in signed_up) != move.up:
            yield Anomaly.NOT_AS_TOLD, f"{move}"
