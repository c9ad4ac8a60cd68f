"""Requests sent again by others and with other ids: what the hand-written table says no to stays refused and unchanged.

Every row of access.csv is made twice, with Astrid's thing and with Ellen's, who stands to everybody as Astrid does with
the two units exchanged. Each request is sent by somebody drawn by lot, as it is, with the other one's ids, or with ids
that are none. What leaves the product is searched for words by the canaries (tests/canary) in any case.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from random import Random
from typing import Any

from flask import Flask
from sqlalchemy import event

from competence.db import db
from competence.people.models import Person
from competence.signin.actions import accounts
from tests.cast import Cast
from tests.client import QUIET_TABLES, WRITE, InspectingClient
from tests.house.access import COLUMNS, Row
from tests.house.test_access import address_of, answer_in_words
from tests.house.thing import Thing
from tests.house.things import THINGS
from tests.make import make_leader

EXCHANGED = {"astrid": "ellen", "bo": "emil", "asger": "gerda", "tarup": "vollsmose"}
IDS = re.compile(r"\b[0-9a-f]{32}\b")
NO_IDS = ("0" * 32, "f" * 32, "-1", "0", "9" * 30, "1.5", "null", "%00", "..", "a" * 300)


@dataclass
class Told:
    """What came of it: how many requests were sent, and everything that was wrong."""

    requests: int = 0
    wrong: tuple[str, ...] = ()

    def note(self, what: str) -> None:
        self.wrong = (*self.wrong, what)


def exchanged(cast: Cast) -> Cast:
    """Return the cast with Ellen in Astrid's place: led by Emil, formerly by Asger, with Gerda beside her."""
    both = EXCHANGED | {other: one for one, other in EXCHANGED.items()}
    return replace(cast, **{one: getattr(cast, other) for one, other in both.items()})


class Replay:
    """Everybody's browser in one house, and the rows whose requests are sent again."""

    def __init__(self, app: Flask, cast: Cast, client_as: Callable[[Person], InspectingClient], dice: Random) -> None:
        self.app, self.dice, self.told = app, dice, Told()
        make_leader(cast.asger, cast.ellen, end=date(2025, 12, 31))
        self.casts = [cast, exchanged(cast)]
        members = {name for name in COLUMNS.values() if name}
        self.browsers: dict[str | None, InspectingClient] = {name: client_as(getattr(cast, name)) for name in members}
        self.browsers[None] = InspectingClient(app)
        accounts.deactivate(None, cast.ditte.id)
        db.session.commit()

    def row(self, row: Row, times: int) -> None:
        """Send a row's request so many times, each in a house that nobody changed."""
        with _undone(), self._forgotten():
            both = [THINGS[row.address](self.casts[0])]
            if _is_about_a_person(row):
                with _undone():  # what is one in the house cannot be made again for the other
                    made = _made(row, self.casts[1])
                if made is not None:
                    both.append(THINGS[row.address](self.casts[1]))
            db.session.commit()
            addresses = [address_of(self.app, row, thing) for thing in both]
            for _ in range(times):
                whose = self.dice.randrange(len(both))
                relation = self.dice.choice(list(COLUMNS))
                self._send(row, relation, whose, both, addresses)

    @contextmanager
    def _forgotten(self) -> Iterator[None]:
        """Let the session know of nothing but the cast afterwards: the ids of what is taken back are used again."""
        yield
        db.session.rollback()
        db.session.expunge_all()
        db.session.add_all(one for one in vars(self.casts[0]).values())

    def _send(self, row: Row, relation: str, whose: int, both: list[Thing], addresses: list[str]) -> None:
        address, form, expected = addresses[whose], dict(both[whose].form), row.expected[relation]
        names_neither = len(both) > 1 and (addresses[0], both[0].form) == (addresses[1], both[1].form)
        if names_neither and _member(COLUMNS[relation], whose) in {"astrid", "ellen"}:
            expected = "either"  # it is about the sender's own, and both have one
        how = self.dice.choice(("as it is", "another's form", "no id", "an id of something else", "given twice"))
        if how == "another's form" and form:
            form = {
                name: self.dice.choice((value, both[-1 - whose].form.get(name, value))) for name, value in form.items()
            }
            if form != both[whose].form:
                expected = "either"  # it may now name what is the sender's own
        elif how in ("no id", "an id of something else") and IDS.search(address):
            stranger = self.casts[0].tarup.code if how == "no id" else self.casts[whose].astrid.pid
            other = self.dice.choice(NO_IDS) if how == "no id" else stranger
            if other not in address:
                address, expected = IDS.sub(other, address), "refused"
        elif how == "given twice":
            address += f"{'&' if '?' in address else '?'}{'&'.join(f'{name}=-1' for name in ('pid', 'number', *form))}"
        self._judge(row, relation, whose, (how, address), form, expected)

    def _judge(
        self, row: Row, relation: str, whose: int, sent: tuple[str, str], form: dict[str, str], expected: str
    ) -> None:
        how, address = sent
        browser = self.browsers[_member(COLUMNS[relation], whose)]
        with _undone(), _writes() as written:
            answer = browser.open(address, method=row.method, data=form)
            said = answer_in_words(answer)
        self.told.requests += 1
        what = f"{row} by {relation} {how} {address}: {said}"
        if answer.status_code >= 500:
            self.told.note(f"{what} (an error)")
        refused = said != "yes" or answer.status_code >= 400
        if refused and written:
            self.told.note(f"{what}, yet it writes {written}")
        if expected == "refused" and not refused and said == "yes":
            self.told.note(f"{what}, not refused")
        if expected in {"no", "signin"} and said == "yes":
            self.told.note(f"{what}, not {expected}")


def _member(name: str | None, whose: int) -> str | None:
    """Return who stands in a relation to Astrid, or to Ellen, where the two units are exchanged."""
    both = EXCHANGED | {other: one for one, other in EXCHANGED.items()}
    return both.get(name, name) if whose and name else name


def _is_about_a_person(row: Row) -> bool:
    return len({row.expected[one] for one in ("own", "colleague", "elsewhere", "leader")}) > 1


def _made(row: Row, cast: Cast) -> Thing | None:
    try:
        return THINGS[row.address](cast)
    except Exception:  # a row that can only be there once, such as a guide of its kind
        db.session.rollback()
        return None


@contextmanager
def _undone() -> Iterator[None]:
    """Take back whatever happens inside."""
    db.session.commit()
    unchanged = db.bind.begin_nested()  # type: ignore[union-attr]
    try:
        yield
    finally:
        db.session.rollback()
        unchanged.rollback()


@contextmanager
def _writes() -> Iterator[set[str]]:
    """Collect the tables written to inside, but for those a refusal may write to."""
    tables: set[str] = set()

    def note(_: Any, __: Any, statement: str, *___: Any) -> None:
        found = WRITE.match(statement)
        if found and found[1] not in QUIET_TABLES | {"rescued_words"}:
            tables.add(found[1])

    event.listen(db.bind, "before_cursor_execute", note)
    try:
        yield tables
    finally:
        event.remove(db.bind, "before_cursor_execute", note)
