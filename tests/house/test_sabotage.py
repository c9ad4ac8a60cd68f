"""The list of deliberate defects stays true: each still finds its place in the product, and its test still exists."""

import ast
from collections import Counter
from pathlib import Path

import pytest

from competence.config import ROOT
from tests.house.access import ROWS
from tests.sabotage.defects import DEFECTS, Defect

FEWEST = 40


@pytest.mark.parametrize("defect", DEFECTS, ids=lambda defect: defect.name)
def test_its_place_is_one_and_its_test_is_there(defect: Defect):
    text = (ROOT / defect.path).read_text(encoding="utf-8")
    assert text.count(defect.old) == 1
    assert defect.old != defect.new
    if defect.path.endswith(".py"):
        compile(text.replace(defect.old, defect.new), defect.path, "exec")
    file, name = defect.test.split("[")[0].split("::")
    if "test_access" in file and "[" in defect.test:
        assert defect.test.split("[")[1].rstrip("]") in {str(row) for row in ROWS}
    assert name in _tests_in(ROOT / file)


def test_there_are_many_and_none_stands_twice():
    assert len(DEFECTS) >= FEWEST
    assert [name for name, times in Counter(defect.name for defect in DEFECTS).items() if times > 1] == []


def _tests_in(file: Path) -> set[str]:
    return {node.name for node in ast.walk(ast.parse(file.read_text())) if isinstance(node, ast.FunctionDef)}
