"""The conditions of the policy: they say whether they look at a thing, and who is not signed in meets none of them."""

import inspect

import pytest

from competence.access.actor import ANONYMOUS
from competence.access.policy import POLICY, needs_thing, permits
from tests.house.test_policy import ROWS


def test_a_permission_is_about_things_exactly_where_its_rows_name_some():
    assert {str(permission): needs_thing(permission) for permission in POLICY} == {
        row["permission"]: bool(row["thing"]) for row in ROWS
    }


def test_every_condition_that_looks_at_a_thing_says_so():
    """What does not look at one calls it _; a permission is about things as soon as one of its conditions is."""
    conditions = {condition for granted in POLICY.values() for condition in granted}
    looking = {one for one in conditions if list(inspect.signature(one).parameters)[1] != "_"}
    assert {one for one in conditions if getattr(one, "needs_thing", False)} == looking


class Nobodys:
    """A thing about which everything is true, and all that could name somebody names nobody."""

    def __getattr__(self, name):
        if name.endswith("_ids") or name == "shared_with":
            return frozenset({None})
        if name.endswith("_id"):
            return None
        return Nobodys() if name in {"mirror", "outcome"} else type("Some", (), {"name": "EVERYBODY"})


@pytest.mark.parametrize("permission", POLICY, ids=str)
def test_who_is_not_signed_in_is_granted_nothing_not_even_what_is_nobodys(permission):
    assert not permits(ANONYMOUS, permission, Nobodys())
