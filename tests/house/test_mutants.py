"""The small changes that `make mutants` makes: each kind is made; those called equivalent are few and say why."""

import ast
import sys
from collections import Counter
from types import FunctionType, SimpleNamespace

import pytest

from competence.config import ROOT
from tests.mutants.__main__ import equivalents
from tests.mutants.changing import mutants_of
from tests.mutants.packages import PACKAGES
from tests.mutants.running import tree_of
from tests.mutants.standing import put, rebind

MOST_EQUIVALENT = 0.02


def changed(text: str) -> list[str]:
    """Return a text once for each change that is made to it."""
    texts = []
    for place in range(len(mutants_of(ast.parse(text)))):
        tree = ast.parse(text)
        mutants_of(tree)[place].apply()
        texts.append(ast.unparse(ast.fix_missing_locations(tree)))
    return texts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x = a < b", ["x = a <= b", "x = a >= b"]),
        ("x = a == b", ["x = a != b"]),
        ("x = a is not b", ["x = a is b"]),
        ("x = a not in b", ["x = a in b"]),
        ("x = a and b", ["x = a or b", "x = b", "x = a"]),
        ("x = a or b or c", ["x = a and b and c", "x = b or c", "x = a or c", "x = a or b"]),
        ("x = not a", ["x = a"]),
        ("x = -a", ["x = a"]),
        ("x = 5", ["x = 6", "x = 4"]),
        ("x = True", ["x = False"]),
        ("x = 'a'", ["x = 'ax'"]),
        ("x = a | b", ["x = a & b"]),
        ("x = a if b else c", ["x = a", "x = c"]),
        ("x = any(a)", ["x = all(a)"]),
        ("x = f(a, by=b)", ["x = f(a)"]),
        ("x = (a, b)", ["x = (b,)", "x = (a,)"]),
        ("x = {a: b}", ["x = {}"]),
        ("x = select(a).where(b, c)", ["x = select(a).where(c)", "x = select(a).where(b)"]),
        ("x = or_(a, b)", ["x = or_(b)", "x = or_(a)"]),
        ("x = a.union(b)", []),
        ("x = a.desc()", ["x = a"]),
        ("x = a.is_not(None)", ["x = a"]),
        ("x = [a for a in b if c]", ["x = [a for a in () if c]", "x = [a for a in b]"]),
    ],
)
def test_conditions_numbers_and_elements_are_changed(text, expected):
    assert changed(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("f()", ["pass"]),
        ("raise E('words')", ["pass"]),
        ("a += b", ["pass", "a -= b"]),
        ("a.b = c", ["pass"]),
        ("for a in b:\n    break", ["for a in ():\n    break", "for a in b:\n    continue"]),
        ("while a:\n    continue", ["while False:\n    continue", "while a:\n    break"]),
        ("if a:\n    b = c", ["if True:\n    b = c", "if False:\n    b = c"]),
        ("def f() -> bool:\n    return a", ["def f() -> bool:\n    return True", "def f() -> bool:\n    return False"]),
        ("def f() -> int:\n    return a", ["def f() -> int:\n    return None"]),
        ("@d\ndef f(a: int):\n    b", ["def f(a: int):\n    b", "@d\ndef f(a: int):\n    pass"]),
    ],
)
def test_statements_are_left_out_and_answers_are_turned(text, expected):
    assert changed(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        '"""Say."""',
        "x = _l('Hej')",
        "class A:\n    B = 'b'",
        "x = f(help='Hej')",
        "def f(a: b[1]):\n    ...",
        "A = AList[1]",
    ],
)
def test_what_is_only_said_to_people_is_left_alone(text):
    assert changed(text) == []


@pytest.fixture
def standing(monkeypatch):
    """Return the names of a module after its first change was put into it where it stands, and whether it could be."""

    def changed_there(text, change):
        names, tree = {"__name__": "careful"}, ast.parse(text)
        exec(compile(text, "careful.py", "exec"), names)  # noqa: S102
        monkeypatch.setitem(sys.modules, "careful", SimpleNamespace(**names))
        (mutant,) = (one for one in mutants_of(tree) if one.change == change)
        mutant.apply()
        ast.fix_missing_locations(tree)
        living = {one.__code__: [one] for one in names.values() if isinstance(one, FunctionType)}
        was = compile(text, "careful.py", "exec"), ast.parse(text)
        could = put(was[0], compile(tree, "careful.py", "exec"), living)
        return could or rebind("careful", was[1], tree, []), vars(sys.modules["careful"])

    return changed_there


@pytest.mark.parametrize(
    ("text", "change", "asked", "answer"),
    [
        ("def f():\n    return 1", "1 -> 2", "f()", 2),
        ("def f():\n    return [one for one in (1, 2) if one > 1]", "one > 1 -> one >= 1", "f()", [1, 2]),
        ("def g():\n    def h():\n        return 1\n    return h\nf = g()", "1 -> 2", "f()", 2),
        ("def f(*, a=1):\n    def g():\n        return a\n    return g", "return a -> return None", "f()()", None),
        ("A = 5", "5 -> 6", "A", 6),
        ("A = 5\nB = ('a', 'b')", "'a' -> nothing", "B", ("b",)),
    ],
)
def test_a_change_is_put_into_what_stands(text, change, asked, answer, standing):
    could, names = standing(text, change)
    assert could
    assert eval(asked, names) == answer  # noqa: S307


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ("class A:\n    b = 5", "5 -> 6"),
        ("def f(a=5):\n    return a", "5 -> 6"),
        ("A = [one for one in (1, 2)]", "1 -> 2"),
    ],
)
def test_what_was_run_at_the_start_is_not_changed_where_it_stands(text, change, standing):
    assert standing(text, change)[0] is False


def test_those_called_equivalent_are_there_are_few_and_give_their_reason():
    places = Counter()
    total = Counter()
    there = set()
    for package in PACKAGES:
        for module in package.modules:
            found = mutants_of(tree_of(module))
            there |= {(module, one.function, one.change) for one in found}
            total[package.name] += len(found)
            places[package.name] += sum(named[0] == module for named in equivalents())
    assert set(equivalents()) - there == set()
    assert [why for why in equivalents().values() if len(why) < 20] == []
    assert {name: number for name, number in places.items() if number > MOST_EQUIVALENT * total[name]} == {}


def test_every_file_of_the_policy_is_changed():
    """The permissions are names alone."""
    files = {path.stem for path in (ROOT / "competence" / "access").glob("*.py")} - {"__init__"}
    (access,) = (package for package in PACKAGES if package.name == "access")
    assert files == {module.rpartition(".")[2] for module in access.modules}


def test_every_file_that_makes_group_numbers_is_changed():
    files = {path.stem for path in (ROOT / "competence" / "privacy" / "anonymity").glob("*.py")} - {"__init__"}
    changed = {module for package in PACKAGES for module in package.modules}
    assert {name for name in files if f"competence.privacy.anonymity.{name}" not in changed} == set()
