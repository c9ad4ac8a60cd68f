"""An operator reads the career model in from the command line: all of it or nothing, and what was read is said."""

import shutil

import pytest
from openpyxl import Workbook
from sqlalchemy import select

from competence.admin.imports.career_files import COLUMNS
from competence.admin.imports.frameworks import PACK, load_pack
from competence.careers.models.editions import CareerEdition, CareerStep
from competence.careers.queries.editions import edition_of
from competence.db import db
from tests.house.content import pack


@pytest.fixture
def folder(app, db_session, tmp_path):
    """The house's own files, to be spoilt; the catalogue is loaded."""
    load_pack()
    db.session.commit()
    for name in COLUMNS:
        shutil.copy(PACK / f"{name}.csv", tmp_path)
    return tmp_path


def run(app, *arguments):
    return app.test_cli_runner().invoke(args=["import", "careers", *map(str, arguments)])


def editions():
    return db.session.scalars(select(CareerEdition).order_by(CareerEdition.number)).all()


def spoil(folder, name, old, new):
    path = folder / f"{name}.csv"
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


def test_the_pack_is_read_whole_and_told(app, folder):
    result = run(app, folder)
    assert result.exit_code == 0, result.output
    assert (
        "Karrieremodel: 4 spor, 18 trin, 186 skal-krav, 49 gerne-krav, 14 skift op, 22 skift på tværs." in result.output
    )
    assert "Udgave 1 er lagt som kladde" in result.output
    (edition,) = editions()
    said = edition_of(edition)
    assert [step.code for step in said.steps] == [row["code"] for row in pack("career_steps")]
    asked = [(step.code, code, str(one.level)) for step in said.steps for code, one in step.asks.items()]
    assert sorted(asked) == sorted(
        (row["step"], row["competence"], row["required_level"]) for row in pack("career_requirements")
    )
    assert len(said.moves) == len(pack("career_moves"))
    assert not edition.is_published


def test_the_same_files_again_change_nothing(app, folder):
    run(app, folder, "--publish")
    result = run(app, folder, "--publish")
    assert "Uændret: udgave 1 siger allerede det samme." in result.output
    assert [edition.is_published for edition in editions()] == [True]


def test_a_changed_file_is_a_new_edition_and_the_published_one_stays(app, folder):
    run(app, folder, "--publish")
    spoil(folder, "career_requirements", "generalist.1,host.meeting,2,must", "generalist.1,host.meeting,3,must")
    assert "Udgave 2 er lagt som kladde" in run(app, folder).output
    first, second = (
        {
            step.code: step.asks["host.meeting"].level
            for step in edition_of(edition).steps
            if step.code == "generalist.1"
        }
        for edition in editions()
    )
    assert (first, second) == ({"generalist.1": 2}, {"generalist.1": 3})


def test_a_dry_run_tells_and_writes_nothing(app, folder):
    result = run(app, folder, "--dry-run")
    assert "Prøve: intet er ændret." in result.output
    assert "18 trin" in result.output
    assert editions() == []


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("career_steps", "generalist.2,generalist,2", "generalist.2,circus,2", "circus findes ikke i career_tracks"),
        ("career_steps", "generalist.2,generalist,2", "generalist.2,generalist,1", "Der står allerede et trin her"),
        ("career_steps", "generalist.2,generalist,2", "generalist.2,generalist,x", "et helt tal fra 1 til 9"),
        ("career_requirements", "host.meeting,2,must", "juggling,2,must", "juggling findes ikke i kompetencekataloget"),
        ("career_requirements", "host.meeting,2,must", "host.meeting,6,must", "et helt tal fra 1 til 5"),
        ("career_requirements", "host.meeting,2,must", "host.meeting,2,perhaps", "Skriv must (skal) eller should"),
        ("career_requirements", "host.handover,1", "host.meeting,1", "beder allerede om den kompetence"),
        ("career_moves", "generalist.1,generalist.2,up", "generalist.1,generalist.2,lateral", "Skiftet passer ikke"),
        ("career_moves", "generalist.1,generalist.2,up", "generalist.1,generalist.2,sideways", "Skriv up"),
        ("career_moves", "generalist.1,generalist.2,up", "generalist.1,generalist.9,up", "generalist.9 findes ikke"),
        ("career_tracks", "generalist,1,", "new,1,", "new og roles er optaget"),
    ],
)  # fmt: skip
def test_one_cell_that_cannot_be_used_stops_all_and_is_named(app, folder, name, old, new, said):
    spoil(folder, name, old, new)
    result = run(app, folder, "--publish")
    assert result.exit_code == 1
    assert "Intet er indlæst" in result.output
    assert said in result.output
    assert f"{name}.csv, række" in result.output
    assert editions() == []


def test_a_step_that_asks_for_nothing_is_named(app, folder):
    path = folder / "career_requirements.csv"
    lines = path.read_text().splitlines(keepends=True)
    path.write_text("".join(line for line in lines if not line.startswith("leader.5,")))
    assert "Trinnet beder ikke om nogen kompetence" in run(app, folder).output


def test_a_missing_file_and_a_missing_folder_are_said(app, folder):
    (folder / "career_moves.csv").unlink()
    assert "Mappen har ingen career_moves.csv." in run(app, folder).output
    assert "findes ikke" in run(app, folder / "nowhere").output


def test_without_a_catalogue_nothing_is_read(app, db_session):
    assert "Der er ikke udgivet et kompetencekatalog endnu" in run(app, PACK).output


def test_one_workbook_with_four_sheets_says_the_same(app, folder, tmp_path):
    run(app, folder, "--publish")
    book = Workbook()
    book.remove(book.active)
    for name in COLUMNS:
        sheet, rows = book.create_sheet(name), pack(name)
        sheet.append(list(rows[0]))
        for row in rows:
            sheet.append(list(row.values()))
    book.save(tmp_path / "model.xlsx")
    assert "Uændret: udgave 1 siger allerede det samme." in run(app, tmp_path / "model.xlsx").output


def test_published_steps_keep_their_words_for_ever(app, folder):
    run(app, folder, "--publish")
    before = db.session.scalars(select(CareerStep.id)).all()
    spoil(folder, "career_steps", "Ny i rollen", "Helt ny i rollen")
    run(app, folder, "--publish")
    kept = db.session.scalars(select(CareerStep).where(CareerStep.id.in_(before))).all()
    assert {str(step.title) for step in kept if step.code == "generalist.1"} == {"Ny i rollen"}
