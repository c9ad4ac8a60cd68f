"""Every form asks for days through one field, which knows the days people mean."""

import importlib
import pkgutil

import pytest
from flask import Flask
from flask_wtf import FlaskForm
from wtforms import DateField

import competence
from competence.web.days import DayField


class OneDay(FlaskForm):  # type: ignore[misc]
    """A form that asks for a day."""

    on = DayField("Dag")


def every_form() -> set[type[FlaskForm]]:
    for found in pkgutil.walk_packages(competence.__path__, "competence."):
        if "forms" in found.name:
            importlib.import_module(found.name)
    waiting, forms = [FlaskForm], set()
    while waiting:
        forms |= (below := set(waiting.pop().__subclasses__()))
        waiting += below
    return {form for form in forms if form.__module__.startswith("competence.")}


def test_no_form_asks_for_a_day_in_any_other_way() -> None:
    fields = [
        (form.__name__, name, getattr(form, name).field_class)
        for form in every_form()
        for name in dir(form)
        if hasattr(getattr(form, name), "field_class")
    ]
    days = {(form, name): kind for form, name, kind in fields if issubclass(kind, DateField)}
    assert len(days) > 10
    assert {place for place, kind in days.items() if not issubclass(kind, DayField)} == set()


@pytest.mark.parametrize(
    ("typed", "taken"),
    [("2026-11-27", True), ("1900-01-01", True), ("0001-01-01", False), ("0206-11-27", False), ("9999-12-31", False)],
)
def test_a_year_that_is_typed_wrong_by_centuries_is_asked_about(app: Flask, typed: str, taken: bool) -> None:
    with app.test_request_context(method="POST", data={"on": typed}):
        form = OneDay(meta={"csrf": False})
        assert form.validate() is taken
        assert [str(error) for error in form.on.errors] == ([] if taken else ["Se efter, om året er rigtigt."])
        assert form.on.raw_data == [typed]
