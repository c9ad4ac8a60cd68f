"""A record that is handed on cannot be changed by whoever reads it, wherever trust rests."""

import dataclasses
import inspect
from importlib import import_module

from tests.mutants.packages import PACKAGES

CHANGED = {"Pending"}  # a text on its way into the database, which SQLAlchemy keeps as it is


def test_no_reader_changes_a_record():
    changeable = {
        one.__qualname__
        for package in PACKAGES
        for module in package.modules
        for one in vars(import_module(module)).values()
        if inspect.isclass(one) and dataclasses.is_dataclass(one) and one.__module__ == module
        if not one.__dataclass_params__.frozen
    }
    assert changeable <= CHANGED
