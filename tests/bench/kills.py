"""Kill -9 of the server at random while answers are being saved: every acknowledged answer is there afterwards."""

import http.client
import random
import threading
import time
from pathlib import Path

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
