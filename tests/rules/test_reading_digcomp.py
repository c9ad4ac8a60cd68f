"""DigComp's own workbook is read as it is: five areas, 21 competences, eight steps; English only."""

from pathlib import Path

import pytest
from openpyxl import Workbook

from competence.admin.imports.framework_files import UnusableFramework
from competence.admin.imports.framework_jrc import AREAS, LEVELS, STATEMENTS
from competence.admin.imports.frameworks import read_frameworks
from competence.frameworks.rules.editions import Words
from competence.frameworks.rules.publishing import what_is_open

REAL = Path(__file__).parents[3] / "shared" / "data" / "digcomp3"
NAMES = ("Basic ", "Intermediate", "Advanced", "Highly advanced")


def sheets():
    """Return the workbook in small: one area, two competences, floats and stray spaces as in the real one."""
    areas = [
        ["Competence area number", "Competence area name", "Competence area descriptor",
         "Competence number", "Competence name", "Competence descriptor"],
        [1, "Search", "To search.", 1.1, "Browsing ", "To browse."],
        [1, "Search", "To search.", 1.2, "Evaluating", "To evaluate."],
    ]  # fmt: skip
    levels = [["Proficiency level name", "Purpose", "Eight level mapping", "Eight level proficiency level description"]]
    levels += [[NAMES[step // 2], "To live.", step + 1, f"Step {step + 1}."] for step in range(8)]
    statements = [["Competence number", "Competence statement ID", "Competence statement", "Proficiency level name"]]
    statements += [[number, "CS", f"{name.strip()} {number}.", name] for number in (1.1, 1.2) for name in NAMES]
    statements.append([1.1, "CS", "And more.", "Basic "])
    return {AREAS: areas, LEVELS: levels, STATEMENTS: statements, "5 Glossary": [["Term"], ["AI"], ["Data"]]}


def saved(tmp_path, sheets):
    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    path = tmp_path / "digcomp.xlsx"
    book.save(path)
    return path


def test_the_workbook_becomes_a_framework_with_eight_steps(tmp_path):
    found = read_frameworks(saved(tmp_path, sheets()))
    ((described, edition),) = found.frameworks
    assert described.code == "digcomp-jrc"
    assert [(level.value, level.title.en) for level in edition.levels][:3] == [
        (1, "Basic (bottom)"), (2, "Basic (top)"), (3, "Intermediate (bottom)"),
    ]  # fmt: skip
    assert [(area.code, area.title) for area in edition.areas] == [("1", Words("", "Search"))]
    browsing = edition.competence("1.1")
    assert browsing.title == Words("", "Browsing")
    assert browsing.texts[1] == browsing.texts[2] == Words("", "Basic 1.1.\nAnd more.")
    assert browsing.texts[8] == Words("", "Highly advanced 1.1.")
    assert browsing.elements == ("digcomp:1.1",)
    assert list(what_is_open(edition)) == []
    assert found.left_alone == ("Arket »5 Glossary« (2 rækker).",)


def spoiled(*cells):
    book = sheets()
    for sheet, row, column, text in cells:
        book[sheet][row][column] = text
    return book


@pytest.mark.parametrize(
    ("book", "told"),
    [
        (spoiled((AREAS, 0, 3, "Number")), [f"arket »{AREAS}«, række 1: Der er ingen kolonne Competence number"]),
        (
            spoiled((AREAS, 2, 4, None), (LEVELS, 3, 2, 7)),
            [
                f"arket »{AREAS}«, række 3, kolonne E (Competence name): Her skal stå en tekst.",
                f"arket »{LEVELS}«: Der skal stå trin 1 til 8, men der står 1, 2, 7, 4",
            ],
        ),
        (
            spoiled((AREAS, 2, 3, 1.1), (STATEMENTS, 3, 3, "Expert"), (STATEMENTS, 4, 0, 9.9)),
            [
                "række 3, kolonne D (Competence number): Koden 1.1 står også i række 2.",
                f"række 4, kolonne D (Proficiency level name): Koden Expert findes ikke i {LEVELS}",
                f"række 5, kolonne A (Competence number): Koden 9.9 findes ikke i {AREAS}.",
                "Der er ingen udsagn på niveauet Advanced.",
            ],
        ),
    ],
)
def test_what_cannot_be_used_is_told_by_sheet_row_and_column(tmp_path, book, told):
    with pytest.raises(UnusableFramework) as refused:
        read_frameworks(saved(tmp_path, book))
    assert [says for says in told if not any(says in line for line in refused.value.faults)] == []


def test_a_sheet_that_is_not_there_is_told(tmp_path):
    book = sheets()
    del book[LEVELS]
    with pytest.raises(UnusableFramework) as refused:
        read_frameworks(saved(tmp_path, book))
    assert LEVELS in refused.value.faults[0]


def test_the_makers_own_file_holds_five_areas_twentyone_competences_and_eight_steps():
    """The file is not ours to ship; where it lies beside the project it is read."""
    for path in REAL.glob("*.xlsx"):
        found = read_frameworks(path)
        ((described, edition),) = found.frameworks
        assert (len(edition.areas), len(edition.competences), len(edition.levels)) == (5, 21, 8)
        assert list(what_is_open(edition)) == []
        assert {level.title.en for level in edition.levels} >= {"Basic (bottom)", "Highly advanced (top)"}
        assert not any(words.da for c in edition.competences for words in (c.title, c.description, *c.texts.values()))
        assert "CC BY 4.0" in described.text.en
        statements = {text.en for competence in edition.competences for text in competence.texts.values()}
        assert sum(text.count("\n") + 1 for text in statements) == 362
