"""What it costs to publish a large round, beside a plain GROUP BY over the same rows, and to read HR's page of it.

`python -m tests.bench.publishing --people 100000 --database postgresql` is the whole measurement; each part is run in a
process of its own, so that its memory is its own. `make bench` runs it at a small size.
"""

import argparse
import gc
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import event, select, text

from competence.analytics.actions import publish
from competence.app import create_app
from competence.cycles.models import Cycle
from competence.db import db
from competence.people.models import Person
from tests.bench.large import make_large_house
from tests.client import InspectingClient, sign_in
from tests.databases import address_of, files_in

COMPETENCES = 40
PAGES = ("themes/digital", "house/overview")
TIMES = 5
GROUPED = """
SELECT employment.unit_id, answer.competence_id, count(*), avg(answer.level),
       sum(CASE WHEN answer.level <= 2 THEN 1 ELSE 0 END), sum(CASE WHEN answer.level >= 4 THEN 1 ELSE 0 END)
FROM answer JOIN view ON view.id = answer.view_id JOIN mirror ON mirror.id = view.mirror_id
JOIN employment ON employment.person_id = mirror.subject_id
GROUP BY employment.unit_id, answer.competence_id
"""


def build(people: int) -> None:
    """Make the house."""
    make_large_house(people, COMPETENCES)
    if db.engine.dialect.name == "postgresql":
        db.session.execute(text("ANALYZE"))
        db.session.commit()


def group(_people: int) -> None:
    """The plain way: counts, means and bands by unit and competence, of everybody, protected by nothing."""
    assert db.session.execute(text(GROUPED)).all()


def release(_people: int) -> None:
    """Write the release of the round."""
    publish(db.session.scalars(select(Cycle)).one())
    db.session.commit()


def pages(_people: int) -> dict[str, Any]:
    """Return statements, bytes and the median of some readings of HR's pages."""
    gc.freeze()  # as wsgi.py does
    client, sent = InspectingClient(_app), [0]
    sign_in(client, db.session.scalars(select(Person).where(Person.email == "carla@example.org")).one())
    event.listen(db.engine, "before_cursor_execute", lambda *_: sent.__setitem__(0, sent[0] + 1))
    found = {}
    for page in PAGES:
        took = []
        for _ in range(TIMES):
            begin, sent[0] = time.perf_counter(), 0
            answer = client.get(f"/analytics/{page}")
            took.append(1000 * (time.perf_counter() - begin))
            assert answer.status_code == 200
        found[page] = {"statements": sent[0], "bytes": len(answer.data), "ms": round(sorted(took)[TIMES // 2])}
    return found


PARTS: dict[str, Callable[[int], Any]] = {"build": build, "group": group, "release": release, "pages": pages}


def run(people: int, kind: str) -> None:
    """Print what each part took, and the release as a multiple of the plain GROUP BY."""
    print(f"\nA round of {people:,} people and {COMPETENCES} competences on {kind}")
    with tempfile.TemporaryDirectory() as folder, address_of(kind, Path(folder)) as url:
        took = {part: _apart(part, people, url, folder) for part in PARTS}
    for part in ("build", "group", "release"):
        print(
            f"  {part:<9}{took[part]['seconds']:>9.1f} s   {took[part]['megabytes']:>7,.0f} MB more than at its start"
        )
    times, memory = (took["release"][what] / max(took["group"][what], 0.1) for what in ("seconds", "megabytes"))
    print(f"  the release takes {times:,.0f} times as long as the GROUP BY, and {memory:,.0f} times its memory")
    for page, cost in took["pages"]["gave"].items():
        print(f"  HR reads {page:<16}{cost['statements']:>4} statements {cost['ms']:>7,} ms {cost['bytes']:>10,} bytes")


def _apart(part: str, people: int, url: str, files: str) -> Any:
    program = [sys.executable, "-m", "tests.bench.publishing", "--part", part, "--people", str(people)]
    ran = subprocess.run([*program, "--url", url, "--files", files], capture_output=True, text=True, check=False)
    if ran.returncode:
        raise RuntimeError(ran.stderr)
    return json.loads(ran.stdout.splitlines()[-1])


def _measured(part: str, people: int) -> None:
    before, begin = _megabytes(), time.perf_counter()
    gave = PARTS[part](people)
    told = {"seconds": time.perf_counter() - begin, "megabytes": _megabytes() - before, "gave": gave}
    print(json.dumps(told))


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


_app: Flask


def main() -> None:
    """Run everything, or one part in this process."""
    global _app
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--people", type=int, default=100_000)
    asked.add_argument("--database", choices=("sqlite", "postgresql"), default="postgresql")
    asked.add_argument("--part", choices=tuple(PARTS))
    asked.add_argument("--url")
    asked.add_argument("--files")
    wanted = asked.parse_args()
    if wanted.part is None:
        run(wanted.people, wanted.database)
        return
    files = files_in(Path(wanted.files))
    _app = create_app(DATABASE_URL=wanted.url, TESTING=True, SECOND_FACTOR_REQUIRED="", **files)
    with _app.app_context():
        if wanted.part == "build":
            _app.extensions["alembic"].upgrade()
        _measured(wanted.part, wanted.people)


if __name__ == "__main__":
    main()
