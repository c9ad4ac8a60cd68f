"""The gate every endpoint stands behind: it declares what it needs, and what one may not see answers 404."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from flask import Flask, abort, current_app, g, redirect, request, url_for
from werkzeug.wrappers import Response

from competence.access.actor import ANONYMOUS, Actor
from competence.access.permissions import Permission
from competence.access.policy import NEEDS_FACTOR, STEP_UP, needs_thing, permits

View = Callable[..., Any]
Thing = TypeVar("Thing")
OPEN = "open to all"


def current_actor() -> Actor:
    """Return the one who asks in this request."""
    actor: Actor = g.get("actor", ANONYMOUS)
    return actor


def actor_id() -> int:
    """Return the id of the one who asks: what declares what it needs always has one, unless it is also for enrolling.

    Raises RuntimeError where nobody is signed in: an id in their place would be another person to every rule that asks
    whether two are the same.
    """
    person_id = current_actor().person_id
    if person_id is None:
        raise RuntimeError(f"{request.endpoint} asks who is signed in, and nobody is")
    return person_id


def needs(permission: Permission, *, enrolling: bool = False) -> Callable[[View], View]:
    """Declare what an endpoint needs.

    enrolling: also for somebody who must choose a second factor before they may do anything, and has none yet.

    Somebody not signed in is sent to the sign-in page. A permission about things must be checked in the view with
    `check` or `may`; forgetting it is an error in the running product too. What stands in STEP_UP is let through only
    where the session has confirmed itself lately; no view has to remember it.
    """

    def declare(view: View) -> View:
        @wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> Any:
            if not current_actor().signed_in:
                return view(*args, **kwargs) if enrolling and g.get("is_enrolling", False) else _to_sign_in()
            if needs_thing(permission):
                _confirmed(permission)
            else:
                check(permission)
            answer = view(*args, **kwargs)
            if permission not in g.get("checked", ()):
                raise RuntimeError(f"{request.endpoint} never checked {permission}")
            return answer

        guarded.needs = permission  # type: ignore[attr-defined]
        guarded.enrolling = enrolling  # type: ignore[attr-defined]
        return guarded

    return declare


def open_to_all(view: View) -> View:
    """Declare that an endpoint is for everybody, signed in or not."""
    view.needs = OPEN  # type: ignore[attr-defined]
    return view


def check(permission: Permission, thing: Thing | None = None) -> Thing:
    """Return the thing if the actor may do this to it; otherwise, and where there is no thing, answer 404."""
    g.setdefault("checked", set()).add(permission)
    if (thing is None and needs_thing(permission)) or not permits(current_actor(), permission, thing):
        _note_refusal(permission, thing)
        abort(404)
    _confirmed(permission)
    return thing  # type: ignore[return-value]


def _note_refusal(permission: Permission, thing: Any) -> None:
    """Let the trail tell who tried what; what is not there is noted like what is, so that neither takes longer."""
    if current_actor().signed_in:
        about, pid = getattr(thing, "subject_id", None), getattr(thing, "pid", "")
        g.setdefault("refused", []).append((permission, about, pid))


def may(permission: Permission, thing: Any = None) -> bool:
    """Return whether the actor may; for templates and for choosing what to show."""
    if thing is None and needs_thing(permission):
        return False
    return permits(current_actor(), permission, thing)


def lacks_factor(permission: Permission) -> bool:
    """Return whether a permission takes a second factor that the session of this request has not passed."""
    return permission in NEEDS_FACTOR and bool(g.get("lacks_factor", False))


def _confirmed(permission: Permission) -> None:
    """Send somebody to get a second factor, or to confirm that it is them, where the permission asks for it."""
    if lacks_factor(permission):
        abort(current_app.extensions["to_factors"]())
    if permission in STEP_UP and not g.get("is_confirmed", False):
        abort(current_app.extensions["to_confirm"]())


def init_app(app: Flask) -> None:
    """Refuse every endpoint that does not say what it needs, and give templates `may`."""

    @app.before_request
    def refuse_the_undeclared() -> None:
        view = current_app.view_functions.get(request.endpoint or "")
        if view is not None and not hasattr(view, "needs"):
            raise RuntimeError(f"{request.endpoint} does not say what it needs")

    open_to_all(app.view_functions["static"])
    app.jinja_env.globals["may"] = may


def _to_sign_in() -> Response:
    following = request.full_path.rstrip("?") if request.method == "GET" else None
    return redirect(url_for("signin.sign_in", next=following), 303)
