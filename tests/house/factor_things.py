"""Astrid's second factors, sessions and addresses, as rows of access.csv name them."""

from collections.abc import Callable

from competence.access.actor import Role
from competence.db import db
from competence.signin.actions.accounts import open_account
from competence.signin.actions.sessions import Identity, begin
from competence.signin.addresses.actions import link_to_answer, propose
from competence.signin.addresses.queries import waiting_for
from competence.web.clock import now
from competence.web.tokens import fingerprint
from tests.cast import Cast
from tests.factors import make_app
from tests.house.thing import Thing
from tests.make import make_grant, make_person


def _session(cast: Cast) -> Thing:
    token = begin("{}", Identity(cast.astrid.id, 1))
    db.session.commit()
    return Thing({"name": fingerprint(token)[:16]})


def _proposed(cast: Cast) -> Thing:
    open_account(cast.astrid.id, "hash")
    hanne = make_person("Hanne Holm", "hanne@example.org")
    make_grant(hanne, Role.HR)
    propose(hanne.id, cast.astrid, "as@example.org")
    return Thing({"pid": cast.astrid.pid}, {"proposal": waiting_for(cast.astrid.id, now()).pid})


def _link_about_an_address(cast: Cast) -> Thing:
    _proposed(cast)
    return Thing({"token": link_to_answer(cast.astrid.id).rpartition("/")[2]})


FACTORS: dict[str, Callable[[Cast], Thing]] = {
    "app she is adding": lambda cast: Thing({"pid": make_app(cast.astrid, proven=False).pid}),
    "her code app": lambda cast: Thing({"pid": make_app(cast.astrid).pid}, {"name": "Min telefon"}),
    "her session": _session,
    "another address for her": lambda cast: Thing(
        {"pid": cast.astrid.pid}, {"email": "as@example.org", "version": "1"}
    ),
    "proposed address": _proposed,
    "link about an address": _link_about_an_address,
}
