"""Measures the product: `make bench` for pages, speed and growth, `make nightly` for writers at once and kill -9."""

import argparse
import tempfile
from pathlib import Path

from tests.bench import careers, growth, kills, pages, publishing, releases, seats, speed, talkers, writers


def main() -> None:
    """Run the measurements one after the other, each in a house of its own."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--nightly", action="store_true", help="many writers at once, a long talk, and kill -9")
    asked.add_argument("--people", type=int, nargs="+", default=[200, 2000, 20000], help="sizes of the growing house")
    asked.add_argument("--kills", type=int, default=100, help="how often the server is killed")
    asked.add_argument("--round", type=int, default=2000, help="people in the round that is published")
    wanted = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if wanted.nightly:
            writers.run(Path(folder))
            talkers.run(Path(folder))
            kills.run(Path(folder), wanted.kills)
        else:
            pages.run(Path(folder))
            speed.run(Path(folder))
            growth.run(Path(folder), wanted.people)
            releases.run()
            for kind in ("sqlite", "postgresql"):
                publishing.run(wanted.round, kind)
            careers.run()
            seats.run()


main()
