"""`flask import framework`: files become versions, all or nothing; the same files twice change nothing."""

import csv
import shutil
from pathlib import Path

import pytest

from competence.admin.imports.frameworks import PACK, load_pack
from competence.db import db
from competence.frameworks import queries
from competence.frameworks.models import Framework, FrameworkVersion, Mark
from competence.people.models import RoleProfile


@pytest.fixture
def command(app, db_session):
    """Run the command in this test's transaction; return its exit code and what it said."""

    def run(*arguments):
        result = app.test_cli_runner().invoke(args=["import", "framework", *map(str, arguments)])
        return result.exit_code, result.output

    return run


@pytest.fixture
def folder(tmp_path):
    return Path(shutil.copytree(PACK, tmp_path / "pack"))


def change(path, row, column, text):
    with path.open(newline="", encoding="utf-8") as file:
        rows = list(csv.reader(file))
    rows[row - 1][rows[0].index(column)] = text
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)


def drop(path, *beginnings):
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if not line.startswith(beginnings)), encoding="utf-8")


def count(table):
    return db.session.query(table).count()


def newest(code="kompetencekatalog"):
    return queries.latest(queries.framework(code).id)


def test_the_pack_is_told_in_counts_and_lies_as_drafts_until_hr_publishes(command):
    code, said = command(PACK)
    assert code == 0
    assert (
        "Kompetencekatalog: 8 områder, 41 kompetencer, 5 trin, 205 niveautekster, 12 pejlemærker og værdier, 208 krav"
        in said
    )
    assert "DigComp 3.0 med husets niveauer: 5 områder, 21 kompetencer, 5 trin, 105 niveautekster" in said
    assert "Udgave 1 er lagt som kladde." in said
    assert "Rolleprofiler: 17 læst, 17 nye, 0 med ny tekst." in said
    assert "»Ved ikke« står uden for skalaen" in said
    assert "conversation_templates.csv" in said
    assert queries.current_version() is None


def test_publish_makes_it_the_version_the_house_works_with(command):
    assert "Udgave 1 er udgivet." in command(PACK, "--publish")[1]
    version = queries.current_version()
    assert (version.framework.code, version.number) == ("kompetencekatalog", 1)
    profile = queries.profiles_by_code()["librarian_children"]
    rows = queries.requirements_for([profile.id], version.id)
    assert len(rows) == 13
    first = rows[0]
    assert (first.required_level, first.importance, first.critical) == (3, 3, True)


def test_the_same_files_twice_change_nothing(command):
    command(PACK, "--publish")
    before = {table: count(table) for table in (Framework, FrameworkVersion, Mark, RoleProfile)}
    code, said = command(PACK, "--publish")
    assert code == 0
    assert said.count("Uændret: udgave 1 siger allerede det samme.") == 2
    assert "17 læst, 0 nye, 0 med ny tekst" in said
    assert {table: count(table) for table in before} == before


def test_a_draft_that_says_the_same_is_published_when_asked(command):
    command(PACK)
    assert "Udgave 1 er udgivet." in command(PACK, "--publish")[1]
    assert (newest().number, newest().is_published) == (1, True)


def test_a_dry_run_says_what_would_happen_and_changes_nothing(command):
    code, said = command(PACK, "--publish", "--dry-run")
    assert code == 0
    assert "Prøve: intet er ændret." in said
    assert "41 kompetencer" in said
    assert (count(Framework), count(RoleProfile)) == (0, 0)


def test_new_words_become_a_new_draft_and_the_published_version_stays(command, folder):
    command(PACK, "--publish")
    before = queries.edition_of(newest())
    change(folder / "competences.csv", 2, "title_da", "Værtskab på gulvet")
    change(folder / "strategy_markers.csv", 2, "title_da", "God service")
    code, said = command(folder)
    assert code == 0
    assert "Udgave 2 er lagt som kladde." in said
    assert "Uændret: udgave 1" not in said.split("DigComp")[0]
    assert queries.edition_of(queries.latest_published("kompetencekatalog")) == before
    assert str(queries.competence(newest().id, "host.meeting").title) == "Værtskab på gulvet"
    assert queries.current_version().number == 1


def test_what_the_files_no_longer_name_is_retired(command, folder):
    command(PACK, "--publish")
    drop(folder / "competences.csv", "host.meeting,")
    drop(folder / "role_requirements.csv", *(f"{row},host.meeting," for row in queries.profiles_by_code()))
    said = command(folder, "--publish")[1]
    assert "Står ikke længere i filerne og er udgået: host.meeting." in said
    retired = queries.competence(newest().id, "host.meeting")
    assert (retired.retired, len(retired.texts)) == (True, 5)
    assert command(folder, "--publish")[1].count("Uændret") == 2


def test_a_role_with_a_new_text_keeps_its_people(command, folder, db_session):
    command(PACK, "--publish")
    before = queries.profiles_by_code()["librarian_children"].id
    change(folder / "role_profiles.csv", 2, "title_da", "Børnebibliotekar")
    assert "17 læst, 0 nye, 1 med ny tekst" in command(folder)[1]
    profile = queries.profiles_by_code()["librarian_children"]
    assert (profile.id, profile.title.da) == (before, "Børnebibliotekar")


def test_rows_that_cannot_be_used_are_told_and_nothing_is_written(command, folder):
    change(folder / "competences.csv", 7, "area", "hst")
    change(folder / "digcomp.csv", 3, "theme", "money")
    code, said = command(folder, "--publish")
    assert code == 1
    assert "Intet er indlæst." in said
    assert "competences.csv, række 7, kolonne B (area): Koden hst findes ikke i areas.csv." in said
    assert "digcomp.csv, række 3, kolonne T (theme)" in said
    assert (count(Framework), count(RoleProfile)) == (0, 0)


def test_what_is_not_whole_enough_to_publish_is_told_and_nothing_is_written(command, folder):
    with (folder / "areas.csv").open("a", encoding="utf-8") as file:
        file.write("empty,Tomt,Empty,Intet,Nothing\n")
    code, said = command(folder, "--publish")
    assert code == 1
    assert "Området »Tomt« har ingen kompetencer." in said
    assert (count(Framework), count(RoleProfile)) == (0, 0)
    assert command(folder)[0] == 0, "as a draft HR can put it right"


@pytest.mark.parametrize("name", ["nowhere", "notes.txt"])
def test_a_path_that_cannot_be_read_is_told_in_a_sentence(command, tmp_path, name):
    (tmp_path / "notes.txt").write_text("hej")
    code, said = command(tmp_path / name)
    assert code == 1
    assert said.startswith("Error: ")
    assert "Traceback" not in said


def test_a_folder_that_names_no_maker_leaves_the_name_as_it_is(command, folder):
    command(PACK, "--publish")
    (folder / "framework.csv").unlink()
    assert command(folder)[1].count("Uændret") == 2
    assert "Strategi 2024-2025" in queries.framework("kompetencekatalog").attribution.da


def test_the_pack_is_loaded_for_the_demo_and_a_second_time_changes_nothing(db_session):
    assert [taken.newly_published for taken in load_pack().taken_over] == [True, True]
    assert [(taken.is_new, taken.newly_published) for taken in load_pack().taken_over] == [(False, False)] * 2
