"""What a server held while people used it for hours, and whether any of it grows."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from statistics import median

MEMORY_AN_HOUR = 1.0  # MB
LOG = 64.0  # MB
WARM_UP = 0.25  # of the time: until then caches fill and pages are compiled
ENOUGH = 1.0  # hours: in less time one page that is opened for the first time looks like a leak


@dataclass(frozen=True)
class Sample:
    """What all its processes held together at one moment.

    hours: since it was started. memory: resident, in MB. files: open descriptors. connections: to the database.
    log: the size of SQLite's write-ahead log, in MB; 0 on PostgreSQL.
    """

    hours: float
    memory: float
    files: int
    connections: int
    log: float


def warmed_up(samples: Sequence[Sample]) -> Sequence[Sample]:
    """Return the samples after the warm-up."""
    return [one for one in samples if one.hours >= WARM_UP * samples[-1].hours]


def slope(samples: Sequence[Sample]) -> float:
    """Return by how many MB an hour the memory grows: the median of the slopes between any two samples (Theil, Sen)."""
    return median((b.memory - a.memory) / (b.hours - a.hours) for a, b in combinations(samples, 2))


def growing(samples: Sequence[Sample]) -> list[str]:
    """Return what of a warmed-up server grows that must not, in words; nothing of a sound one.

    Memory is judged where it was used long enough.
    """
    memory, log = slope(samples) if samples[-1].hours >= ENOUGH else 0, max(one.log for one in samples)
    found = (
        [f"memory grows by {memory:.2f} MB an hour, not less than {MEMORY_AN_HOUR:g}"]
        if memory >= MEMORY_AN_HOUR
        else []
    )
    found += [
        f"{name} grow from {before:g} to {after:g}"
        for name, (before, after), most in (
            ("open files", _ends([one.files for one in samples]), 2),
            ("connections to the database", _ends([one.connections for one in samples]), 1),
        )
        if after >= before + most
    ]
    return found + ([f"the write-ahead log reached {log:.0f} MB of {LOG:.0f}"] if log >= LOG else [])


def _ends(values: Sequence[int]) -> tuple[float, float]:
    """Return the medians of the first and of the last quarter."""
    quarter = max(1, len(values) // 4)
    return median(values[:quarter]), median(values[-quarter:])
