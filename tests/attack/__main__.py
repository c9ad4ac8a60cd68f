"""Runs every attack on what the product promises (`make attack`): each module beside this one says what it got."""

import importlib
from pathlib import Path


def main() -> None:
    """Run the attacks one after the other; each prints its line, and raises where a promise does not hold."""
    for path in sorted(Path(__file__).parent.glob("[a-z]*.py")):
        attack = importlib.import_module(f"tests.attack.{path.stem}")
        if hasattr(attack, "run"):
            attack.run()


main()
