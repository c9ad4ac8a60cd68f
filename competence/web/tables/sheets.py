"""What a page of figures is: questions with a picture, a table and what is hidden; the same in every format. Pure."""

from dataclasses import dataclass

from competence.web.tables.cells import Table


@dataclass(frozen=True)
class Section:
    """One question (its heading), the picture that answers it, a sentence of help, the table, and what is not shown.

    kind: how the picture is drawn: bars, dumbbell, heat, radar, lines; empty where the table says it alone.
    names: the scale's levels, the lowest first. voices, bands: the legend of a picture with more than one mark.
    hidden: in sentences what has no number here, and why.
    """

    code: str
    question: str
    caption: str
    help: str
    table: Table
    kind: str = "bars"
    names: tuple[str, ...] = ()
    voices: tuple[tuple[str, str], ...] = ()
    bands: tuple[tuple[int, str], ...] = ()
    hidden: tuple[str, ...] = ()

    @property
    def is_drawn(self) -> bool:
        """Whether there is a picture: of words alone there is none."""
        return bool(self.kind) and any(cell.value is not None for row in self.table.rows for cell in row.cells)


@dataclass(frozen=True)
class Sheet:
    """A page of figures. stands_on: the round, the day, the rule and the unit, as pairs of name and words."""

    title: str
    lead: str
    stands_on: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]

    def section(self, code: str) -> Section | None:
        """Return one question of the page."""
        return next((section for section in self.sections if section.code == code), None)

    def notes(self, section: Section) -> list[str]:
        """Return what a file with one table says above it."""
        stands = [f"{name}: {words}" for name, words in self.stands_on]
        return [self.title, section.question, *stands, section.help, *section.hidden]
