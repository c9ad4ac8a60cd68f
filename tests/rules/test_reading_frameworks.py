"""Files of a framework are read cell by cell, and what cannot be used is told by file, row and column."""

import csv
import shutil
from pathlib import Path

import pytest

from competence.admin.imports.framework_files import UnusableFramework
from competence.admin.imports.frameworks import PACK, NothingThere, read_frameworks
from competence.frameworks.rules.editions import Words
from competence.frameworks.rules.publishing import what_is_open


@pytest.fixture
def folder(tmp_path):
    """A copy of the shipped pack, to be spoiled."""
    return Path(shutil.copytree(PACK, tmp_path / "pack"))


def spoil(path, row, column, text):
    """Write a text into a cell; row is numbered as a spreadsheet numbers it."""
    with path.open(newline="", encoding="utf-8") as file:
        rows = list(csv.reader(file))
    rows[row - 1][rows[0].index(column)] = text
    write(path, rows)


def write(path, rows, *, encoding="utf-8", delimiter=","):
    with path.open("w", newline="", encoding=encoding) as file:
        csv.writer(file, delimiter=delimiter).writerows(rows)


def faults(path):
    with pytest.raises(UnusableFramework) as refused:
        read_frameworks(path)
    assert "Intet er indlæst" in str(refused.value)
    return list(refused.value.faults)


def test_the_shipped_pack_holds_two_frameworks_and_seventeen_roles():
    found = read_frameworks(PACK)
    (house, catalogue), (digcomp, digital) = found.frameworks
    assert (house.code, len(catalogue.areas), len(catalogue.competences)) == ("kompetencekatalog", 8, 41)
    assert (digcomp.code, len(digital.areas), len(digital.competences)) == ("digcomp", 5, 21)
    assert catalogue.values == digital.values == (1, 2, 3, 4, 5)
    assert (len(catalogue.marks), len(catalogue.requirements), len(found.profiles)) == (12, 208, 17)
    assert catalogue.competence("host.meeting").elements == ("lifecomp:S1", "lifecomp:S2")
    assert {c.theme for c in catalogue.competences} == {"", "digital", "projekt_netvaerk"}
    assert all(described.text.da and described.text.en for described, _ in found.frameworks)


def test_the_shipped_pack_is_whole():
    assert [list(what_is_open(edition)) for _, edition in read_frameworks(PACK).frameworks] == [[], []]


def test_answers_without_a_value_are_no_levels_and_are_told():
    told = " ".join(read_frameworks(PACK).left_alone)
    assert "scale.csv, række 7: svaret »Ikke relevant for min rolle« står uden for skalaen" in told
    assert "scale.csv, række 8: svaret »Ved ikke« står uden for skalaen" in told
    assert "career_steps.csv" in told


BESIDE = "række 2, kolonne"


@pytest.mark.parametrize(
    ("file", "row", "column", "text", "says"),
    [
        ("competences", 7, "area", "hst", "række 7, kolonne B (area): Koden hst findes ikke i areas.csv."),
        ("competences", 2, "area", "", f"{BESIDE} B (area): Koden – findes ikke i areas.csv."),
        (
            "competences",
            3,
            "code",
            "host.meeting",
            "række 3, kolonne A (code): Koden host.meeting står også i række 2.",
        ),
        ("competences", 2, "code", "æøå/x", f"{BESIDE} A (code): Koden må kun bestå af"),
        ("competences", 2, "theme", "money", f"{BESIDE} T (theme): Temaet money kendes ikke."),
        (
            "competences",
            2,
            "strategy_markers",
            "service;ukendt",
            f"{BESIDE} Q (strategy_markers): Koden ukendt findes ikke",
        ),
        ("competences", 2, "values", "service", f"{BESIDE} R (values): Koden service findes ikke i values.csv."),
        (
            "competences",
            2,
            "values",
            "value.service;value.service",
            f"{BESIDE} R (values): Den samme kode står her flere",
        ),
        ("competences", 2, "mappings", "digcomp", f"{BESIDE} S (mappings): Skriv digcomp som ramme:element"),
        ("competences", 2, "mappings", "kl:a;kl:a", f"{BESIDE} S (mappings): Den samme kode står her flere gange."),
        ("digcomp", 2, "area", "host", f"{BESIDE} B (area): Koden host findes ikke i digcomp_areas.csv."),
        ("areas", 2, "code", "", f"{BESIDE} A (code): Koden må kun bestå af"),
        ("scale", 4, "value", "4", "Skalaen skal have tre til otte trin med værdierne 1, 2, 3"),
        ("scale", 4, "value", "9", "række 4, kolonne A (value): Her skal stå et helt tal fra 1 til 8."),
        ("scale", 4, "value", "", "række 4, kolonne A (value): Et trin skal have en værdi."),
        (
            "role_requirements",
            2,
            "profile",
            "gardener",
            f"{BESIDE} A (profile): Koden gardener findes ikke i role_profiles",
        ),
        (
            "role_requirements",
            2,
            "competence",
            "nope",
            f"{BESIDE} B (competence): Koden nope findes ikke i competences.csv.",
        ),
        (
            "role_requirements",
            2,
            "required_level",
            "6",
            f"{BESIDE} C (required_level): Her skal stå et helt tal fra 1 til 5.",
        ),
        ("role_requirements", 2, "required_level", "3.5", f"{BESIDE} C (required_level): Her skal stå et helt tal"),
        ("role_requirements", 2, "importance", "0", f"{BESIDE} D (importance): Her skal stå et helt tal fra 1 til 3."),
        ("role_requirements", 2, "critical", "maybe", f"{BESIDE} E (critical): Skriv yes eller no."),
        (
            "role_requirements",
            3,
            "competence",
            "med.children",
            "række 3, kolonne B (competence): Rollen spørger allerede",
        ),
        ("framework", 2, "code", "Å", f"{BESIDE} A (code): Koden må kun bestå af"),
    ],
)
def test_a_cell_that_cannot_be_used_is_told_by_file_row_and_column(folder, file, row, column, text, says):
    spoil(folder / f"{file}.csv", row, column, text)
    assert [line for line in faults(folder) if line.startswith(f"{file}.csv") and says in line]


def test_a_level_text_in_neither_language_is_told(folder):
    spoil(folder / "competences.csv", 5, "level3_da", "")
    assert len(read_frameworks(folder).frameworks) == 2, "the English text is there to be read"
    spoil(folder / "competences.csv", 5, "level3_en", " ")
    assert faults(folder) == ["competences.csv, række 5, kolonne I (level3_da): Her skal stå en tekst."]


def test_every_fault_is_told_at_once(folder):
    spoil(folder / "competences.csv", 7, "area", "hst")
    spoil(folder / "competences.csv", 9, "theme", "money")
    spoil(folder / "role_requirements.csv", 2, "importance", "7")
    assert len(faults(folder)) == 3


def test_a_heading_that_is_not_there_is_told_with_those_that_are(folder):
    rows = [row.split(",") for row in ["kode,titel", "host,Værtskab"]]
    write(folder / "areas.csv", rows)
    (line,) = faults(folder)
    assert line.startswith("areas.csv, række 1: Der er ingen kolonne code, title_da")
    assert line.endswith("Filens kolonner er: kode, titel.")


def test_a_scale_with_more_levels_than_texts_is_told(folder):
    with (folder / "scale.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.reader(file))
    rows.insert(6, ["6", "more", "Mere", "More", "Mere end det", "More than that"])
    write(folder / "scale.csv", rows)
    (line,) = faults(folder)
    assert line == "competences.csv, række 1: Skalaen har 6 trin, men der er ingen kolonne level6_da, level6_en."


@pytest.mark.parametrize("levels", [3, 4])
def test_a_shorter_scale_reads_only_its_own_columns_and_says_which_it_left(folder, levels):
    with (folder / "scale.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.reader(file))
    write(folder / "scale.csv", rows[: levels + 1])
    (folder / "role_requirements.csv").unlink()
    found = read_frameworks(folder)
    assert found.frameworks[0][1].values == tuple(range(1, levels + 1))
    assert any("kolonnen level5_da" in line or "level5_da" in line for line in found.left_alone)


@pytest.mark.parametrize("file", ["scale.csv", "areas.csv", "competences.csv"])
def test_a_file_that_must_be_there_is_asked_for(folder, file):
    (folder / file).unlink()
    assert faults(folder) == [f"Mappen har ingen {file}."]


def test_files_that_belong_together_are_asked_for(folder):
    (folder / "digcomp_areas.csv").unlink()
    (folder / "role_profiles.csv").unlink()
    assert faults(folder) == [
        "digcomp.csv skal læses sammen med digcomp_areas.csv, som mappen ikke har.",
        "role_requirements.csv skal læses sammen med role_profiles.csv, som mappen ikke har.",
    ]


def test_a_catalogue_needs_no_more_than_scale_areas_and_competences(folder):
    for path in folder.glob("*.csv"):
        if path.stem not in {"scale", "areas", "competences", "strategy_markers", "values"}:
            path.unlink()
    found = read_frameworks(folder)
    assert [described.code for described, _ in found.frameworks] == ["kompetencekatalog"]
    assert found.profiles == ()


def test_windows_1252_with_semicolons_is_read_like_utf_8(folder):
    for name in ("areas", "competences", "scale"):
        path = folder / f"{name}.csv"
        with path.open(newline="", encoding="utf-8") as file:
            rows = list(csv.reader(file))
        write(path, rows, encoding="cp1252", delimiter=";")
    assert read_frameworks(folder) == read_frameworks(PACK)


def test_an_empty_file_and_one_that_is_no_table_are_told(folder):
    (folder / "areas.csv").write_bytes(b"")
    (folder / "competences.csv").write_bytes(b"\x00\x01\x02" * 100)
    told = faults(folder)
    assert [line.split(":")[0] for line in told] == ["areas.csv", "competences.csv"]


def test_a_path_that_is_not_there_is_told(tmp_path):
    with pytest.raises(NothingThere, match="findes ikke"):
        read_frameworks(tmp_path / "nowhere")


def test_texts_come_in_both_languages():
    (_, catalogue), _ = read_frameworks(PACK).frameworks
    assert catalogue.competence("host.meeting").title == Words("Værtskab i mødet", "Hosting in the encounter")
