"""The files keep the house's manners: a sentence first, nothing put off, and small enough to read in one go."""

import ast
import re
import statistics
import tomllib
from pathlib import Path

import pytest

from competence.config import ROOT

OPENINGS = {
    ".py": re.compile(r'(?:#!.*\n)?r?"""[A-ZÆØÅ`][^"]*?[.!?]'),
    ".html": re.compile(r"\{#-?\s*[A-ZÆØÅ`].*?[.!?]\s", re.DOTALL),
    ".css": re.compile(r"/\*+\s*[A-ZÆØÅ`].*?[.!?]\s*", re.DOTALL),
    ".js": re.compile(r"(?:/\*+|//)\s*[A-ZÆØÅ`].*?[.!?]\s*", re.DOTALL),
    ".typ": re.compile(r"//\s*[A-ZÆØÅ`].*?[.!?]\n"),
}
PUT_OFF = re.compile(r"\b(TO[D]O|FIX[M]E|XX[X])\b|pytest\.(mark\.)?(s[k]ip|importors[k]ip|x[f]ail)")  # not itself
A_PART = re.compile(r"pytest\.mark\.(alike|in_turns|seldom)|\bnightly\b")  # of these a day runs a part
LONGEST = {".py": 300, ".html": 150, ".typ": 150}
LONGEST_FUNCTION = 50
ROOMS = {"views", "forms", "actions", "queries", "models", "rules"}


def opens_with_a_sentence(path: Path, text: str) -> bool:
    """Return whether a file says first what it is for; an empty one has nothing to say."""
    return not text.strip() or OPENINGS[path.suffix].match(text) is not None


def long_functions(text: str) -> list[str]:
    """Return the functions that are too long to take in."""
    functions = (
        node for node in ast.walk(ast.parse(text)) if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
    )
    return [node.name for node in functions if (node.end_lineno or 0) - node.lineno >= LONGEST_FUNCTION]


def test_every_file_opens_with_a_sentence(files):
    assert [str(path) for path in files if not opens_with_a_sentence(path, path.read_text())] == []


def test_every_product_of_the_tests_keeps_its_files_in_a_folder_of_its_own():
    """What a product is not told goes into instance/, among what somebody has who runs one here: files_in tells it."""
    calls = [
        (path.name, call)
        for path in (ROOT / "tests").rglob("*.py")
        for call in ast.walk(ast.parse(path.read_text()))
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "create_app"
    ]
    assert calls
    assert [name for name, call in calls if all(given.arg for given in call.keywords)] == []


def test_what_a_day_runs_a_part_of_the_night_runs_whole():
    (by_night,) = re.findall("^NIGHTLY := (.+)$", (ROOT / "Makefile").read_text(), re.MULTILINE)
    files = [
        str(path.relative_to(ROOT)) for path in (ROOT / "tests").rglob("test_*.py") if A_PART.search(path.read_text())
    ]
    assert len(files) > 15
    assert [file for file in files if not any(file.startswith(named) for named in by_night.split())] == []


def test_nothing_is_put_off(files):
    found = [f"{path}: {match[0]}" for path in files for match in PUT_OFF.finditer(path.read_text())]
    assert found == []


def test_no_file_is_too_long(files):
    lengths = {path: len(path.read_text().splitlines()) for path in files}
    too_long = {str(path): n for path, n in lengths.items() if n > LONGEST.get(path.suffix, 600)}
    assert too_long == {}
    assert statistics.median(n for path, n in lengths.items() if path.suffix == ".py") < 100


def test_no_function_is_too_long(files):
    programs = (path for path in files if path.suffix == ".py")
    assert [(str(path), name) for path in programs for name in long_functions(path.read_text())] == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.py", "import os\n"),
        ("a.html", "<p>Hej.</p>"),
        ("a.css", "a{}"),
        ("a.js", "let a"),
        ("a.typ", "#let a = 1"),
        ("b.py", '"""nothing"""'),
    ],
)
def test_a_file_without_a_sentence_is_found(name, text):
    assert not opens_with_a_sentence(Path(name), text)


def test_a_thing_put_off_and_a_long_function_are_found():
    assert PUT_OFF.search("# TO" + "DO later")
    assert PUT_OFF.search("@pytest.mark.sk" + "ip")
    assert long_functions("def f():\n" + "    pass\n" * 51) == ["f"]


def test_the_configuration_says_what_each_setting_means():
    lines = (ROOT / "competence" / "config.py").read_text().splitlines()
    start, end = (next(n for n, line in enumerate(lines) if line.startswith(mark)) for mark in ("DEFAULTS", "}"))
    assert [line for line in lines[start + 1 : end] if "# " not in line] == []


def test_nothing_is_kept_in_an_attic(files):
    """A thing without a home is a missing feature, which wants a name."""
    attics = {"utils", "util", "helpers", "common", "services", "managers", "misc"}
    assert [str(path) for path in files if attics & {path.stem, *path.relative_to(ROOT).parts}] == []


def test_every_feature_is_held_to_the_order_of_its_rooms(files):
    """What import-linter is not told it does not look at: a new package would be free to import upwards."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    held = {name for one in contracts if one["name"].startswith("Inside a feature") for name in one["containers"]}
    rooms: dict[str, set[str]] = {}
    for path in (path.relative_to(ROOT) for path in files if path.suffix == ".py"):
        for depth, name in enumerate(path.with_suffix("").parts[:4]):
            if name in ROOMS:
                rooms.setdefault(".".join(path.parts[:depth]), set()).add(name)
    assert {one for one, names in rooms.items() if len(names) > 1 and one.startswith("competence.")} - held == {
        "competence.web"  # no feature, but what all of them stand on
    }
