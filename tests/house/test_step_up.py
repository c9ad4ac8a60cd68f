"""Before what weighs much, whoever is signed in confirms that it is them: the hand-written classes say what that is."""

import csv
from pathlib import Path

import pytest

from competence.access.policy import POLICY, STEP_UP

CLASSES = {"daily", "role", "account", "mail", "mfa", "export", "erase", "glass", "keys"}
WEIGHTY = ("EXPORT", "ERASE", "GLASS", "GRANT", "REVOKE", "READDRESS")


def classes() -> dict[str, str]:
    """Return the class of each permission as the file says it."""
    with Path(__file__).with_name("action_classes.csv").open(newline="") as file:
        lines = list(csv.DictReader(line for line in file if not line.startswith("#")))
    assert len({line["permission"] for line in lines}) == len(lines), "a permission stands twice"
    return {line["permission"]: line["class"] for line in lines}


def misplaced(step_up: frozenset) -> dict[str, str]:
    """Return the permissions whose class says otherwise than STEP_UP, with their class."""
    asked = {str(permission) for permission in step_up}
    return {name: kind for name, kind in classes().items() if (kind != "daily") != (name in asked)}


def test_every_permission_has_a_class_and_the_guard_asks_where_it_is_not_daily():
    found = classes()
    assert set(found) == {str(permission) for permission in POLICY}, "tests/house/action_classes.csv names them all"
    assert set(found.values()) <= CLASSES
    assert misplaced(STEP_UP) == {}


@pytest.mark.parametrize("forgotten", sorted(STEP_UP, key=str), ids=str)
def test_one_that_is_forgotten_is_noticed(forgotten):
    assert set(misplaced(STEP_UP - {forgotten})) == {str(forgotten)}


def test_what_is_named_as_weighty_is_never_daily():
    named = {name for name in classes() if any(word in name.split(".")[1] for word in WEIGHTY)}
    assert {name for name in named if classes()[name] == "daily"} == set()
