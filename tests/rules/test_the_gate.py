"""The gate every endpoint stands behind: whom it lets through, where it sends others, and what it never forgives."""

from dataclasses import dataclass

import pytest
from flask import Flask, g, redirect, render_template_string, request
from werkzeug.exceptions import NotFound

from competence.access import guard
from competence.access.actor import ANONYMOUS, Actor, Role
from competence.access.guard import OPEN, actor_id, check, current_actor, lacks_factor, may, needs, open_to_all
from competence.access.permissions import MayFramework, MayGlass, MayHouse, MayMirror, MayPeople

ASTRID, BO, CARLA, FREJA = range(1, 5)
CAST = {
    "nobody": ANONYMOUS,
    "astrid": Actor(ASTRID),
    "bo": Actor(BO, leads=frozenset({ASTRID})),
    "carla": Actor(CARLA, frozenset({Role.HR})),
    "freja": Actor(FREJA, frozenset({Role.ADMINISTRATOR})),
}


@dataclass(frozen=True)
class Mirror:
    """Astrid's mirror, as far as the policy looks at it."""

    subject_id: int = ASTRID
    pid: str = "m1"
    is_revealed: bool = False


@pytest.fixture
def entered():
    """Which views were entered."""
    return []


@pytest.fixture
def house(entered):
    """A product of a few pages; who asks, and what their session has proved, stands in the address."""
    app = Flask(__name__)
    app.testing = True
    app.extensions |= {"to_factors": lambda: redirect("/factors"), "to_confirm": lambda: redirect("/confirm")}

    @app.before_request
    def somebody():
        for name in ("is_confirmed", "is_enrolling", "lacks_factor"):
            if name in request.args:
                setattr(g, name, True)
        if "who" in request.args:
            g.actor = CAST[request.args["who"]]

    def page(name, declared, *, looks=None):
        def view():
            entered.append(name)
            if looks is not None:
                check(looks, Mirror())
            return name

        app.add_url_rule(f"/{name}", name, declared(view), methods=["GET", "POST"])

    app.add_url_rule("/signin", "signin.sign_in", open_to_all(lambda: "sign in"))
    page("home", needs(MayHouse.ENTER))
    page("enrol", needs(MayHouse.ENTER, enrolling=True))
    page("frameworks", needs(MayFramework.EDIT))
    page("grant", needs(MayPeople.GRANT))
    page("glass", needs(MayGlass.BREAK))
    page("mirror", needs(MayMirror.READ), looks=MayMirror.READ)
    page("forgetful", needs(MayMirror.READ))
    page("mistaken", needs(MayMirror.READ), looks=MayMirror.SHARE)
    page("undeclared", lambda view: view)
    guard.init_app(app)
    return app


def answer(house, address, *, post=False):
    """Return what an address answers: its text, or where it sends to, or its status."""
    client = house.test_client()
    got = client.post(address) if post else client.get(address)
    return got.location or (got.text if got.status_code == 200 else got.status_code)


def test_who_is_not_signed_in_is_sent_to_sign_in_and_comes_back_to_where_they_were(house, entered):
    assert answer(house, "/home") == "/signin?next=/home"
    assert answer(house, "/mirror?page=2&who=nobody") == "/signin?next=/mirror?page%3D2%26who%3Dnobody"
    assert answer(house, "/home?a=?") == "/signin?next=/home?a%3D"
    assert answer(house, "/home?a=x") == "/signin?next=/home?a%3Dx"
    assert answer(house, "/home", post=True) == "/signin"
    assert house.test_client().get("/home").status_code == 303
    assert entered == []


def test_who_must_choose_a_second_factor_gets_to_where_one_is_chosen_and_no_further(house):
    assert answer(house, "/enrol?is_enrolling") == "enrol"
    assert answer(house, "/enrol").startswith("/signin")
    assert answer(house, "/home?is_enrolling").startswith("/signin")
    assert answer(house, "/enrol?who=astrid") == "enrol"


def test_what_the_policy_grants_is_let_through_and_all_else_is_not_there(house, entered):
    assert answer(house, "/home?who=astrid") == "home"
    assert answer(house, "/frameworks?who=carla") == "frameworks"
    assert answer(house, "/mirror?who=astrid") == answer(house, "/mirror?who=bo") == "mirror"
    entered.clear()
    assert answer(house, "/frameworks?who=astrid") == 404
    assert entered == []
    assert answer(house, "/mirror?who=carla") == 404


@pytest.mark.parametrize("page", ["forgetful", "mistaken"])
def test_a_page_about_a_thing_that_does_not_check_it_answers_nothing(house, page):
    with pytest.raises(RuntimeError, match=f"{page} never checked MayMirror.READ"):
        answer(house, f"/{page}?who=astrid")


def test_a_page_that_says_nothing_of_what_it_needs_answers_nothing(house, entered):
    with pytest.raises(RuntimeError, match="undeclared does not say"):
        answer(house, "/undeclared?who=freja")
    assert entered == []
    assert answer(house, "/nowhere") == 404
    assert answer(house, "/signin") == "sign in"
    assert house.view_functions["static"].needs == OPEN


def test_what_weighs_much_is_done_only_by_who_has_just_confirmed_who_they_are(house, entered):
    assert answer(house, "/grant?who=freja") == "/confirm"
    assert answer(house, "/grant?who=astrid&is_confirmed") == 404
    assert entered == []
    assert answer(house, "/grant?who=freja&is_confirmed") == "grant"


def test_the_glass_is_not_broken_without_a_second_factor_whatever_was_confirmed(house, entered):
    assert answer(house, "/glass?who=carla&is_confirmed&lacks_factor") == "/factors"
    assert answer(house, "/glass?who=carla&lacks_factor") == "/factors"
    assert entered == []
    assert answer(house, "/glass?who=carla&is_confirmed") == "glass"
    assert answer(house, "/frameworks?who=carla&lacks_factor") == "frameworks"


def test_a_page_about_a_thing_that_weighs_much_is_not_even_begun_before_one_has_confirmed(house, entered, monkeypatch):
    monkeypatch.setattr(guard, "STEP_UP", frozenset({MayMirror.READ}))
    assert answer(house, "/mirror?who=astrid") == "/confirm"
    assert entered == []
    assert answer(house, "/mirror?who=astrid&is_confirmed") == "mirror"


def test_a_thing_is_handed_back_to_who_may_and_is_not_there_for_others_nor_where_there_is_none(house):
    mirror = Mirror()
    with house.test_request_context("/home"):
        g.actor = CAST["astrid"]
        assert check(MayMirror.READ, mirror) is mirror
        for thing in (Mirror(subject_id=BO), None):
            with pytest.raises(NotFound):
                check(MayMirror.READ, thing)
        with pytest.raises(NotFound):
            check(MayFramework.EDIT)
        assert check(MayFramework.READ) is None


def test_every_refusal_of_somebody_is_noted_with_whom_it_was_about(house):
    with house.test_request_context("/home"):
        g.actor = CAST["carla"]
        for permission, thing in ((MayMirror.READ, Mirror()), (MayMirror.READ, None), (MayPeople.GRANT, None)):
            with pytest.raises(NotFound):
                check(permission, thing)
        check(MayFramework.EDIT)
        assert g.refused == [(MayMirror.READ, ASTRID, "m1"), (MayMirror.READ, None, ""), (MayPeople.GRANT, None, "")]
    with house.test_request_context("/home"):
        with pytest.raises(NotFound):
            check(MayMirror.READ, Mirror())
        assert "refused" not in g


def test_what_a_page_shows_is_asked_as_its_buttons_are(house):
    with house.test_request_context("/home"):
        g.actor = CAST["astrid"]
        assert [may(MayMirror.READ, Mirror()), may(MayMirror.READ), may(MayMirror.READ, Mirror(BO))] == [
            True,
            False,
            False,
        ]
        assert [may(MayFramework.READ), may(MayFramework.EDIT)] == [True, False]
        assert render_template_string("{{ may(READ) }}", READ=MayFramework.READ) == "True"
        assert "refused" not in g


def test_who_asks_is_somebody_or_nobody_and_nobody_has_no_id(house):
    with house.test_request_context("/home"):
        assert current_actor() is ANONYMOUS
        with pytest.raises(RuntimeError, match="home asks who is signed in"):
            actor_id()
        g.actor = CAST["bo"]
        assert (current_actor(), actor_id()) == (CAST["bo"], BO)


def test_a_second_factor_is_lacked_only_for_what_takes_one(house):
    with house.test_request_context("/home"):
        assert not lacks_factor(MayGlass.BREAK)
        g.lacks_factor = True
        assert [lacks_factor(MayGlass.BREAK), lacks_factor(MayGlass.READ)] == [True, False]


def test_an_endpoint_keeps_its_name_and_says_what_it_needs_and_whether_it_is_for_enrolling():
    def view():
        """Show it."""

    plain, enrolling = needs(MayHouse.ENTER)(view), needs(MayHouse.ENTER, enrolling=True)(view)
    assert (plain.__name__, plain.__doc__) == ("view", "Show it.")
    assert (plain.needs, plain.enrolling, enrolling.enrolling) == (MayHouse.ENTER, False, True)
    assert open_to_all(view).needs == OPEN
