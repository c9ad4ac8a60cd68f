"""Runs the tests of a package on the product as it is, to see which lines each runs."""

import contextlib
import functools
import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import coverage
import pytest
from hypothesis import HealthCheck, Phase, settings

from tests.mutants.forks import each_from_a_fork
from tests.mutants.packages import Package
from tests.mutants.standing import MADE, make_once

ROOT = Path(__file__).parents[2]
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

    database: the one they stand on, where they need one.
    first: what is done before them, once they are read; where it returns True they are not run.
    """

    database: str
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
            forget()
            self.watching.switch_context(item.nodeid)
        begun = time.process_time()
        answer = yield
        self.seconds[item.nodeid] = time.process_time() - begun
        return answer

    def of(self, package: Package) -> int:
        """Run them and return pytest's exit code."""
        files: Iterable[str] = package.tests_on[self.database]
        if self.chosen and files is package.tests:
            files = dict.fromkeys(name.split("::")[0] for name in self.chosen)
        words = ["-q", "-x", "-p", "no:cacheprovider", f"--capture={'sys' if package.whole else 'no'}"]
        with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
            stands = [f"--database={self.database}"] if package.whole else ["--noconftest"]
            return int(pytest.main([*words, *stands, f"--basetemp={folder}/tests", *files], plugins=[self]))


def forget() -> None:
    """Empty what functions of the product remember: a test runs their lines though another one ran them before."""
    for name, module in list(sys.modules.items()):
        for one in vars(module).values() if name.startswith("competence.") else ():
            if isinstance(one, functools._lru_cache_wrapper):
                one.cache_clear()


@dataclass(frozen=True)
class Measured:
    """What one run of a package's tests showed.

    database: the one they stood on. seconds: of each test. running: for each module and line, the tests that run it, ""
    while it is loaded. loaded: what was loaded. missing: lines and branches that no test runs, by module.
    """

    database: str
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


def measured(package: Package) -> list[Measured]:
    """Run a package's tests on the product as it is, on each database. Raises RuntimeError where one fails."""
    known: list[Measured] = []
    for database in package.tests_on:
        known += each_from_a_fork(functools.partial(_tell_measured, package, database))
    return known


def _tell_measured(package: Package, database: str, tell: Callable[[Measured], None]) -> None:
    tell(_measure(package, database))


def never_run(module: str, knowns: Sequence[Measured]) -> list[object]:
    """Return the lines and branches of a module that no test runs on any of the databases."""
    first, *others = knowns
    return [one for one in first.missing[module] if all(one in other.missing[module] for other in others)]


def _measure(package: Package, database: str) -> Measured:
    paths = {module: str(path_of(module)) for module in package.modules}
    watching = coverage.Coverage(data_file=None, branch=True, include=list(paths.values()), config_file=False)
    run = Run(database, watching=watching, first=make_once if package.whole else lambda _: None)
    with watching.collect(), contextlib.redirect_stdout(sys.stderr):
        if run.of(package) != pytest.ExitCode.OK:
            raise RuntimeError(f"The tests of {package.name} fail on the product as it is.")
    data = watching.get_data()
    with tempfile.NamedTemporaryFile(suffix=".json") as told:
        watching.json_report(outfile=told.name)
        files = {str(ROOT / name): one for name, one in json.load(told)["files"].items()}
    return Measured(
        database,
        run.seconds,
        {module: data.contexts_by_lineno(path) for module, path in paths.items()},
        [name for name in sys.modules if name != "__main__"],
        {m: [*files[path]["missing_lines"], *files[path]["missing_branches"]] for m, path in paths.items()},
    )
