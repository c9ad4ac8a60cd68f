"""Every deliberate defect, gathered from the files in parts/: one file for each part of the product."""

import importlib
from pathlib import Path

from tests.sabotage.defect import Defect as Defect

_PARTS = sorted(path.stem for path in Path(__file__).with_name("parts").glob("[a-z]*.py"))

DEFECTS: list[Defect] = [
    defect for part in _PARTS for defect in importlib.import_module(f"tests.sabotage.parts.{part}").DEFECTS
]
