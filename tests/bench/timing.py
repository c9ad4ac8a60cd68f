"""What the clock tells of what the product does not say: whether an address has an account, and whether a page exists.

Each answer is asked for in every round, in an order thrown anew, and compared with another one in pairs (apart.py); so
is one with itself. That the work is the same is counted on every run (tests/web/test_sign_in.py); this is what is left.
"""

import secrets
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from statistics import median

from sqlalchemy import delete, select

from competence.db import db
from competence.people.models import Person
from competence.privacy.models import Throttle
from competence.signin.actions import accounts
from tests.bench.apart import difference
from tests.bench.house import House
from tests.bench.reader import Reader, token_in
from tests.make import make_conversation
from tests.plans import make_plan
from tests.server import Server

ROUNDS, FEWER = 200, 60  # and of the one that must be found
OF_A_HASH, OF_A_PAGE = 0.05, 0.10  # by so much of what it takes may an answer differ
ASTRID, EMIL, CLOSED, NOBODY = (f"{name}@example.org" for name in ("astrid", "emil", "dorte", "nobody"))
AGAIN, SIGNING_IN = "the same again", "signing in"


@dataclass
class Question:
    """What is asked, the status that answers it, and how many seconds each answer took."""

    name: str
    ask: Callable[[], int]
    status: int
    took: list[float] = field(default_factory=list)


@dataclass
class Group:
    """Questions whose answers must take the same, the usual one first; share: by how much of that they may differ."""

    name: str
    share: float
    questions: Sequence[Question]


def run(folder: Path, rounds: int = ROUNDS) -> None:
    """Print what each answer takes beside the one it must not be told from. Raises SystemExit where one is.

    A product that returns early where nobody has the address is timed too: there it must be told.
    """
    print(f"\nTold by the clock, in {rounds} rounds: longer by so much than the usual answer, and how surely")
    house = House(database := folder / "timing.sqlite", 100)
    with house.app.app_context():
        emil, dorte = _person(EMIL), _person(CLOSED)
        others = make_conversation(emil, dorte).pid, make_plan(emil, dorte).pid
        accounts.deactivate(None, dorte.id)
        db.session.commit()
    told = _told(house, others, Server(database), rounds)
    print("  where it returns early")
    early = _told(house, others, Server(database, app="tests.bench.early:app"), min(rounds, FEWER))
    if told or f"{SIGNING_IN}: an unknown address" not in early:
        raise SystemExit("\n".join([*told, f"of what returns early is found: {early}"]))


def _told(house: House, others: tuple[str, str], server: Server, rounds: int) -> list[str]:
    """Ask, print the differences, and return what can be told."""
    astrid = Reader(server.address, house.client(ASTRID))
    server.start()
    try:
        groups = _groups(Reader(server.address), astrid, *others)
        _time(house, [question for group in groups for question in group.questions], rounds)
    finally:
        server.stop()
    found = []
    for group in groups:
        usual, *compared = group.questions
        print(f"  {group.name:26}{usual.name:24}{median(usual.took) * 1000:>8.2f} ms")
        for question in compared:
            told = difference(usual.took, question.took)
            tells = told.tells(group.share * median(usual.took))
            print(f"  {'':26}{question.name:24}{told.seconds * 1000:>+8.2f} ms{told.certainty:>+7.1f}{' TOLD' * tells}")
            found += [f"{group.name}: {question.name}"] * tells
    return found


def _groups(nobody: Reader, astrid: Reader, talk: str, plan: str) -> list[Group]:
    token = token_in(nobody.get("/signin"))

    def sign_in(name: str, email: str) -> Question:
        sent = {"email": email, "password": "not the password at all"}
        return Question(name, lambda: nobody.send("/signin", token, sent)[0], 400)

    def reset(name: str, email: str) -> Question:
        return Question(name, lambda: nobody.send("/password/forgot", token, {"email": email})[0], 200)

    def page(name: str, address: str) -> Question:
        return Question(name, lambda: astrid.status(address), 404)

    missing = secrets.token_hex(16)
    return [
        Group(
            SIGNING_IN,
            OF_A_HASH,
            [
                sign_in("a wrong password", ASTRID),
                sign_in(AGAIN, EMIL),
                sign_in("an unknown address", NOBODY),
                sign_in("a closed account", CLOSED),
            ],
        ),
        Group(
            "asking for a new password",
            OF_A_PAGE,
            [reset("a known address", ASTRID), reset(AGAIN, EMIL), reset("an unknown address", NOBODY)],
        ),
        *(
            Group(
                f"a {what} not there",
                OF_A_PAGE,
                [
                    page("none", f"{place}/{missing}"),
                    page(AGAIN, f"{place}/{missing[::-1]}"),
                    page("somebody else's", f"{place}/{pid}"),
                ],
            )
            for what, place, pid in (("talk", "/conversations", talk), ("plan", "/plans", plan))
        ),
    ]


def _time(house: House, questions: list[Question], rounds: int) -> None:
    dice = Random(1)
    for _ in range(rounds):
        with house.app.app_context():
            db.session.execute(delete(Throttle))  # or everybody would soon have to wait
            db.session.commit()
        questions[-1].ask()  # what the server reads anew after others have written, no question is charged for
        for question in dice.sample(questions, len(questions)):
            start = time.perf_counter()
            status = question.ask()
            question.took.append(time.perf_counter() - start)
            if status != question.status:
                raise SystemExit(f"{question.name} was answered {status}")


def _person(email: str) -> Person:
    return db.session.scalars(select(Person).where(Person.email == email)).one()
