"""Twenty clients write in talks, read, move and end them, while the server is killed: their history must be true.

Ten times a leader and somebody they lead, each in a session of their own: both write notes, the leader ends the talk
and begins another, the led sign up for a few seats and off again, and all ask for the same new password, which is sent
five times a day. What they asked and were told is compared with what stands in the end (history.py).
"""

import http.client
import re
import threading
import time
from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from random import Random

from competence.conversations.rules.kinds import Kind
from competence.web.clock import today
from tests.bench.ground import RESETS, Ground, Talk
from tests.bench.history import Anomaly, Append, History, Move, Read, Told, anomalies
from tests.bench.house import House
from tests.bench.reader import Reader, Refused, token_in
from tests.databases import address_of
from tests.server import Server

PAIRS, OPERATIONS, KILLS = 10, 500, 10
FORGETFUL = "astrid@example.org"
HELD = re.compile(r'class="own-words">(t\d+x\d+)<')


def run(
    folder: Path,
    kinds: Sequence[str] = ("sqlite", "postgresql"),
    pairs: int = PAIRS,
    operations: int = OPERATIONS,
    kills: int = KILLS,
) -> None:
    """Print, for each database, what the clients did and what of it cannot be true.

    A server that answers before it commits goes through a tenth of it: some of that must be untrue, or this finds
    nothing.
    """
    print(f"\n{2 * pairs} clients do {operations} things each while the server is killed {kills} times")
    for kind in kinds:
        (place := folder / f"clients-{kind}").mkdir()
        with address_of(kind, place) as url:
            house = House(database := place / "test.sqlite" if kind == "sqlite" else url, 100)
            untrue = _told(kind, Ground(house, pairs), Server(database, workers=2), operations, kills)
            hasty = Server(database, app="tests.bench.hasty:app")
            lost = _told("  hastily", Ground(house, pairs), hasty, max(10, operations // 10), 1)
        if untrue or Anomaly.LOST not in {anomaly for anomaly, _ in lost}:
            found = [f"{anomaly.value}: {what}"[:300] for anomaly, what in untrue[:10]]
            raise SystemExit("\n".join([f"{len(untrue)} things cannot be true, {len(lost)} hastily", *found]))


def _told(kind: str, ground: Ground, server: Server, operations: int, kills: int) -> list[tuple[Anomaly, str]]:
    """Let the clients work, print a line of figures, and return what cannot be true."""
    start, mortal, counts = time.perf_counter(), Mortal(server), []
    both = [(talk, leads) for talk in ground.talks for leads in (False, True)]
    clients = [Client(ground, talk, number, mortal, leads=leads) for number, (talk, leads) in enumerate(both)]
    threads = [threading.Thread(target=client.work, args=(operations,), daemon=True) for client in clients]
    try:
        mortal.start()
        for thread in threads:
            thread.start()
        for kill in range(1, kills + 2):  # the last one is the end
            while not mortal.faults and any(thread.is_alive() for thread in threads):
                if kill <= kills and sum(one.turns for one in clients) * (kills + 1) >= kill * operations * len(both):
                    mortal.die()
                    mortal.start()
                    break
                counts += ground.counts()
                time.sleep(0.1)
        for thread in threads:
            thread.join()
    finally:
        server.kill()
    if mortal.faults:
        raise SystemExit(mortal.faults[0])
    history = History(counts=counts)
    for client in clients:
        history.take(client.history)
    found = anomalies(history, ground.final({one.person_id: one.number for one in clients if not one.leads}))
    told = sum((client.told for client in clients), Counter[Told]())
    sent = f"{told[Told.DONE]} done, {told[Told.REFUSED]} refused, {told[Told.NOTHING]} without an answer"
    seen = f"{len(history.appends)} notes, {len(history.reads)} reads, {len(history.moves)} moves"
    print(f"  {kind:12}{sent}; {seen}: {len(found)} untrue, {time.perf_counter() - start:.0f} s", flush=True)
    return found


class Mortal:
    """A server that is killed now and then, and what its clients met that ends the night."""

    def __init__(self, server: Server) -> None:
        self.server, self.stands = server, threading.Event()
        self.faults: list[str] = []

    def start(self) -> None:
        """Let it stand (again)."""
        self.server.start()
        self.stands.set()

    def die(self) -> None:
        """Kill it while they ask."""
        self.stands.clear()
        self.server.kill()


class Client:
    """One session: what it does next is thrown by its own dice, what it was told is written down."""

    def __init__(self, ground: Ground, talk: Talk, number: int, server: "Mortal", *, leads: bool) -> None:
        self.ground, self.talk, self.number, self.leads = ground, talk, number, leads
        self.server, self.turns = server, 0
        self.dice = Random(number)
        self.person_id = talk.leader_id if leads else talk.subject_id
        self.reader = Reader(server.server.address, ground.house.client(self.person_id))
        self.history = History()
        self.told: Counter[Told] = Counter()
        self.led_to = ""

    def work(self, operations: int) -> None:
        """Do so many things, one after the other."""
        try:
            self.csrf = token_in(self.reader.get("/password/forgot"))
            while self.turns < operations and not self.server.faults:
                self._act()
                self.turns += 1
        except Exception as fault:  # whatever it is, the history cannot go on
            self.server.faults.append(f"{fault!r}"[:600])
        self.reader.close()

    def _act(self) -> None:
        dice = self.dice.random()
        if dice < 0.45:
            self._write(f"t{self.number}x{self.turns}")
        elif dice < 0.46:
            self.history.granted[RESETS] += self._send("/password/forgot", email=FORGETFUL) is Told.DONE
        elif dice < 0.56 and self.leads:
            self._begin_anew()
        elif dice < 0.66 and not self.leads:
            self._move(self.dice.choice(self.ground.dates))
        else:
            self._read()

    def _write(self, token: str) -> None:
        place, began = self.talk.pids[-1], time.perf_counter()
        note = {"topic": "rest", "text": token, "key": token}
        told = self._send(f"/conversations/{place}/notes", **note)
        if told is Told.NOTHING and self.dice.random() < 0.5:  # as the page does, which sends it again
            again = self._send(f"/conversations/{place}/notes", **note)
            told = Told.DONE if again is Told.DONE else Told.NOTHING  # the first one may have come before the end
        self.history.appends.append(Append(self.number, place, token, began, time.perf_counter(), told))

    def _read(self) -> None:
        place = self.talk.pids[-1] if self.dice.random() < 0.7 else self.dice.choice(self.talk.pids[-3:])
        began = time.perf_counter()
        if page := self._open(f"/conversations/{place}"):
            seen = tuple(HELD.findall(page))
            self.history.reads.append(Read(self.number, place, seen, began, time.perf_counter()))

    def _begin_anew(self) -> None:
        """End the talk and begin another; where the server died on the way, go on from where the house stands."""
        ending = f"/conversations/{self.talk.pids[-1]}/ending"
        ended = self._send(ending, version=self._version(ending))
        goes_on = "" if ended is Told.DONE else self.ground.goes_on(self.talk)
        if not goes_on:
            tomorrow = {"on": today() + timedelta(days=1), "at": "10:30", "minutes": 30, "place": "Tarup"}
            self._send("/conversations", person=self.talk.subject, kind=Kind.ONE_ON_ONE.name, **tomorrow)
            goes_on = self.led_to.rpartition("/")[2] or self.ground.goes_on(self.talk)
        if goes_on:
            page = f"/conversations/{goes_on}"
            self._send(f"{page}/beginning", version=self._version(page))
            if goes_on != self.talk.pids[-1]:
                self.talk.pids.append(goes_on)

    def _move(self, date: str) -> None:
        own = self.ground.signup(self.person_id, date)
        up = not own or self.dice.random() < 0.5
        told = self._send(f"/learning/dates/{date}/signup" if up else f"/learning/signups/{own}/cancellation")
        self.history.moves.append(Move(self.number, date, up, told))

    def _version(self, address: str) -> str:
        found = re.findall(r'name="version" value="(\d+)"', self._open(address))
        return found[0] if found else ""

    def _open(self, address: str) -> str:
        """Return a page; nothing where it is not to be had now."""
        try:
            return self.reader.get(address)
        except Refused:
            return ""
        except (OSError, http.client.HTTPException):
            self._wait()
            return ""

    def _send(self, address: str, **fields: object) -> Told:
        """Send a form and return what is told; where the server died, when it is back."""
        try:
            status, text, self.led_to = self.reader.send(address, self.csrf, fields)
        except (OSError, http.client.HTTPException):
            self.led_to, told = "", Told.NOTHING
            self._wait()
        else:
            if status >= 500 or status == 403 or "/signin" in self.led_to:
                raise RuntimeError(f"{self.person_id} {self.turns} {address}: {status} {self.led_to} {text[:300]}")
            told = Told.DONE if status < 400 else Told.REFUSED
        self.told[told] += 1
        return told

    def _wait(self) -> None:
        self.server.stands.wait()
        self.reader.connect()
