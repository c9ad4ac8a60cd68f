"""Kill -9 of the server at random while answers are being saved: every acknowledged answer is there afterwards."""

import http.client
import json
import os
import random
import select
import signal
import threading
import time
from pathlib import Path

from competence.db import db
from tests.bench.answering import Answering, Writer
from tests.server import Server

PEOPLE = 4


def run(folder: Path, times: int) -> None:
    """Print how often the server was killed, how many answers it had acknowledged, and how many of them are gone."""
    print(f"\nkill -9 while {PEOPLE} people save answers, {times} times (SQLite, WAL, synchronous=FULL)")
    house = Answering(folder / "kills.sqlite", PEOPLE)
    server = Server(house.database, workers=2)
    chance = random.Random(1)
    server.start()
    writers = house.writers(server.address)
    acknowledged = lost = 0
    for _ in range(times):
        threads = [threading.Thread(target=_save_until_killed, args=(writer,)) for writer in writers]
        for thread in threads:
            thread.start()
        time.sleep(chance.uniform(0.02, 0.6))
        server.kill()
        for thread in threads:
            thread.join()
        lost += len(house.lost(writers))
        server.start()
        for writer in writers:
            acknowledged += writer.acknowledged
            writer.begin_again()
    for writer in writers:
        writer.reader.close()
    server.stop()
    print(f"  {times} kills, {acknowledged} answers acknowledged, {lost} lost")
    if lost or not acknowledged:
        raise SystemExit("an acknowledged answer is gone")


def _save_until_killed(writer: Writer) -> None:
    turn = 0
    while True:
        try:
            writer.save_next(turn)
        except (OSError, http.client.HTTPException):
            return
        turn += 1


def run_processes(folder: Path, times: int) -> None:
    """Do the same to bare processes of the product, two at a time, which begin in no time and so die more often."""
    print(f"\nkill -9 of two processes of the product while each saves answers, {times} times (SQLite)")
    house = Answering(folder / "processes.sqlite", 2)
    writers = house.writers_in_process()
    chance = random.Random(2)
    acknowledged = lost = 0
    for _ in range(times):
        db.engine.dispose()  # what is open does not survive being in two processes
        running = [_forked(writer) for writer in writers]
        for _, told in running:
            select.select([told], [], [], 30)  # it has begun
        time.sleep(chance.uniform(0, 0.3))
        for child, _ in running:
            os.kill(child, signal.SIGKILL)
        for writer, (child, told) in zip(writers, running, strict=True):
            if not os.WIFSIGNALED(os.waitpid(child, 0)[1]):
                raise SystemExit("a process ended by itself")
            acknowledged += _heard(writer, told)
        lost += len(house.lost(writers))
    print(f"  {times} kills, {acknowledged} answers acknowledged, {lost} lost")
    if lost or not acknowledged:
        raise SystemExit("an acknowledged answer is gone")


def _forked(writer: Writer) -> tuple[int, int]:
    """Begin a process that saves answers until it is killed; return its number and where it tells what it did."""
    hears, tells = os.pipe()
    if child := os.fork():
        os.close(tells)
        return child, hears
    try:
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
