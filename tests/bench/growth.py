"""How the cost of the team's and HR's pages grows with the house: statements must not, time may with what is shown."""

import time
from pathlib import Path

from tests.bench.house import House, follow

PAGES = (
    ("team", "bo@example.org", "/assessments/team"),
    ("team matrix", "bo@example.org", "/assessments/team/matrix"),
    ("one round", "carla@example.org", "/cycles", r"/cycles/\w{32}"),
    ("figures, digital", "carla@example.org", "/analytics", r"/analytics/themes/digital[^\"]*"),
    ("people", "carla@example.org", "/people"),
)
TIMES = 5


def run(folder: Path, sizes: list[int]) -> None:
    """Print statements and milliseconds of each page in each house."""
    columns = "".join(f"{people:>14,} people" for people in sizes)
    print(f"\n{'Statements, median ms':28}{columns}")
    found: dict[str, list[str]] = {name: [] for name, *_ in PAGES}
    for people in sizes:
        house = House(folder / f"house-{people}.sqlite", people)
        for name, person, start, *links in PAGES:
            client = house.client(person)
            address = follow(client, start, *links)
            client.get(address)
            times = []
            for _ in range(TIMES):
                begin = time.perf_counter()
                with house.counting() as statements:
                    assert client.get(address).status_code == 200, address
                times.append((time.perf_counter() - begin) * 1000)
            found[name].append(f"{len(statements):>8}{sorted(times)[TIMES // 2]:>10.1f} ms")
    for name, cells in found.items():
        print(f"{name:28}{''.join(cells)}")
