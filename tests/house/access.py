"""Who may open what, as written by hand in access.csv: the code is judged by that table, not it by the code."""

import csv
from dataclasses import dataclass
from pathlib import Path

# Each column is one relation to Astrid, whose things the addresses name; the value is the member of the cast.
COLUMNS = {
    "anonymous": None,
    "own": "astrid",
    "colleague": "asger",
    "elsewhere": "ellen",
    "leader": "bo",
    "leaders_leader": "dorte",
    "other_leader": "emil",
    "former_leader": "gerda",
    "hr": "carla",
    "administrator": "freja",
    "deactivated": "ditte",
    "dpo": "didrik",
}
ANSWERS = frozenset({"yes", "no", "signin"})


@dataclass(frozen=True)
class Row:
    """One endpoint and method: whose thing fills its address, and what each relation is answered."""

    endpoint: str
    method: str
    address: str
    expected: dict[str, str]

    def __str__(self) -> str:
        return f"{self.method} {self.endpoint} {self.address}"


def read(path: Path) -> list[Row]:
    """Read the table; an unknown word in it is an error."""
    with path.open(newline="") as file:
        rows = [
            Row(line.pop("endpoint"), line.pop("method"), line.pop("address"), line)
            for line in csv.DictReader(row for row in file if not row.startswith("#"))
        ]
    for row in rows:
        assert list(row.expected) == list(COLUMNS), f"{row}: the columns are {list(row.expected)}"
        assert set(row.expected.values()) <= ANSWERS, f"{row}: {set(row.expected.values()) - ANSWERS}"
    return rows


ROWS = read(Path(__file__).with_name("access.csv"))
