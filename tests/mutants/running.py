"""Runs the tests of a package: once to see which lines each runs, then for each change those that run its lines."""

import ast
import contextlib
import functools
import importlib.util
import json
import sys
import tempfile
import time
import types
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import coverage
import grimp
import pytest
from hypothesis import HealthCheck, Phase, settings

from tests.mutants.changing import Mutant, mutants_of
from tests.mutants.forks import each_from_a_fork, exit_code_of
from tests.mutants.packages import Package
from tests.mutants.standing import MADE, files_kept, living_in, make_once, put, rebind, run_in_order

ROOT = Path(__file__).parents[2]
NOTICED: dict[int, bool] = {
    pytest.ExitCode.OK: False,
    pytest.ExitCode.TESTS_FAILED: True,
    pytest.ExitCode.INTERRUPTED: True,  # the tests could not even be read
}
START = 60  # seconds of the processor in which a product starts
settings.register_profile(  # the same examples each time, and the first that fails is enough
    "mutants",
    deadline=None,
    database=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@dataclass
class Run:
    """One run of tests, as pytest's plugin. chosen: the only ones, in their order; without it all are.

    first: what is done before them, once they are read; where it returns True they are not run.
    """

    chosen: Sequence[str] = ()
    first: Callable[[pytest.Session], bool | None] = lambda _: None
    watching: coverage.Coverage | None = None
    seconds: dict[str, float] = field(default_factory=dict)

    def pytest_configure(self) -> None:
        settings.load_profile("mutants")

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        if self.chosen:
            order = {name: place for place, name in enumerate(self.chosen)}
            items[:] = sorted((item for item in items if item.nodeid in order), key=lambda item: order[item.nodeid])

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool | None:
        return self.first(session)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        if item.name == MADE:
            return (yield)
        if self.watching is not None:
            _forget()
            self.watching.switch_context(item.nodeid)
        begun = time.process_time()
        answer = yield
        self.seconds[item.nodeid] = time.process_time() - begun
        return answer

    def of(self, package: Package) -> int:
        """Run them and return pytest's exit code."""
        files = dict.fromkeys(name.split("::")[0] for name in self.chosen) or package.tests
        words = ["-q", "-x", "-p", "no:cacheprovider", f"--capture={'sys' if package.whole else 'no'}"]
        with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
            alone = [] if package.whole else ["--noconftest"]
            return int(pytest.main([*words, *alone, f"--basetemp={folder}/tests", *files], plugins=[self]))


def _forget() -> None:
    """Empty what functions of the product remember: a test runs their lines though another one ran them before."""
    for name, module in list(sys.modules.items()):
        for one in vars(module).values() if name.startswith("competence.") else ():
            if isinstance(one, functools._lru_cache_wrapper):
                one.cache_clear()


@dataclass(frozen=True)
class Measured:
    """What one run of a package's tests showed.

    seconds: of each test. running: for each module and line, the tests that run it, "" while it is loaded.
    loaded: what was loaded. missing: lines and branches that no test runs, by module.
    """

    seconds: dict[str, float]
    running: dict[str, dict[int, list[str]]]
    loaded: list[str]
    missing: dict[str, list[object]]

    def tests_of(self, module: str, lines: range) -> list[str]:
        """Return the tests that run any of these lines, the fastest first: all, where they run at the start."""
        found = self._running(module, lines)
        return self._in_order(self.seconds if "" in found or not found else found)

    def tests_after_the_start_of(self, module: str, lines: range) -> list[str]:
        """Return the tests that run any of these lines once product and database stand, the fastest first."""
        return self._in_order(self._running(module, lines) - {""})

    def are_run_at_the_start(self, module: str, lines: range) -> bool:
        """Return whether any of these lines is run before product and database stand."""
        return "" in self._running(module, lines)

    def seconds_for(self, tests: Sequence[str]) -> float:
        """Return after how many seconds of the processor a run of tests has lost its way."""
        return 10 + 5 * sum(self.seconds[one] for one in tests)

    def _running(self, module: str, lines: range) -> set[str]:
        return {test for line in lines for test in self.running[module].get(line, ())}

    def _in_order(self, tests: Iterable[str]) -> list[str]:
        return sorted(tests, key=lambda name: self.seconds[name])


def path_of(module: str) -> Path:
    """Return the file of a module, or of a package."""
    path = ROOT / module.replace(".", "/")
    return path / "__init__.py" if path.is_dir() else path.with_suffix(".py")


def measured(package: Package) -> Measured:
    """Run a package's tests on the product as it is. Raises RuntimeError where one fails."""
    found: Iterator[Measured] = each_from_a_fork(lambda tell: tell(_measure(package)))
    (known,) = found
    return known


def _measure(package: Package) -> Measured:
    paths = {module: str(path_of(module)) for module in package.modules}
    watching = coverage.Coverage(data_file=None, branch=True, include=list(paths.values()), config_file=False)
    run = Run(watching=watching, first=make_once if package.whole else lambda _: None)
    with watching.collect(), contextlib.redirect_stdout(sys.stderr):
        if run.of(package) != pytest.ExitCode.OK:
            raise RuntimeError(f"The tests of {package.name} fail on the product as it is.")
    data = watching.get_data()
    with tempfile.NamedTemporaryFile(suffix=".json") as told:
        watching.json_report(outfile=told.name)
        files = {str(ROOT / name): one for name, one in json.load(told)["files"].items()}
    return Measured(
        run.seconds,
        {module: data.contexts_by_lineno(path) for module, path in paths.items()},
        [name for name in sys.modules if name != "__main__"],
        {m: [*files[path]["missing_lines"], *files[path]["missing_branches"]] for m, path in paths.items()},
    )


@dataclass(frozen=True)
class Tried:
    """A change that was tried: where it was made, what it was, and whether a test noticed it."""

    module: str
    function: str
    line: int
    change: str
    killed: bool


Tell = Callable[[tuple[int, Tried]], None]


def results(package: Package, module: str, places: Sequence[int], known: Measured) -> Iterator[Tried]:
    """Make changes to a module, each in a process of its own, and run the tests that run its lines.

    What needs the product is changed in one that stands; for what is run at its start it is started anew.
    places: which of its changes, as mutants_of numbers them.
    """
    left = list(places)
    for work in (_try_standing, _try_from_the_start) if package.whole else (_try_from_the_start,):
        for place, one in each_from_a_fork(functools.partial(work, package, module, tuple(left), known)):
            left.remove(place)
            yield one


def _try_from_the_start(package: Package, module: str, places: Sequence[int], known: Measured, tell: Tell) -> None:
    graph = grimp.build_graph("competence", cache_dir=None)
    above = graph.find_downstream_modules(module, as_package=True) | {module}
    for name in known.loaded if places else ():  # once for all changes: what does not know the module
        if above.isdisjoint(_loaded_with(name)) and not name.startswith("tests."):
            with contextlib.suppress(Exception):
                importlib.import_module(name)
    for place in places:
        mutant, tree = _changed(module, place)
        code, tests = _compiled(module, tree), known.tests_of(module, mutant.lines)
        start = START if package.whole else 0
        ended = exit_code_of(functools.partial(_with, module, code, package, tests), start + known.seconds_for(tests))
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
            _forget()
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
        Run(first=first).of(package)


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


def _with(module: str, code: types.CodeType, package: Package, tests: Sequence[str]) -> int:
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
    return Run(tests).of(package)
