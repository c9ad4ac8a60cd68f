"""Runs, for each change to a package, the tests that run its lines."""

import ast
import contextlib
import functools
import importlib.util
import sys
import types
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import grimp
import pytest

from tests.mutants.changing import Mutant, mutants_of
from tests.mutants.forks import each_from_a_fork, exit_code_of
from tests.mutants.measuring import Measured, Run, forget, path_of
from tests.mutants.packages import Package
from tests.mutants.standing import files_kept, living_in, make_once, put, rebind, run_in_order

NOTICED: dict[int, bool] = {
    pytest.ExitCode.OK: False,
    pytest.ExitCode.TESTS_FAILED: True,
    pytest.ExitCode.INTERRUPTED: True,  # the tests could not even be read
}
START = 60  # seconds of the processor in which a product starts


@dataclass(frozen=True)
class Tried:
    """A change that was tried: where it was made, what it was, and whether a test noticed it."""

    module: str
    function: str
    line: int
    change: str
    killed: bool


Tell = Callable[[tuple[int, Tried]], None]


def results(package: Package, module: str, places: Sequence[int], knowns: Sequence[Measured]) -> Iterator[Tried]:
    """Make changes to a module, each in a process of its own, and run the tests that run its lines.

    What needs the product is changed in one that stands; for what is run at its start it is started anew. What is not
    noticed on one database is tried on the next.
    places: which of its changes, as mutants_of numbers them.
    """
    open_still = list(places)
    for known in knowns:
        left = tuple(open_still)
        for place, one in _results_on_one(package, module, left, known) if left else ():
            if one.killed or known is knowns[-1]:
                open_still.remove(place)
                yield one


def _results_on_one(
    package: Package, module: str, places: Sequence[int], known: Measured
) -> Iterator[tuple[int, Tried]]:
    left = list(places)
    for work in (_try_standing, _try_from_the_start) if package.whole else (_try_from_the_start,):
        for place, one in each_from_a_fork(functools.partial(work, package, module, tuple(left), known)):
            left.remove(place)
            yield place, one


def _try_from_the_start(package: Package, module: str, places: Sequence[int], known: Measured, tell: Tell) -> None:
    graph = grimp.build_graph("competence", cache_dir=None)
    above = graph.find_downstream_modules(module, as_package=True) | {module}
    for name in known.loaded if places else ():  # once for all changes: what does not know the module
        if above.isdisjoint(_loaded_with(name)) and not name.startswith(("tests.", "pixeltable")):
            with contextlib.suppress(Exception):
                importlib.import_module(name)
    for place in places:
        mutant, tree = _changed(module, place)
        code, tests = _compiled(module, tree), known.tests_of(module, mutant.lines)
        start = START if package.whole else 0
        work = functools.partial(_with, module, code, package, known.database, tests)
        ended = exit_code_of(work, start + known.seconds_for(tests))
        tell((place, _came_of(ended, module, mutant)))


def _try_standing(package: Package, module: str, places: Sequence[int], known: Measured, tell: Tell) -> None:
    """Try what can be tried where product and database stand: changes to functions, and to constants."""
    importing = grimp.build_graph("competence", cache_dir=None).find_modules_that_directly_import(module)

    def first(session: pytest.Session) -> bool:
        make_once(session)
        living, items = living_in(path_of(module)), {item.nodeid: item for item in session.items}
        was = tree_of(module)
        old = _compiled(module, was)

        def changed_to(tree: ast.Module, lines: range) -> int:
            tests = known.tests_after_the_start_of(module, lines)
            if not (put(old, _compiled(module, tree), living) if tests else rebind(module, was, tree, importing)):
                return pytest.ExitCode.NO_TESTS_COLLECTED
            forget()
            session.config.option.maxfail = 0  # else the first that fails takes down what stands
            run_in_order([items[name] for name in tests or known.tests_of(module, lines)])
            return pytest.ExitCode.TESTS_FAILED if session.testsfailed else pytest.ExitCode.OK

        for place in places:
            mutant, tree = _changed(module, place)
            longest = known.seconds_for(known.tests_of(module, mutant.lines))
            with files_kept(Path(session.config.option.basetemp)):
                ended = exit_code_of(functools.partial(changed_to, tree, mutant.lines), longest)
            open_still = ended == pytest.ExitCode.OK and known.are_run_at_the_start(module, mutant.lines)
            if ended != pytest.ExitCode.NO_TESTS_COLLECTED and not open_still:
                tell((place, _came_of(ended, module, mutant)))
        return True

    with contextlib.redirect_stdout(sys.stderr):
        Run(known.database, first=first).of(package)


def _loaded_with(name: str) -> set[str]:
    """Return a module and the packages it stands in, which are loaded before it."""
    parts = name.split(".")
    return {".".join(parts[:number]) for number in range(1, len(parts) + 1)}


def tree_of(module: str) -> ast.Module:
    """Return the module as it stands, read anew."""
    return ast.parse(path_of(module).read_text(encoding="utf-8"))


def _compiled(module: str, tree: ast.Module) -> types.CodeType:
    return compile(tree, str(path_of(module)), "exec")


def _changed(module: str, place: int) -> tuple[Mutant, ast.Module]:
    tree = tree_of(module)
    mutant = mutants_of(tree)[place]
    mutant.apply()
    return mutant, ast.fix_missing_locations(tree)


def _came_of(ended: int, module: str, mutant: Mutant) -> Tried:
    if ended >= 0 and ended not in NOTICED:
        raise RuntimeError(f"{module}: the tests could not be run against {mutant.change} ({ended})")
    return Tried(module, mutant.function, mutant.lines.start, mutant.change, ended < 0 or NOTICED[ended])


def _with(module: str, code: types.CodeType, package: Package, database: str, tests: Sequence[str]) -> int:
    """Run tests with a module of this code in the place of its own."""
    spec = importlib.util.find_spec(module)
    assert spec is not None
    changed = importlib.util.module_from_spec(spec)
    sys.modules[module] = changed
    parent, _, name = module.rpartition(".")
    setattr(sys.modules[parent], name, changed)
    try:
        exec(code, changed.__dict__)  # noqa: S102  our own module, changed in one place
    except Exception:
        return pytest.ExitCode.TESTS_FAILED  # it cannot even be loaded
    return Run(database, tests).of(package)
