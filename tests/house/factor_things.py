"""Astrid's second factors and sessions, as rows of access.csv name them."""

from collections.abc import Callable

from competence.db import db
from competence.signin.actions.sessions import Identity, begin
from competence.signin.rules import fingerprint
from tests.cast import Cast
from tests.factors import make_app
from tests.house.thing import Thing


def _session(cast: Cast) -> Thing:
    token = begin("{}", Identity(cast.astrid.id, 1))
    db.session.commit()
    return Thing({"name": fingerprint(token)[:16]})


FACTORS: dict[str, Callable[[Cast], Thing]] = {
    "app she is adding": lambda cast: Thing({"pid": make_app(cast.astrid, proven=False).pid}),
    "her code app": lambda cast: Thing({"pid": make_app(cast.astrid).pid}, {"name": "Min telefon"}),
    "her session": _session,
}
