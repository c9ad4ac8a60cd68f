"""Requests a second of a mirror and of saving an answer, beside a bare Flask page on the same kind of worker."""

import time
from collections.abc import Callable
from pathlib import Path

from tests.bench.house import House, follow
from tests.bench.reader import Reader
from tests.server import serving

SECONDS = 3.0
ROUNDS = 3


def run(folder: Path) -> None:
    """Print each rate and its ratio to the bare page; the best of three turns, taken in turn."""
    database = folder / "speed.sqlite"
    house = House(database)
    astrid, emil = house.client("astrid@example.org"), house.client("emil@example.org")
    answering = follow(astrid, "/assessments", r"/assessments/views/\w{32}")
    mirror = follow(emil, "/assessments", r"/assessments/\w{32}")
    with serving(database) as product, serving(database, app="tests.bench.bare:app") as bare:
        nobody, reader, writer = Reader(bare), Reader(product, emil), Reader(product, astrid)
        form = writer.open_form(answering)
        number = iter(range(1_000_000))
        asked: dict[str, Callable[[], object]] = {
            "a bare Flask page": lambda: nobody.get("/signin"),
            "the mirror": lambda: reader.get(mirror),
            "saving one answer": lambda: writer.save(form, 0, f"example {next(number)}"),
        }
        rates = dict.fromkeys(asked, 0.0)
        for _ in range(ROUNDS):
            for name, ask in asked.items():
                rates[name] = max(rates[name], _rate(ask))
    print(f"\n{'One worker, one reader':28}{'requests/s':>11}{'of bare':>9}")
    for name, rate in rates.items():
        print(f"{name:28}{rate:>11.0f}{rate / rates['a bare Flask page']:>9.1%}")


def _rate(ask: Callable[[], object]) -> float:
    count, start = 0, time.perf_counter()
    while time.perf_counter() - start < SECONDS:
        ask()
        count += 1
    return count / (time.perf_counter() - start)
