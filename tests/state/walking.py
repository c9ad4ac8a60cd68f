"""A walk through a house that goes on changing: every answer is compared with what the model says it should be."""

from collections.abc import Callable
from contextvars import Context
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from random import Random
from typing import Any

import time_machine
from flask import Flask
from sqlalchemy import text
from werkzeug.test import TestResponse

from competence.access.actor import Actor
from competence.assessments.queries import mirrors
from competence.careers.queries import own as interests
from competence.conversations.queries import conversations
from competence.db import db
from competence.feedback.queries import pieces
from competence.people.glass import queries as glasses
from competence.people.models import Person
from competence.people.queries import actor_of
from competence.plans.queries import plans
from tests.careers import make_careers
from tests.cast import Cast
from tests.client import InspectingClient, sign_in
from tests.house.test_access import answer_in_words
from tests.make import make_cycle, make_guide
from tests.state.model import GONE, LISTED, OF, House, Session, Thing

MORNING, EVENING = time(7, 0, tzinfo=UTC), time(19, 0, tzinfo=UTC)
CONFIRMED = timedelta(minutes=5)
RIGHTLY = 0.8  # how often the one who tries is one who may
LISTS: dict[str, Callable[[Actor], Any]] = {
    "mirror": mirrors.visible_to,
    "talk": conversations.visible_to,
    "plan": plans.visible_to,
    "feedback": pieces.visible_to,
    "interest": interests.visible_to,
    "glass": glasses.visible_to,
}
# How far a thing has come, in whose seat it lies, and with whom it is shared: facts, and no word of who may read it.
FACTS = {
    "mirror": "SELECT CASE WHEN revealed_at IS NULL THEN 'SEALED' ELSE 'OPEN' END, NULL, NULL FROM mirror t",
    "side": "SELECT '', NULL, NULL FROM view t",
    "talk": "SELECT state, leader_id, NULL FROM conversation t",
    "plan": "SELECT state, leader_id, NULL FROM plan t",
    "feedback": "SELECT state, NULL, shared_with_id FROM feedback t",
    "interest": "SELECT '', NULL, s.with_id FROM career_choice t "
    "LEFT JOIN career_share s ON s.choice_id = t.id AND s.withdrawn_at IS NULL",
    "person": "SELECT '', NULL, NULL FROM person t",
}


@dataclass
class Told:
    """What came of it: how many steps were taken, answers compared, and everything that was wrong."""

    steps: int = 0
    answers: int = 0
    took_effect: int = 0
    wrong: list[str] = field(default_factory=list)

    def of(self, *kinds: str) -> int:
        return sum(1 for one in self.wrong if one.split(":")[0] in kinds)


@dataclass(frozen=True)
class Who:
    """One of the cast, as ids and addresses."""

    id: int
    pid: str
    email: str


@dataclass(frozen=True)
class Of:
    """A competence, as forms name it."""

    id: int


class Browser(InspectingClient):
    """A browser that does not inspect the pages: other tests do, and a walk opens very many."""

    def open(self, *args: Any, csrf: bool = True, **kwargs: Any) -> TestResponse:
        db.session.commit()
        return Context().run(self._send, csrf, args, kwargs)


class Walk:
    """One house and everybody's browser in it; what is done is done through the product's pages."""

    def __init__(self, app: Flask, cast: Cast, dice: Random, told: Told, *, somebody_restricts: bool = False) -> None:
        self.dice, self.told, self.cast, self.somebody_restricts = dice, told, cast, somebody_restricts
        self.people = {
            name: Who(one.id, one.pid, one.email) for name, one in vars(cast).items() if isinstance(one, Person)
        }
        self.names = {one.id: name for name, one in self.people.items()}
        self.browsers = {name: Browser(app) for name in self.people}
        self.last: list[tuple[str, Thing | None]] = []  # who did something lately, to what
        self.trace: list[str] = []
        self.reads = 1  # how many pages are opened after a step
        self.house = House(
            now=datetime.combine(datetime(2026, 11, 23, tzinfo=UTC), MORNING),
            leads={
                *(("bo", one) for one in ("astrid", "asger")),
                *(("emil", one) for one in ("ellen", "gerda")),
                *(("dorte", one) for one in ("bo", "emil", "carla", "freja")),
            },
            roles={("carla", "HR"), ("dorte", "CHIEF"), ("freja", "ADMINISTRATOR"), ("didrik", "DPO")},
            employed=set(self.people) - {"ditte", "didrik"},
        )
        for name, one in self.people.items():
            self.add(Thing("person", one.pid, name))
        make_careers(cast)
        make_guide()
        self.competence, self.round = Of(cast.version.competences[0].id), make_cycle(cast.version).pid
        db.session.commit()
        self._clock = time_machine.travel(self.house.now, tick=False)

    def __enter__(self) -> "Walk":
        self._traveller = self._clock.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._clock.stop()

    # --- what is there ---

    def add(self, thing: Thing) -> Thing:
        return self.house.things.setdefault(thing.pid, thing)

    def some(self, kind: str, **wanted: str) -> Thing | None:
        """Return any thing of a kind, most often one of the newest; None where there is none."""
        found = [
            one
            for one in self.house.things.values()
            if one.kind == kind
            and one.state != GONE
            and all(getattr(one, name) == value for name, value in wanted.items())
        ]
        return self.dice.choice(found[-6:] if self.dice.random() < 0.8 else found) if found else None

    def somebody(self, *, among: Any = None) -> str:
        return self.dice.choice(sorted(among if among is not None else self.people))

    def tries(self, *rightful: str) -> str:
        """Return who tries something: mostly one of those who may, else anybody."""
        who = [one for one in rightful if one in self.people]
        return self.dice.choice(who) if who and self.dice.random() < RIGHTLY else self.somebody()

    def leaders_of(self, person: str) -> list[str]:
        """Return everybody who leads somebody today."""
        return [who for who in self.people if self.house.seats(who, person)]

    def owns_or_leads(self, who: str, thing: Thing) -> bool:
        return who == thing.owner or bool(self.house.seats(who, thing.owner))

    def is_seated(self, who: str, thing: Thing) -> bool:
        return who == thing.owner or thing.seat in self.house.seats(who, thing.owner)

    def seated(self, thing: Thing) -> list[str]:
        """Return the one a thing is about, and who sits in its leader's seat."""
        return [who for who in self.people if self.is_seated(who, thing)]

    def one(self, statement: str, **known: object) -> Any:
        """Return one fact from the tables."""
        return db.session.execute(text(statement), known).scalar()

    def refresh(self, thing: Thing) -> None:
        """Note how far a thing has come; forget it where it is no more."""
        rows = db.session.execute(text(f"{FACTS[thing.kind]} WHERE t.pid = :pid"), {"pid": thing.pid}).all()
        if not rows:
            thing.state = GONE
            return
        thing.state, thing.seat = rows[0][0], self.names.get(rows[0][1], "")
        thing.shared_with = frozenset(self.names[row[2]] for row in rows if row[2] is not None)

    def forget(self, who: str) -> None:
        """Let somebody be erased: with them goes what is theirs, and wherever they stood is nobody."""
        self.house.leads = {(leader, led) for leader, led in self.house.leads if who not in (leader, led)}
        self.house.deputies = [one for one in self.house.deputies if who not in one[:2]]
        self.house.sessions.pop(who, None)
        self.house.employed.discard(who)
        for thing in self.house.things.values():
            if who == thing.owner or (thing.kind in ("side", "glass") and who == thing.writer):
                thing.state = GONE
        del self.people[who]

    # --- what people do ---

    def move_clock(self, minutes: int) -> None:
        """Let time pass; after the evening comes the next morning."""
        self.house.now += timedelta(minutes=minutes)
        if self.house.now.timetz() >= EVENING:
            self.house.now = datetime.combine(self.house.today + timedelta(days=1), MORNING)
        self._traveller.move_to(self.house.now)

    def come_in(self, who: str, *, confirmed: bool = False) -> None:
        """Let somebody sign in who is not, and may; confirmed: anew, for what asks for a proof of who one is."""
        if who in self.house.closed or not self.house.belongs(who):
            return
        if self.house.is_in(who) and (not confirmed or self.house.now < self.house.sessions[who].began + CONFIRMED):
            return
        sign_in(self.browsers[who], self.people[who])
        self.house.sessions[who] = Session(self.house.now, self.house.now)

    def do(self, who: str, may: bool, address: str, thing: Thing | None = None, **sent: object) -> TestResponse | None:
        """Send a form and return the answer where it took effect. may: whether the model lets them."""
        if self.dice.random() < 0.9:
            self.come_in(who)
        is_in, answer = self.house.is_in(who), self._open(who, "POST", address, sent)
        self._judge(who, f"POST {address}", answer, "yes" if is_in and may else "no" if is_in else "signin")
        self.last = [*self.last[-3:], (who, thing)]
        self.trace.append(f"{who} {address} {answer.status_code}")
        if answer.status_code != 303 or not is_in or "/signin" in answer.location:
            return None
        self.told.took_effect += 1
        if thing is not None:
            self.refresh(thing)
        return answer

    def read(self, who: str, page: str, thing: Thing | None) -> None:
        """Open a page and compare."""
        is_in = self.house.is_in(who)
        expected = "yes" if is_in and self.house.may(who, page, thing) else "no" if is_in else "signin"
        address = page.format(thing.pid if thing else "")
        self._judge(who, f"GET {address}", self._open(who, "GET", address), expected)

    def compare_list(self, who: str, kind: str) -> None:
        """Compare what the lists of a feature hold for somebody."""
        expected = {
            one.pid
            for one in self.house.things.values()
            if one.kind == kind and one.state != GONE and LISTED[kind](self.house, who, one)
        }
        actor = actor_of(self.people[who].id, self.house.today)
        found = {one.pid for one in db.session.scalars(LISTS[kind](actor)).unique()}
        self.told.answers += 1
        if found != expected:
            what = "leak" if found - expected else "missing"
            self._note(what, f"{who}'s list of {kind}s: {found ^ expected}")
        db.session.expunge_all()

    def _open(self, who: str, method: str, address: str, sent: Any = None) -> TestResponse:
        if self.house.is_in(who):
            self.house.sessions[who].seen = self.house.now
        else:
            self.house.sessions.pop(who, None)  # what was found ended stays so: who comes back signs in
        return self.browsers[who].open(address, method=method, data=sent)

    def _judge(self, who: str, what: str, answer: TestResponse, expected: str) -> None:
        self.told.answers += 1
        said = answer_in_words(answer)
        if said != expected:
            kind = "error" if answer.status_code >= 500 else "leak" if said == "yes" else "missing"
            self._note(kind, f"{what} by {who}: {said} ({answer.status_code}), not {expected}")

    def _note(self, kind: str, what: str) -> None:
        before = "\n    ".join(self.trace[-12:])
        self.told.wrong.append(f"{kind}: {what}, after\n    {before}")

    # --- after each step ---

    def stir(self, person: str) -> None:
        """Note that something changed for a person: what is theirs is looked at more closely."""
        theirs = [one for one in self.house.things.values() if one.owner == person and one.state != GONE]
        self.last += [(person, self.dice.choice(theirs)) for _ in range(2)]
        self.reads = 4

    def look_around(self) -> None:
        """Let people open pages, and compare a list."""
        for _ in range(self.reads):
            self.look()
        self.reads = 1
        self.compare_list(self.somebody(), self.dice.choice(sorted(LISTS)))

    def look(self) -> None:
        """Open a page: of what somebody did something to lately, or of anything by anybody."""
        lately = [thing for _, thing in self.last if thing is not None and thing.pid in self.house.things]
        near = self.dice.random() < 0.6 and bool(lately)
        thing = self.dice.choice(lately if near else [*self.house.things.values(), None])
        who = self.dice.choice([self.last[-1][0], *self.near(thing)]) if self.last else self.somebody()
        if self.dice.random() < RIGHTLY:
            self.come_in(who)
        self.read(who, self.dice.choice(OF[thing.kind if thing else ""]), thing)

    def near(self, thing: Thing | None) -> list[str]:
        """Return who might read a thing, and somebody who might not."""
        if thing is None:
            return [self.somebody(), self.somebody(among={person for person, _ in self.house.roles})]
        leaders = sorted(leader for leader, led in self.house.leads if led == thing.owner)
        deputies = [deputy for leader, deputy, _ in self.house.deputies if leader in [*leaders, thing.seat]]
        glass = [one.writer for one in self.house.things.values() if one.kind == "glass" and one.owner == thing.owner]
        named = [thing.owner, thing.seat, thing.writer, *leaders, *deputies, *glass, *sorted(thing.shared_with)]
        return [*(one for one in named if one), self.somebody(), self.somebody()]
