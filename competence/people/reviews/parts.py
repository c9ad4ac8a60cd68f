"""The tables of a review's picture: how they are kept once they are signed, known again, and whom they name. Pure."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass

Cell = tuple[str | int, ...]  # words as they were shown, and people as the numbers of their rows


@dataclass(frozen=True)
class Part:
    """One table of what is shown, with its heading; people: whom it is about, where it is about some of the team."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    people: Cell = ()


def frozen(parts: Sequence[Part]) -> str:
    """Return what was shown as it is kept."""
    return json.dumps([asdict(part) for part in parts], ensure_ascii=False)


def kept(shown: str) -> list[Part]:
    """Return what was shown from how it is kept."""
    return [_part(part) for part in json.loads(shown)]


def fingerprint(parts: Sequence[Part]) -> str:
    """Return a text that is the same for the same picture, and differs where anything in it does: its SHA-256."""
    return hashlib.sha256(frozen(parts).encode()).hexdigest()


def people_in(parts: Iterable[Part]) -> set[int]:
    """Return everybody who stands in a picture."""
    cells = [cell for part in parts for row in part.rows for cell in row] + [part.people for part in parts]
    return {word for cell in cells for word in cell if isinstance(word, int)}


def _part(part: dict[str, object]) -> Part:
    rows = tuple(tuple(tuple(cell) for cell in row) for row in part["rows"])  # type: ignore[attr-defined]
    return Part(str(part["title"]), tuple(part["heads"]), rows, tuple(part["people"]))  # type: ignore[arg-type]
