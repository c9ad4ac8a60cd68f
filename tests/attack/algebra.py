"""The few people somebody can solve from published totals: exact, and it knows nothing of how they were chosen.

Totals are rows of zeros and ones. Answers that stand in the same rows are alike to every combination, so they are one
column. A combination about few people vanishes on every column of many. Those that do form a code over the light
columns, and a word of a code lies within some columns if and only if these are dependent in its parity check.
"""

from collections.abc import Collection, Iterator, Sequence

from competence.privacy.anonymity.crowds import Row, Unknown
from competence.privacy.anonymity.limits import Person

PRIME = 2**61 - 1  # larger than any determinant that arises from so few rows of zeros and ones
Column = frozenset[Unknown]
Vector = list[int]


def solved(rows: Sequence[Row], known: Collection[Unknown], below: int) -> frozenset[Person] | None:
    """Return some people, fewer than `below`, whose answers a combination of rows is about; None if there are none.

    known: answers the attacker knows, and takes off. Rows that share no answers are looked at apart.
    """
    for together in _connected(rows):
        columns = _columns(together, known)
        light = [column for column in columns if len(_people(column)) < below]
        heavy = [column for column in columns if column not in light]
        found = next(_few(together, heavy, light, below), None)
        if found is not None:
            return _people(found)
    return None


def _few(rows: Sequence[Row], heavy: Sequence[Column], light: Sequence[Column], below: int) -> Iterator[Column]:
    """Yield the answers, of fewer people, that combinations are about which vanish on all heavy columns."""
    matrix = [[int(not column.isdisjoint(row)) for column in (*heavy, *light)] for row in rows]
    words = [line[len(heavy) :] for line in _reduced(matrix) if not any(line[: len(heavy)])]
    check = _parity_check(words, len(light))

    def grow(start: int, chosen: Column, basis: list[Vector]) -> Iterator[Column]:
        for place in range(start, len(light)):
            larger = chosen | light[place]
            if len(_people(larger)) < below:
                rest = _less(check[place], basis)
                if not any(rest):
                    yield larger
                else:
                    yield from grow(place + 1, larger, [*basis, rest])

    if words:
        yield from grow(0, frozenset(), [])


def _parity_check(words: Sequence[Vector], length: int) -> list[Vector]:
    """Return what each column is in the parity check of a code whose words are in reduced form."""
    pivots = {next(place for place, value in enumerate(word) if value): word for word in words}
    free = [place for place in range(length) if place not in pivots]
    return [
        [-pivots[place][other] % PRIME if place in pivots else int(other == place) for other in free]
        for place in range(length)
    ]


def _less(vector: Vector, basis: Sequence[Vector]) -> Vector:
    """Return a vector less what the basis can make of it."""
    for line in basis:
        pivot = next(place for place, value in enumerate(line) if value)
        if factor := vector[pivot] * pow(line[pivot], -1, PRIME) % PRIME:
            vector = [(a - factor * b) % PRIME for a, b in zip(vector, line, strict=True)]
    return vector


def _people(answers: Column) -> frozenset[Person]:
    return frozenset(answer.person for answer in answers)


def _reduced(matrix: Sequence[Vector]) -> list[Vector]:
    """Return the rows in reduced form, without those that say nothing."""
    lines, rank = [line[:] for line in matrix], 0
    for column in range(len(lines[0]) if lines else 0):
        pivot = next((number for number in range(rank, len(lines)) if lines[number][column]), None)
        if pivot is None:
            continue
        lines[rank], lines[pivot] = lines[pivot], lines[rank]
        inverse = pow(lines[rank][column], -1, PRIME)
        lines[rank] = [value * inverse % PRIME for value in lines[rank]]
        for number, line in enumerate(lines):
            if number != rank and (factor := line[column]):
                lines[number] = [(a - factor * b) % PRIME for a, b in zip(line, lines[rank], strict=True)]
        rank += 1
    return lines[:rank]


def _columns(rows: Sequence[Row], known: Collection[Unknown]) -> list[Column]:
    """Return the answers that stand in the same rows, without the known ones."""
    alike: dict[tuple[int, ...], set[Unknown]] = {}
    standing: dict[Unknown, list[int]] = {}
    for number, row in enumerate(rows):
        for unknown in row:
            standing.setdefault(unknown, []).append(number)
    for unknown, numbers in standing.items():
        if unknown not in known:
            alike.setdefault(tuple(numbers), set()).add(unknown)
    return [frozenset(column) for column in alike.values()]


def _connected(rows: Sequence[Row]) -> list[list[Row]]:
    """Return the rows in heaps that share no answers with each other."""
    heaps: list[tuple[set[Unknown], list[Row]]] = []
    for row in set(rows):
        touching = [heap for heap in heaps if not heap[0].isdisjoint(row)]
        heaps = [heap for heap in heaps if heap not in touching]
        everybody = set(row).union(*(people for people, _ in touching))
        heaps.append((everybody, [row, *(other for _, others in touching for other in others)]))
    return [together for _, together in heaps]
