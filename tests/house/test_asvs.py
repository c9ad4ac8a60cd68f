"""The list of OWASP ASVS 5.0: every item has a verdict, and what it names as evidence exists."""

import ast
import csv
import re
from functools import cache
from pathlib import Path

import pytest

from competence.config import ROOT

LIST = ROOT / "docs" / "security" / "asvs.csv"
PAPERS = sorted((ROOT / "docs" / "security").glob("*.md"))
MOST_GAPS = 0  # never raised
VERDICTS = {"test", "document", "operator", "gap", "conditional", "not applicable"}
# How many items each chapter has at levels 1 and 2: none may be left out.
ITEMS = {
    1: 27,
    2: 11,
    3: 19,
    4: 10,
    5: 9,
    6: 35,
    7: 18,
    8: 7,
    9: 7,
    10: 29,
    11: 14,
    12: 9,
    13: 13,
    14: 9,
    15: 13,
    16: 16,
    17: 7,
}
MENTIONED = re.compile(r"`(tests/[\w/.]+\.py)(?:::(\w+))?`")


def rows() -> list[dict[str, str]]:
    """Return the list."""
    with LIST.open(newline="") as file:
        return list(csv.DictReader(line for line in file if not line.startswith("#")))


@cache
def names_in(path: Path) -> frozenset[str]:
    """Return the names of the tests a file holds; nothing where there is no such file. Read, not run."""
    if not path.is_file():
        return frozenset()
    found = (node.name for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.FunctionDef))
    return frozenset(name for name in found if name.startswith("test_"))


def is_there(evidence: str) -> bool:
    """Return whether a test node or a document exists."""
    path, _, name = evidence.partition("::")
    return name in names_in(ROOT / path) if name else (ROOT / path).is_file()


def faults(row: dict[str, str]) -> list[str]:
    """Return what is wrong with one item."""
    evidence, verdict = row["evidence"].split(), row["verdict"]
    found = [f"there is no {one}" for one in evidence if not is_there(one)]
    if verdict == "test" and not any("::" in one for one in evidence):
        found.append("a test is not named")
    if verdict in {"document", "operator"} and not evidence:
        found.append("a document is not named")
    if verdict in {"gap", "conditional", "not applicable"} and not row["note"]:
        found.append("nobody says why")
    return found if verdict in VERDICTS else [*found, f"no verdict: {verdict}"]


def test_every_item_of_levels_one_and_two_is_judged_once():
    ids = [row["id"] for row in rows()]
    assert len(ids) == len(set(ids)) == 253
    chapters = [int(one[1:].split(".")[0]) for one in ids]
    assert {chapter: chapters.count(chapter) for chapter in sorted(set(chapters))} == ITEMS
    assert {row["level"] for row in rows()} == {"1", "2"}


def test_what_is_named_as_evidence_exists():
    assert {row["id"]: found for row in rows() if (found := faults(row))} == {}


def test_the_gaps_are_counted_and_may_only_become_fewer():
    gaps = [row["id"] for row in rows() if row["verdict"] == "gap"]
    print(f"ASVS 5.0: {len(gaps)} gaps: {' '.join(gaps)}")  # noqa: T201  shown by pytest -s, and by make asvs
    assert len(gaps) <= MOST_GAPS


def test_every_test_the_papers_name_exists():
    named = {(paper.name, *found) for paper in PAPERS for found in MENTIONED.findall(paper.read_text())}
    missing = [one for one in named if not is_there("::".join(part for part in one[1:] if part))]
    assert missing == []
    assert len(named) > 40


def test_all_forty_six_abuses_have_a_line():
    told = (ROOT / "docs" / "security" / "threat-model.md").read_text()
    assert [int(number) for number in re.findall(r"^\| (\d\d) \|", told, re.MULTILINE)] == list(range(1, 47))


@pytest.mark.parametrize(
    "changed",
    [
        {"evidence": "tests/house/test_asvs.py::test_that_is_not_there"}, {"evidence": "tests/house/none.py::test_x"},
        {"evidence": "docs/security.md"}, {"verdict": "document", "evidence": "docs/none.md"},
        {"verdict": "document", "evidence": ""}, {"verdict": "gap", "evidence": "", "note": ""}, {"verdict": "surely"},
    ],
)  # fmt: skip
def test_an_item_without_evidence_is_found(changed):
    sound = {"id": "V1.1.1", "verdict": "test", "note": ""}
    sound["evidence"] = "tests/house/test_asvs.py::test_an_item_without_evidence_is_found"
    assert faults(sound) == []
    assert faults(sound | changed) != []
