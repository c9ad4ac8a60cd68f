"""Astrid's things: each makes what an address in access.csv is about, and returns the parts of the address."""

from collections.abc import Callable

from competence.signin.actions.accounts import new_link, open_account
from competence.signin.rules import Purpose
from tests.cast import Cast
from tests.make import make_mirror, make_view

Address = dict[str, object]


def _nothing(_: Cast) -> Address:
    return {}


def _person(cast: Cast) -> Address:
    return {"pid": cast.astrid.pid}


def _mirror(cast: Cast) -> Address:
    """A mirror she has begun and not shared."""
    mirror = make_mirror(cast.astrid, cast.version)
    make_view(mirror, cast.astrid)
    return {"pid": mirror.pid}


def _link(cast: Cast) -> Address:
    """A link that works once, mailed to her."""
    return {"token": new_link(open_account(cast.astrid.id).person_id, Purpose.RESET)}


THINGS: dict[str, Callable[[Cast], Address]] = {
    "-": _nothing,
    "person": _person,
    "mirror": _mirror,
    "link": _link,
}
