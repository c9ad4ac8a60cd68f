"""Measures the product: `make bench` for pages, speed and growth, `make nightly` for crowds, power cuts and kills."""

import argparse
import tempfile
from pathlib import Path

from tests.bench import (
    careers,
    clients,
    edits,
    growth,
    kills,
    pages,
    power,
    publishing,
    releases,
    restores,
    seats,
    soak,
    speed,
    talkers,
    timing,
    utility,
    writers,
)  # fmt: skip


def main() -> None:
    """Run the measurements one after the other, each in a house of its own."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--nightly", action="store_true", help="many writers at once, kill -9, and what the clock tells")
    asked.add_argument(
        "--soak", type=float, metavar="MINUTES", help="use two servers for so long: what they hold stays"
    )
    asked.add_argument("--people", type=int, nargs="+", default=[200, 2000, 20000], help="sizes of the growing house")
    asked.add_argument("--round", type=int, default=2000, help="people in the round that is published")
    asked.add_argument(
        "--kills",
        type=int,
        default=1000,
        help="how often a process is killed, a tenth of them whole servers; as many more on PostgreSQL and of it",
    )
    asked.add_argument("--cuts", type=int, default=3000, help="how often the power is cut")
    wanted = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if wanted.nightly:
            writers.run(Path(folder))
            talkers.run(Path(folder))
            edits.run(Path(folder))
            clients.run(Path(folder))
            timing.run(Path(folder))
            power.run_beside_a_weaker(Path(folder), wanted.cuts)
            kills.run_processes(Path(folder), wanted.kills - wanted.kills // 10)
            kills.run_postgresql(wanted.kills // 10)
            for kind in ("sqlite", "postgresql"):
                kills.run(Path(folder), wanted.kills // 10, kind)
                restores.run(Path(folder), kind)
        elif wanted.soak:
            soak.run(Path(folder), wanted.soak)
        else:
            pages.run(Path(folder))
            speed.run(Path(folder))
            growth.run(Path(folder), wanted.people)
            releases.run()
            utility.run()
            for kind in ("sqlite", "postgresql"):
                publishing.run(wanted.round, kind)
            careers.run()
            seats.run()


main()
