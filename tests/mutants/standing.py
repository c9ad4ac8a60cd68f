"""A house that stands: product, database and cast are made once, and each change is put into them in a fork."""

import ast
import gc
import shutil
import sys
import types
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

MADE = "made once"
CONSTANTS = (bool, int, str, tuple, frozenset, dict, timedelta)
Living = dict[types.CodeType, list[types.FunctionType]]


class _Nothing(pytest.Item):
    """What comes next where only what is made once shall stay."""

    def runtest(self) -> None:
        """Do nothing."""


def make_once(session: pytest.Session) -> None:
    """Make what all tests share: the product, its database, and a second one with the cast in it."""

    def made(inhabited: Any) -> None:
        pass

    run_in_order([pytest.Function.from_parent(session.items[0].parent, name=MADE, callobj=made)])
    if session.testsfailed:
        raise RuntimeError("The house could not be made.")


def run_in_order(items: Sequence[pytest.Item]) -> None:
    """Run tests one after the other until one fails; what is made once for all of them stays."""
    nothing = _Nothing.from_parent(items[0].session, name="nothing")
    for item, following in zip(items, [*items[1:], nothing], strict=True):
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        if item.session.testsfailed:
            break


def living_in(path: Path) -> Living:
    """Return the functions that are there now, by their code, of those a file has written; nothing stays connected."""
    gc.unfreeze()
    found: Living = defaultdict(list)
    for one in gc.get_objects():
        if type(one) is types.FunctionType and one.__code__.co_filename == str(path):
            found[one.__code__].append(one)
        elif type(one) is Engine:
            one.dispose()  # what a fork connects to, it connects to itself
    gc.freeze()
    return found


def put(old: types.CodeType, new: types.CodeType, living: Living, *, inside: bool = False) -> bool:
    """Give all that runs the old code the new one; False where what is changed has been run already, at the start.

    inside: whether the code belongs to a function that has been given its own.
    """
    functions = living.get(old, [])
    for function in functions:
        try:
            function.__code__ = new
        except ValueError:  # it takes fewer names along from around it
            return False
    inside = inside or bool(functions)
    if _itself(old) != _itself(new):
        return inside
    pairs = zip(_within(old), _within(new), strict=True)
    return all(put(one, other, living, inside=inside) for one, other in pairs if one != other)


def _itself(code: types.CodeType) -> types.CodeType:
    """Return a code without those that stand in it."""
    return code.replace(co_consts=tuple(one for one in code.co_consts if not isinstance(one, types.CodeType)))


def _within(code: types.CodeType) -> list[types.CodeType]:
    return [one for one in code.co_consts if isinstance(one, types.CodeType)]


def rebind(module: str, old: ast.Module, new: ast.Module, importing: Iterable[str]) -> bool:
    """Give a constant of a module another value, there and in those importing it; False where none is changed."""
    there = vars(sys.modules[module])
    (changed,) = (other for one, other in zip(old.body, new.body, strict=True) if ast.dump(one) != ast.dump(other))
    target = changed.targets[0] if isinstance(changed, ast.Assign) else getattr(changed, "target", None)
    if not isinstance(target, ast.Name) or not isinstance(there[target.id], CONSTANTS):
        return False
    values, before = dict(there), there[target.id]
    exec(compile(ast.Module([changed], []), module, "exec"), values)  # noqa: S102  our own, changed in one place
    for names in (there, *(vars(sys.modules[name]) for name in importing if name in sys.modules)):
        if names.get(target.id) is before:
            names[target.id] = values[target.id]
    return True


@contextmanager
def files_kept(folder: Path) -> Iterator[None]:
    """Let every file of a folder be afterwards as it was before: keys and databases are files."""
    kept = folder.with_name(f"{folder.name}-kept")
    if not kept.exists():
        shutil.copytree(folder, kept, symlinks=True)
    try:
        yield
    finally:
        shutil.rmtree(folder)
        shutil.copytree(kept, folder, symlinks=True)
