"""Every endpoint says what it needs and has its row in the hand-written table; what weighs much asks who it is."""

import csv
from pathlib import Path

import pytest
from flask import Blueprint, Flask

from competence.access.guard import OPEN, actor_id, needs, open_to_all
from competence.access.permissions import MayHouse, Permission
from competence.access.policy import POLICY, STEP_UP
from tests.house.access import ROWS
from tests.house.conftest import routes_of

CLASSES = {"daily", "role", "account", "mail", "mfa", "export", "erase", "glass", "keys"}
WEIGHTY = ("EXPORT", "ERASE", "GLASS", "GRANT", "REVOKE", "READDRESS")


def undeclared(app: Flask) -> list[str]:
    """Return the endpoints that do not say what they need."""
    return sorted(
        name
        for name, view in app.view_functions.items()
        if not (getattr(view, "needs", None) == OPEN or isinstance(getattr(view, "needs", None), Permission))
    )


def test_every_endpoint_says_what_it_needs(app):
    assert undeclared(app) == []


def test_every_permission_asked_for_is_granted_to_somebody(app):
    asked = {view.needs for view in app.view_functions.values() if isinstance(getattr(view, "needs", None), Permission)}
    assert [permission for permission in asked if not POLICY.get(permission)] == []


def test_every_route_has_a_row_and_every_row_a_route(app):
    rows = {(row.endpoint, row.method) for row in ROWS}
    assert len({(row.endpoint, row.method, row.address) for row in ROWS}) == len(ROWS), "a row stands twice"
    assert {"without a row": routes_of(app) - rows, "without a route": rows - routes_of(app)} == {
        "without a row": set(),
        "without a route": set(),
    }


def test_a_new_page_that_says_nothing_is_found_and_refused(fresh_app):
    app = fresh_app(TESTING=False, PROPAGATE_EXCEPTIONS=False)
    bp = Blueprint("careless", __name__)
    bp.add_url_rule("/careless", "show", lambda: "seen")
    bp.add_url_rule("/careful", "careful", needs(MayHouse.ENTER)(lambda: "seen"))
    bp.add_url_rule("/open", "open", open_to_all(lambda: "seen"))
    app.register_blueprint(bp)
    assert undeclared(app) == ["careless.show"]
    refused = app.test_client().get("/careless", base_url="http://localhost")
    assert (refused.status_code, "seen" in refused.text) == (500, False)
    assert {"careless.show", "careless.careful"} <= {endpoint for endpoint, _ in routes_of(app)}


def test_where_nobody_is_signed_in_no_id_stands_for_them(app):
    with app.test_request_context("/"), pytest.raises(RuntimeError, match="nobody is"):
        actor_id()


def test_every_part_of_an_address_that_names_a_thing_is_typed(app):
    """A parameter that takes anything would hand whatever was typed to a query."""
    plain = [
        str(rule)
        for rule in app.url_map.iter_rules()
        if rule.endpoint != "static"
        for converter in rule._converters.values()
        if type(converter).__name__ == "PathConverter"
    ]
    assert plain == []


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
