"""What stands in a table: cells that are numbers or words, and the rows and columns they stand in. Pure."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Cell:
    """A number as it is shown, or the words in its place.

    value: what a chart draws; None where there are only words. coded: the number is only a bound (`4,5 eller højere`)
    or is borrowed from a larger group, so that nobody may calculate with it; a workbook then keeps the words.
    """

    value: float | None
    text: str
    coded: bool = False

    @property
    def number(self) -> float | None:
        """The number where it stands for itself."""
        return None if self.coded else self.value


@dataclass(frozen=True)
class Column:
    """A column: voice or step say how a chart draws it; a plain one is read only."""

    title: str
    voice: str = ""
    step: int = 0
    plain: bool = False


@dataclass(frozen=True)
class Row:
    """A line of a table; depth says how far in a unit stands, url where its title leads."""

    title: str
    cells: tuple[Cell, ...]
    depth: int = 0
    url: str = ""


@dataclass(frozen=True)
class Table:
    """A table with a heading for its first column; the others stand in columns."""

    first: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    @property
    def heads(self) -> tuple[str, ...]:
        """What stands over every column."""
        return (self.first, *(column.title for column in self.columns))


def words(text: object) -> Cell:
    """Return a cell that holds no number."""
    return Cell(None, str(text))
