"""Writing the trail: changes in the transaction of the change, looks and refusals before the page leaves the house."""

import hashlib
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from flask import Flask, Response, g, has_request_context, request

from competence.access.guard import current_actor
from competence.access.permissions import MaySheet, MayTopic, MayUpward, Permission
from competence.db import db
from competence.privacy.trail.actions import pend
from competence.privacy.trail.queries.chain import noted_among, noted_between
from competence.privacy.trail.rules.capacity import Capacity, capacity_of
from competence.privacy.trail.rules.chain import Stream
from competence.web.clock import ends, now, today

# What belongs to anonymous answers leaves no trail at all, not even of somebody who is refused.
UNTRACED = frozenset[Permission]({MaySheet.ANSWER, MayTopic.ANSWER_SELF, MayUpward.MANAGE})
SHOWS_NOTHING = frozenset({401, 403, 404, 405, 429})  # an answer that says no more than that


def record(
    actor_id: int | None, action: str, *, subject_id: int | None = None, thing: str = "", words: str = ""
) -> None:
    """Add one event to the current transaction; it is written as the last thing before the commit.

    action: a verb phrase such as "assessment.share"; thing: type and public id, never content.
    words: a reason somebody gave; kept apart from the event, so that it can be erased.
    """
    pend(Stream.ACT, _fields(actor_id, action, subject_id, thing), words)


def record_export(action: str, thing: str, *, subject_id: int | None = None, words: str = "") -> None:
    """Note that who asks takes something out as a file; written before it is sent, as looks are.

    action: an act such as "export.figures"; thing: which one, never content. subject_id: whom it is about, if anybody.
    words: `fingerprint` of a file with people's data; kept apart from the event, so that a reason can be erased.
    """
    g.setdefault("exports", []).append(((current_actor().person_id, action, subject_id, thing), words))


def fingerprint(content: bytes, rows: int | None = None, reason: str = "") -> str:
    """Return what the trail says of a file: its SHA-256, how many rows it has, and the reason where one was given."""
    told = (f"SHA-256 {hashlib.sha256(content).hexdigest()}", "" if rows is None else f"{rows} rows", reason)
    return "; ".join(filter(None, told))


def record_look(
    actor_id: int | None, action: str, *, subject_id: int, thing: str = "", goes_on_for: timedelta | None = None
) -> None:
    """Note that somebody opened what is about another person; written after the page is made, before it is sent.

    action: one that `privacy.trail.rules.looks` has words for.
    goes_on_for: a page that asks anew by itself goes on with the same look for so long, as if it were one.
    """
    look = actor_id, action, subject_id, thing
    if goes_on_for is None or not noted_between(now() - goes_on_for, now(), *look):
        g.setdefault("looks", []).append(look)


def record_list(actor_id: int | None, action: str, people: Iterable[int]) -> None:
    """Note that somebody opened a list that says something of several people: once a day about each of the others.

    action: as for `record_look`. It takes one statement, however many they are.
    """
    if others := set(people) - {actor_id}:
        noted = noted_among(ends(today() - timedelta(days=1)), ends(today()), actor_id, action, others)
        g.setdefault("looks", []).extend((actor_id, action, one, "") for one in sorted(others - noted))


def init_app(app: Flask) -> None:
    """Write each request's looks, exports and refusals in a transaction of its own; if it fails, nothing is sent."""

    @app.after_request
    def write_looks(response: Response) -> Response:
        shown = response.status_code < 500 and response.status_code not in SHOWS_NOTHING
        looks = [_fields(*look) for look in dict.fromkeys(g.pop("looks", []))] if shown else []
        exports = [(_fields(*act), words) for act, words in g.pop("exports", [])] if shown else []
        refused = [_refusal(*one) for one in g.pop("refused", []) if one[0] not in UNTRACED]
        if looks or exports or refused:
            session = db.begin_writing()
            for look in looks:
                pend(Stream.LOOK, look)
            for act, words in exports:
                pend(Stream.ACT, act, words)
            for act in refused:
                pend(Stream.ACT, act)
            session.commit()
        return response


def _refusal(permission: Permission, subject_id: int | None, pid: str) -> dict[str, Any]:
    what = f"{request.endpoint} {pid}".strip()[:80]
    return _fields(current_actor().person_id, str(permission), subject_id, what) | {"denied": True}


def _fields(actor_id: int | None, action: str, subject_id: int | None, thing: str) -> dict[str, Any]:
    capacity: Capacity | None = None
    if subject_id is not None and subject_id != actor_id and has_request_context():
        capacity = capacity_of(current_actor(), subject_id)
    said = {"actor_id": actor_id, "action": action, "subject_id": subject_id, "thing": thing}
    return said | {"capacity": capacity, "denied": False}
