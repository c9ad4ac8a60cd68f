"""Twenty people save fifty answers each at once, on SQLite and on PostgreSQL: none is lost, none is refused."""

import threading
import time
from collections.abc import Sequence
from pathlib import Path

from tests.bench.answering import Answering
from tests.databases import address_of
from tests.server import serving

PEOPLE = 20
ANSWERS = 50


def run(
    folder: Path, kinds: Sequence[str] = ("sqlite", "postgresql"), people: int = PEOPLE, answers: int = ANSWERS
) -> None:
    """Print, for each database, how many answers were sent, acknowledged and found afterwards."""
    print(f"\n{people} people save {answers} answers each, at the same time, with two workers")
    for kind in kinds:
        (place := folder / kind).mkdir()
        with address_of(kind, place) as url:
            house = Answering(place / "test.sqlite" if kind == "sqlite" else url, people)
            _measure(kind, house, people, answers)


def _measure(kind: str, house: Answering, people: int, answers: int) -> None:
    refused: list[str] = []
    with serving(house.database, workers=2) as server:
        writers = house.writers(server)

        def work(number: int) -> None:
            for turn in range(answers):
                try:
                    writers[number].save_next(turn)
                except Exception as error:  # whatever it is, it is a refusal to be told
                    refused.append(f"{error!r}"[:200])

        threads = [threading.Thread(target=work, args=(number,)) for number in range(people)]
        start = time.perf_counter()
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        seconds = time.perf_counter() - start
        for writer in writers:
            writer.reader.close()
    lost = house.lost(writers)
    total = people * answers
    print(f"  {kind:12}{total} sent, {total - len(refused)} saved, {len(lost)} lost, {total / seconds:.0f} a second")
    if refused or lost:
        raise SystemExit("\n".join([*refused[:5], *lost[:5]]))
