"""Kill -9 at random while answers are saved, of the product and of PostgreSQL: what was acknowledged is there after.

Each is done a tenth as often with something weaker than the product, which must lose some: or this would find no loss.
"""

import http.client
import json
import os
import random
import select
import signal
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from sqlalchemy import text

from competence.db import db
from tests.bench.answering import Answering, Writer
from tests.databases import address_of, server_of_the_wheel
from tests.server import Server

PEOPLE = 4


def run(folder: Path, times: int, kind: str = "sqlite") -> None:
    """Kill the whole server, with its two workers, while four people save answers."""
    print(f"\nkill -9 of the server while {PEOPLE} people save answers ({kind})")
    (place := folder / f"kills-{kind}").mkdir()
    with address_of(kind, place) as url:
        house = Answering(place / "test.sqlite" if kind == "sqlite" else url, PEOPLE)
        _compare(
            times,
            lambda times: _kill_servers(house, Server(house.database, workers=2), times),
            "acknowledged before it is committed",
            lambda times: _kill_servers(house, Server(house.database, app="tests.bench.hasty:app"), times, after=1),
        )


def _compare(times: int, product: Callable[[int], Any], weakness: str, weaker: Callable[[int], Any]) -> None:
    """Print what the product loses, and what something weaker. Raises SystemExit where not only the weaker loses."""
    acknowledged, lost = product(times)
    print(f"  {times} kills, {acknowledged} answers acknowledged, {lost} lost")
    known, without = weaker(fewer := max(1, times // 10))
    print(f"  {weakness}: {fewer} kills, {known} answers acknowledged, {without} lost")
    if lost or not acknowledged:
        raise SystemExit("an acknowledged answer is gone")
    if not without:
        raise SystemExit("the weaker one lost nothing: this finds no loss")


def _kill_servers(house: Answering, server: Server, times: int, *, after: float = 0) -> tuple[int, int]:
    chance = random.Random(1)
    server.start()
    writers = house.writers(server.address)
    acknowledged = lost = 0
    for turn in range(times):
        if turn:
            server.start()
            for writer in writers:
                writer.begin_again()
        threads = [threading.Thread(target=_save_until_killed, args=(writer,)) for writer in writers]
        for thread in threads:
            thread.start()
        time.sleep(after + chance.uniform(0.02, 0.6))
        server.kill()
        for thread in threads:
            thread.join()
        lost += len(house.lost(writers))
        acknowledged += sum(writer.acknowledged for writer in writers)
    for writer in writers:
        writer.reader.close()
    server.stop()
    return acknowledged, lost


def _save_until_killed(writer: Writer) -> None:
    turn = 0
    while True:
        try:
            writer.save_next(turn)
        except (OSError, http.client.HTTPException):
            return
        turn += 1


def hasten() -> None:
    """Let every commit wait from now on for the end of this process, which a kill never lets come."""
    db.bind = db.engine.connect()
    db.bind.begin()


def run_processes(folder: Path, times: int) -> None:
    """Do the same to bare processes of the product, two at a time, which begin in no time and so die more often."""
    print("\nkill -9 of two processes of the product while each saves answers (SQLite)")
    house = Answering(folder / "processes.sqlite", 2)
    writers = house.writers_in_process()
    _compare(
        times,
        lambda times: _kill_processes(house, writers, times),
        "acknowledged before it is committed, by one",  # who commits never, lets nobody else write
        lambda times: _kill_processes(house, writers[:1], times, hasty=True, after=1),
    )


def run_postgresql(times: int) -> None:
    """Kill PostgreSQL itself together with two processes of the product; it recovers from what it had written down."""
    print("\nkill -9 of PostgreSQL and of two processes of the product while each saves answers")
    with server_of_the_wheel() as server:

        def kill_and_start() -> None:
            postmaster = server.get_postmaster_info().process
            for process in (postmaster, *postmaster.children()):
                with suppress(ProcessLookupError):  # it ends by itself where the first of them is gone
                    os.kill(process.pid, signal.SIGKILL)
            postmaster.wait(timeout=30)
            server.ensure_postgres_running()

        def kill(times: int, after: float = 0) -> tuple[int, int]:
            return _kill_processes(house, writers, times, with_them=kill_and_start, after=after)

        def kill_where_nobody_waits(times: int) -> tuple[int, int]:
            with db.engine.begin() as connection:
                connection.execute(text("ALTER DATABASE postgres SET synchronous_commit = off"))
            return kill(times, after=1)

        house = Answering(server.get_uri(), 2)
        writers = house.writers_in_process()
        _compare(times, kill, "synchronous_commit=off", kill_where_nobody_waits)


def _kill_processes(
    house: Answering,
    writers: list[Writer],
    times: int,
    *,
    hasty: bool = False,
    with_them: Callable[[], None] = lambda: None,
    after: float = 0,
) -> tuple[int, int]:
    chance = random.Random(2)
    acknowledged = lost = 0
    for _ in range(times):
        db.engine.dispose()  # what is open does not survive being in two processes
        running = [_forked(writer, hasty=hasty) for writer in writers]
        for _, told in running:
            select.select([told], [], [], 30)  # it has begun
        time.sleep(after + chance.uniform(0, 0.3))
        for child, _ in running:
            os.kill(child, signal.SIGKILL)
        with_them()
        for writer, (child, told) in zip(writers, running, strict=True):
            if not os.WIFSIGNALED(os.waitpid(child, 0)[1]):
                raise SystemExit("a process ended by itself")
            acknowledged += _heard(writer, told)
        lost += len(house.lost(writers))
    return acknowledged, lost


def _forked(writer: Writer, *, hasty: bool) -> tuple[int, int]:
    """Begin a process that saves answers until it is killed; return its number and where it tells what it did."""
    hears, tells = os.pipe()
    if child := os.fork():
        os.close(tells)
        return child, hears
    try:
        if hasty:
            hasten()
        writer.begin_again()
        for turn in range(1_000_000):
            os.write(tells, json.dumps(["trying", *writer.try_next(turn)]).encode() + b"\n")
            writer.save_next(turn)
            os.write(tells, json.dumps(["saved", *writer.trying]).encode() + b"\n")
    finally:
        os._exit(1)


def _heard(writer: Writer, told: int) -> int:
    """Note what a process told before it died; return how many answers were acknowledged."""
    acknowledged = 0
    with os.fdopen(told) as lines:
        for line in lines:
            what, key, words = json.loads(line)
            writer.trying = (key, words)
            if what == "saved":
                writer.told[key] = words
                acknowledged += 1
    return acknowledged
