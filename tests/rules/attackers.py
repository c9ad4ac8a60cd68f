"""What attackers can do with published rows and figures, worked out the slow and general way."""

from collections.abc import Collection, Iterable, Sequence
from fractions import Fraction
from itertools import combinations, product
from random import Random

from competence.privacy.anonymity.crowds import Row, Unknown
from competence.privacy.anonymity.limits import Person


def row(*persons: Person, version: str = "2026") -> Row:
    """The answers of these persons in one round."""
    return frozenset(Unknown(person, "facilitation", version) for person in persons)


def smallest_isolated(rows: Iterable[Row], known: Collection[Person], below: int) -> int | None:
    """The fewest people some sum or difference of the rows is about, once the known are struck out, if below a limit.

    Exact: some non-zero combination lives on the columns of S if and only if the other columns have a smaller rank
    than all of them.
    """
    columns = sorted({unknown for row in rows for unknown in row if unknown.person not in known}, key=str)
    matrix = [[Fraction(unknown in row) for unknown in columns] for row in rows]
    whole = _rank(matrix)
    persons = sorted({unknown.person for unknown in columns}, key=str)
    for size in range(1, below):
        for few in combinations(persons, size):
            others = [number for number, unknown in enumerate(columns) if unknown.person not in few]
            if _rank([[line[number] for number in others] for line in matrix]) < whole:
                return size
    return None


def smallest_combined(rows: Sequence[Row], known: Collection[Person], below: int) -> int | None:
    """The same by trying coefficients; for at most four rows of zeros and ones none beyond two is ever needed."""
    columns = sorted({unknown for row in rows for unknown in row if unknown.person not in known}, key=str)
    found = []
    for coefficients in product(range(-2, 3), repeat=len(rows)):
        left = {
            unknown.person
            for unknown in columns
            if sum(coefficient for coefficient, row in zip(coefficients, rows, strict=True) if unknown in row)
        }
        if left:
            found.append(len(left))
    return min(found) if found and min(found) < below else None


def breaks_the_promise(rows: Sequence[Row], viewers: Iterable[Collection[Person]], k: int) -> bool:
    """Whether somebody, or somebody who knows nothing, isolates fewer than k people."""
    return any(smallest_isolated(rows, known, k) for known in [(), *viewers])


def random_rows(seed: int, persons: int, rows: int) -> list[Row]:
    """Rows that overlap as they please."""
    chance = Random(seed)
    return [row(*chance.sample(range(persons), chance.randint(1, persons))) for _ in range(rows)]


def random_nested_rows(seed: int, persons: int) -> list[Row]:
    """Rows each of which lies within, or beside, every other."""
    chance = Random(seed)
    rows: list[Row] = []

    def cut(crowd: list[int], depth: int) -> None:
        if chance.random() < 0.8:
            rows.append(row(*crowd))
        if depth and len(crowd) > 1:
            middle = chance.randint(len(crowd) // 3 or 1, len(crowd) - 1)
            cut(crowd[:middle], depth - 1)
            cut(crowd[middle:], depth - 1)

    cut(chance.sample(range(persons), persons), chance.randint(0, 3))
    return rows or [row(*range(persons))]


def random_viewers(seed: int, persons: int, leaders: int) -> list[frozenset[Person]]:
    """Everybody knows themselves; some lead and know a few more."""
    chance = Random(seed)
    reports = [
        frozenset[Person](chance.sample(range(persons), chance.randint(0, persons // 3))) for _ in range(leaders)
    ]
    return [frozenset[Person]({person}) for person in range(persons)] + reports


def _rank(matrix: list[list[Fraction]]) -> int:
    lines, rank = [line[:] for line in matrix], 0
    for column in range(len(lines[0]) if lines else 0):
        pivot = next((number for number in range(rank, len(lines)) if lines[number][column]), None)
        if pivot is None:
            continue
        lines[rank], lines[pivot] = lines[pivot], lines[rank]
        for number in range(rank + 1, len(lines)):
            if factor := lines[number][column] / lines[rank][column]:
                lines[number] = [a - factor * b for a, b in zip(lines[number], lines[rank], strict=True)]
        rank += 1
    return rank
