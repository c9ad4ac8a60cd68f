"""Breaks the product on purpose (`make sabotage`): each defect in a copy of its own, where its named test must fail."""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from enum import Enum
from pathlib import Path
from xml.etree import ElementTree

from competence.config import ROOT
from tests.sabotage.defects import DEFECTS, Defect

AT_ONCE = 2
LEFT_OUT = (
    ".venv",
    ".git",
    ".cache",
    ".mypy_cache",
    ".ruff_cache",
    ".pytest_cache",
    ".hypothesis",
    "instance",
)
LONGEST = 600  # seconds one test may take: a defect may also be one that never ends
COMPILED = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}  # once for all


class Verdict(Enum):
    """What the named test said."""

    GREEN = "its test did not notice"
    RED = "caught"
    BROKEN = "its test could not be run"


def main() -> None:
    """Run the named tests on the product as it is, then each against its defect, and say how many were caught."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("-k", dest="word", default="", help="only the defects whose name or file holds this word")
    asked.add_argument("--list", action="store_true", help="say what there is, and run nothing")
    wanted = asked.parse_args()
    chosen = [defect for defect in DEFECTS if wanted.word.lower() in f"{defect.name} {defect.path}".lower()]
    if wanted.list:
        print("\n".join(f"{defect.name}  ({defect.path})" for defect in chosen))
        return
    with tempfile.TemporaryDirectory(prefix="sabotage-") as name:
        whole = _copy(ROOT, Path(name) / "as it is")  # once: work on the product may go on meanwhile
        _refuse_tests_that_are_red_anyway(whole, chosen)
        with ThreadPoolExecutor(AT_ONCE) as together:
            verdicts = list(together.map(lambda defect: _against(whole, defect), chosen))
    missed = [
        f"  {defect.name}: {verdict.value} ({defect.test})"
        for defect, verdict in zip(chosen, verdicts, strict=True)
        if verdict is not Verdict.RED
    ]
    print(f"caught {len(chosen) - len(missed)} of {len(chosen)}")
    if missed:
        raise SystemExit("\n".join(missed))


def _refuse_tests_that_are_red_anyway(tree: Path, defects: Sequence[Defect]) -> None:
    for database in sorted({defect.database for defect in defects}):
        tests = sorted({defect.test for defect in defects if defect.database == database})
        start = time.monotonic()
        verdict, told = run(tree, tests, database, LONGEST * 5)
        if verdict is not Verdict.GREEN:
            raise SystemExit(f"The named tests do not pass on the product as it is:\n{told}")
        print(
            f"{len(tests)} named tests pass on the product as it is ({database}, {time.monotonic() - start:.0f} s)",
            flush=True,
        )


def _against(whole: Path, defect: Defect) -> Verdict:
    tree = _copy(whole, whole.with_name(str(DEFECTS.index(defect))))
    try:
        defect.apply(tree)
        verdict, told = run(tree, [defect.test], defect.database)
    except ValueError as misplaced:
        verdict, told = Verdict.BROKEN, str(misplaced)
    finally:
        shutil.rmtree(tree, ignore_errors=True)
    print(f"  {'caught ' if verdict is Verdict.RED else 'MISSED '} {defect.name}", flush=True)
    if verdict is Verdict.BROKEN:
        print(told, flush=True)
    return verdict


def _copy(tree: Path, place: Path) -> Path:
    shutil.copytree(tree, place, ignore=shutil.ignore_patterns(*LEFT_OUT))
    (place / "instance").mkdir()
    return place


def run(tree: Path, tests: Sequence[str], database: str, longest: int = LONGEST) -> tuple[Verdict, str]:
    """Run tests in a copy and return what they said: RED only where a test ran and failed.

    longest: how many seconds they may take.
    """
    report = tree / "report.xml"
    words = f"-m pytest -q -x -p no:cacheprovider --database {database} --junitxml {report.name}"
    command = [sys.executable, *words.split(), *tests]
    try:
        ran = subprocess.run(
            command, cwd=tree, env=COMPILED, capture_output=True, text=True, check=False, timeout=longest
        )
    except subprocess.TimeoutExpired:
        return Verdict.BROKEN, f"not done after {longest} s"
    told = ran.stdout[-3000:] + ran.stderr[-1000:]
    if ran.returncode == 0:
        return Verdict.GREEN, told
    if ran.returncode != 1:  # not a test that failed: pytest itself could not go on
        return Verdict.BROKEN, told
    failure = ElementTree.parse(report).getroot().find(".//failure")  # noqa: S314  written a moment ago by our own pytest
    return Verdict.BROKEN if failure is None else Verdict.RED, told


if __name__ == "__main__":
    main()
