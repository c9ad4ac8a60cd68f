"""Changes what trust rests on, one small place at a time (`make mutants`): for each change a test must fail."""

import argparse
import csv
import re
from pathlib import Path

from tests.mutants.changing import mutants_of
from tests.mutants.measuring import measured, never_run
from tests.mutants.packages import PACKAGES, Package
from tests.mutants.running import Tried, results, tree_of

Named = tuple[str, str, str]  # module, function, change


def equivalents() -> dict[Named, str]:
    """Return the changes that change nothing anybody could notice, each with the reason."""
    with Path(__file__).with_name("equivalents.csv").open(newline="", encoding="utf-8") as file:
        return {(row["module"], row["function"], row["change"]): row["why"] for row in csv.DictReader(file)}


def main() -> None:
    """Try every change to the packages asked for, and say of each package how many were noticed."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument(
        "-k", dest="words", default="", help="only changes in whose package, place or words this is found"
    )
    words = re.compile(asked.parse_args().words)
    stands = [_stands(package, words) for package in PACKAGES]
    if not all(stands):
        raise SystemExit("Where a change was not noticed, a test is missing, or the line is not needed.")


def _stands(package: Package, words: re.Pattern[str]) -> bool:
    """Try the changes to a package, print what came of them, and return whether nothing is missing."""
    wanted = {module: _wanted(package, module, words) for module in package.modules}
    if not any(wanted.values()):
        return True
    known, same, left, tried = measured(package), equivalents(), 0, []
    for module, places in wanted.items():
        for one in results(package, module, places, known):
            if one.killed == (_name(one) in same):
                left += 1
                what = "called equivalent, and noticed" if one.killed else "not noticed"
                print(f"  {what}: {one.module}:{one.line} {one.function}: {one.change}", flush=True)
            tried.append(one)
    even = sum(_name(one) in same for one in tried)
    print(f"{package.name}: killed {len(tried) - even - left} of {len(tried) - even}, {even} equivalent", flush=True)
    missing = {module: lines for module in package.modules if (lines := never_run(module, known))}
    for module, lines in missing.items():
        print(f"  never run: {module}: {lines}", flush=True)
    return not left and not missing


def _wanted(package: Package, module: str, words: re.Pattern[str]) -> list[int]:
    mutants = enumerate(mutants_of(tree_of(module)))
    return [place for place, one in mutants if words.search(f"{package.name} {module} {one.function}: {one.change}")]


def _name(one: Tried) -> Named:
    return one.module, one.function, one.change


if __name__ == "__main__":
    main()
