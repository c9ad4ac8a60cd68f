"""Taking the leadership charter over from files: the pack we ship, or a folder of the same two files."""

from pathlib import Path

from flask_babel import ngettext

from competence.admin.imports.framework_files import Faults, Sheet, open_sheet, split
from competence.admin.imports.frameworks import PACK, became
from competence.admin.imports.refusals import UnreadableFile
from competence.admin.imports.tables import Row
from competence.frameworks.charter.actions import TakenOver, take_over
from competence.frameworks.charter.queries import CharterVersion
from competence.frameworks.charter.rules import Edition, Principle
from competence.frameworks.queries.questions import questions
from competence.frameworks.rules.questions import About

CHARTER = ("title_da", "title_en", "preamble_da", "preamble_en")
PRINCIPLES = ("order", "title_da", "title_en", "text_da", "text_en", "competences", "questions")


def read_charter(folder: Path) -> Edition:
    """Return the charter a folder holds: charter.csv with one row, and charter_principles.csv.

    Nothing is written. Raises an UnreadableFile; UnusableFramework lists every cell that cannot be used.
    """
    faults = Faults()
    heading = open_sheet(folder / "charter.csv", CHARTER, faults)
    sheet = open_sheet(folder / "charter_principles.csv", PRINCIPLES, faults)
    faults.stop_if_any()
    if heading is None or sheet is None:  # a fault was noted for each that is not there
        raise UnreadableFile
    principles = [_principle(sheet, row) for row in sheet]
    first = next(iter(heading))
    edition = Edition(heading.words(first, "title"), heading.words(first, "preamble"), tuple(principles))
    faults.stop_if_any()
    return edition


def load_charter() -> CharterVersion:
    """Take over and publish the charter the product ships; doing it again changes nothing. Flushes."""
    return take_over(read_charter(PACK), publish=True).version


def told_charter(edition: Edition, taken: TakenOver) -> list[str]:
    """Return the lines that say what was read and what became of it."""
    count = ngettext("%(num)s princip", "%(num)s principper", len(edition.principles))
    fate = became(taken.version.number, is_new=taken.is_new, newly_published=taken.newly_published)
    return [f"{edition.title.da or edition.title.en}: {count}.", f"  {fate}"]


def _principle(sheet: Sheet, row: Row) -> Principle:
    asked = {question.code for question in questions(About.LEADER)}
    return Principle(
        code=f"p{sheet.number(row, 'order', range(1, 100))}",
        title=sheet.words(row, "title"), text=sheet.words(row, "text"),
        competences=split(row.cells["competences"]),
        questions=sheet.several(row, "questions", asked, "upward_questions.csv"),
    )  # fmt: skip
