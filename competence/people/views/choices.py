"""What the forms of people let one choose from: the units that exist, and the role profiles."""

from datetime import date
from typing import Any

from flask import abort

from competence.people import queries
from competence.people.actions import Place
from competence.people.forms import Choices, PlaceForm
from competence.people.rules import sort_key


def unit_choices(day: date, also: str = "") -> Choices:
    """Return the units that are not over, as a tree one can read in a list; also the one with the code `also`."""
    return [
        (branch.unit.code, "\u2003" * branch.depth + str(branch.unit.title))
        for branch in queries.unit_tree()
        if branch.unit.valid_to is None or branch.unit.valid_to >= day or branch.unit.code == also
    ]


def role_profile_choices() -> Choices:
    """Return the role profiles by title."""
    profiles = [(profile.code, str(profile.title)) for profile in queries.role_profiles()]
    return sorted(profiles, key=lambda choice: sort_key(choice[1]))


def place_from(form: PlaceForm) -> Place:
    """Return the place a form names; WTForms has seen to it that unit and profile are among the choices."""
    unit = queries.unit_by_code(form.given("unit"))
    profile: Any = next((p for p in queries.role_profiles() if p.code == form.given("role_profile")), None)
    if unit is None:
        abort(400)
    return Place(unit, profile, form.given("valid_from"), form.given("valid_to"), form.given("weekly_hours"))
