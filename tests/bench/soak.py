"""Twenty people use the product for hours, on both databases side by side: what its server holds stays what it was."""

import http.client
import os
import threading
import time
from contextlib import ExitStack, suppress
from pathlib import Path
from random import Random

from sqlalchemy import create_engine, select, text
from sqlalchemy.pool import NullPool

from competence.config import DEFAULTS
from competence.db import db
from competence.people.models import Person
from competence.signin.actions.accounts import open_account
from competence.signin.rules import Hasher
from tests.bench.answering import Answering, Writer
from tests.bench.reader import Reader, Refused, token_in
from tests.bench.trend import ENOUGH, Sample, growing, slope, warmed_up
from tests.databases import address_of
from tests.server import Server

PEOPLE = 15  # who answer; and those below, who look after others
LEADERS = ("bo", "emil", "dorte", "carla", "freja")
PAGES = ("/", "/assessments", "/conversations", "/plans", "/feedback", "/learning", "/learning/mine", "/careers",
         "/frameworks", "/notifications", "/privacy/protection")  # fmt: skip
LEADERS_PAGES = {
    "bo": ("/assessments/team", "/assessments/team/matrix", "/conversations/year", "/learning/team"),
    "emil": ("/assessments/team", "/conversations/year", "/learning/team"),
    "dorte": ("/analytics", "/assessments/team"),
    "carla": ("/cycles", "/analytics", "/people"),
    "freja": ("/people", "/health"),
}
PAUSE = 2.0  # seconds between two things somebody does, on average
SAMPLES = 240
ROWS = 12


class Visitor:
    """Somebody who reads pages and, where they have a mirror to answer, writes and signs in anew now and then."""

    def __init__(self, reader: Reader, pages: tuple[str, ...], email: str, writer: Writer | None = None) -> None:
        self.reader, self.pages, self.email, self.writer = reader, pages, email, writer
        self.dice, self.asked = Random(email), 0

    def use(self, ends: threading.Event, faults: list[str]) -> None:
        """Go on until it ends; what the product should not have answered is noted, and they come back."""
        while not ends.wait(self.dice.uniform(0, 2 * PAUSE)):
            try:
                self._do()
                self.asked += 1
            except (OSError, http.client.HTTPException, Refused) as fault:
                faults.append(f"{self.email}: {fault!r}"[:300])
                self.reader.connect()
        self.reader.close()

    def _do(self) -> None:
        dice = self.dice.random()
        if self.writer and dice < 0.4:
            self.writer.save_next(self.asked)
        elif self.writer and dice < 0.45:
            self._sign_in()
        else:
            self.reader.get(self.dice.choice(self.pages))

    def _sign_in(self) -> None:
        token = token_in(self.reader.get("/password/forgot"))
        fields = {"email": self.email, "password": DEFAULTS["DEMO_PASSWORD"]}
        status, told, _ = self.reader.send("/signin", token, fields)
        if status != 303:
            raise Refused(f"signing in: {status} {told[:200]}")


class Place:
    """One server on one database, those who use it, and what it held."""

    def __init__(self, kind: str, database: Path | str) -> None:
        self.kind, self.database = kind, database
        self.answering = Answering(database, PEOPLE)
        with self.answering.house.app.app_context():
            known = Hasher().hash(DEFAULTS["DEMO_PASSWORD"])
            for person_id in db.session.scalars(select(Person.id).where(Person.email.in_(self.answering.emails))):
                open_account(person_id, known)
            db.session.commit()
        self.server = Server(database, workers=2)
        leaders = [self.answering.house.client(f"{name}@example.org") for name in LEADERS]
        self.leaders = [Reader(self.server.address, client) for client in leaders]
        db.engine.dispose()  # from here on the server alone holds connections to it
        self.samples: list[Sample] = []
        self.faults: list[str] = []

    def visitors(self) -> list[Visitor]:
        """Return those who use it, each at their own browser; the server must run."""
        writers = zip(self.answering.emails, self.answering.writers(self.server.address), strict=True)
        leading = zip(LEADERS, self.leaders, strict=True)
        return [
            *(Visitor(writer.reader, PAGES, email, writer) for email, writer in writers),
            *(Visitor(reader, PAGES + LEADERS_PAGES[name], name) for name, reader in leading),
        ]

    def look(self, hours: float) -> None:
        """Note what the server's processes hold now."""
        running = _processes(self.server.process.pid)
        files = [file for process in running for file in _open_files(process)]
        log = Path(f"{self.database}-wal")
        self.samples.append(
            Sample(
                hours,
                sum(_memory(process) for process in running),
                len(files),
                self._connections(files),
                log.stat().st_size / 1e6 if isinstance(self.database, Path) and log.exists() else 0,
            )
        )

    def _connections(self, files: list[str]) -> int:
        if isinstance(self.database, Path):
            return files.count(str(self.database.resolve()))
        engine = create_engine(self.database, poolclass=NullPool)
        with engine.connect() as connection:
            others = "datname = current_database() AND pid <> pg_backend_pid()"
            return int(connection.scalar(text(f"SELECT count(*) FROM pg_stat_activity WHERE {others}")) or 0)  # noqa: S608


def run(folder: Path, minutes: float) -> None:
    """Print what the servers held, row by row, and what of it grew. Raises SystemExit where something did."""
    print(f"\n{PEOPLE + len(LEADERS)} people use a server with two workers for {minutes:g} minutes, on each database")
    print(f"{'':12}{'minutes':>8}{'memory MB':>11}{'files':>7}{'connections':>13}{'log MB':>8}{'asked':>9}")
    with ExitStack() as open_ones:
        places = []
        for kind in ("sqlite", "postgresql"):
            (place := folder / f"soak-{kind}").mkdir()
            url = open_ones.enter_context(address_of(kind, place))
            places.append(Place(kind, place / "test.sqlite" if kind == "sqlite" else url))
        for one in places:
            one.server.start()
            open_ones.callback(one.server.stop)
        _use(places, minutes)
    wrong = []
    for one in places:
        found = growing(after := warmed_up(one.samples))
        judged = "" if after[-1].hours >= ENOUGH else ", which is not judged in so short a time"
        print(f"  {one.kind:12}{slope(after):+.2f} MB an hour after the warm-up{judged}; {'; '.join(found) or 'sound'}")
        wrong += [f"{one.kind}: {what}" for what in [*found, *one.faults[:5]]]
    if wrong:
        raise SystemExit("\n".join(wrong))


def _use(places: list[Place], minutes: float) -> None:
    ends, start = threading.Event(), time.monotonic()
    visitors = [(place, visitor) for place in places for visitor in place.visitors()]
    threads = [threading.Thread(target=visitor.use, args=(ends, place.faults)) for place, visitor in visitors]
    for thread in threads:
        thread.start()
    for number in range(1, SAMPLES + 1):
        time.sleep(max(0, start + number * minutes * 60 / SAMPLES - time.monotonic()))
        for place in places:
            place.look((time.monotonic() - start) / 3600)
            if number % (SAMPLES // ROWS) == 0:
                told = place.samples[-1]
                asked = sum(visitor.asked for whose, visitor in visitors if whose is place)
                print(
                    f"  {place.kind:10}{told.hours * 60:>8.1f}{told.memory:>11.1f}{told.files:>7}"
                    f"{told.connections:>13}{told.log:>8.1f}{asked:>9}",
                    flush=True,
                )
    ends.set()
    for thread in threads:
        thread.join()


def _processes(first: int) -> list[int]:
    """Return a process and all that came of it: the server begins a session of its own."""
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):  # gone meanwhile
            if int((place / "stat").read_text().rpartition(")")[2].split()[3]) == first:
                found.append(int(place.name))
    return found


def _memory(process: int) -> float:
    """Return how much of a process is in memory, in MB."""
    pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def _open_files(process: int) -> list[str]:
    """Return what a process holds open, sockets too."""
    found = []
    for one in Path(f"/proc/{process}/fd").iterdir():
        with suppress(OSError):  # closed meanwhile
            found.append(str(one.readlink()))
    return found
