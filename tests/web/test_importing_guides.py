"""`flask import guides` takes guides of conversations over, all or nothing; the same folder twice changes nothing."""

import shutil

import pytest

from competence.admin.imports.frameworks import PACK
from competence.admin.imports.guides import load_guides
from competence.conversations.guides import queries
from competence.conversations.guides.models import GuideVersion
from competence.conversations.guides.rules.editions import AskedOf, Kind, Side
from competence.db import db

FILES = ("conversation_templates.csv", "question_themes.csv", "questions.csv")


@pytest.fixture
def folder(tmp_path):
    for name in FILES:
        shutil.copy(PACK / name, tmp_path)
    return tmp_path


@pytest.fixture
def run(app):
    def invoke(*arguments):
        return app.test_cli_runner().invoke(args=["import", "guides", *map(str, arguments)])

    return invoke


def change(folder, name, old, new):
    path = folder / name
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def versions():
    return db.session.query(GuideVersion).count()


def test_the_pack_holds_a_guide_for_every_kind():
    load_guides()
    for kind in Kind:
        version = queries.current(kind)
        assert version.is_published
        assert len(version.questions) >= 5
    mus = queries.current(Kind.MUS)
    assert str(mus.title) == "Medarbejderudviklingssamtale (MUS)"
    asked = queries.asked_of(mus.id, Side.LEADER)
    assert {q.asked_of for _theme, questions in asked for q in questions} == {AskedOf.LEADER, AskedOf.BOTH}
    assert str(asked[0][0].title) == "Ramme"
    assert {version.kind for version in queries.kinds()} == set(Kind)


def test_doing_it_again_changes_nothing():
    assert all(taken.is_new and taken.newly_published for taken in load_guides())
    assert not any(taken.is_new or taken.newly_published for taken in load_guides())
    assert versions() == len(Kind)


def test_the_command_says_what_it_read_and_leaves_drafts(run, folder):
    result = run(folder)
    assert result.exit_code == 0
    assert "Medarbejderudviklingssamtale (MUS): 16 spørgsmål." in result.output
    assert "Udgave 1 er lagt som kladde" in result.output
    assert queries.current(Kind.MUS) is None
    again = run(folder)
    assert "Uændret: udgave 1 siger allerede det samme." in again.output
    assert "kladde" not in again.output
    assert versions() == len(Kind)
    assert "Udgave 1 er udgivet." in run(folder, "--publish").output
    assert queries.current(Kind.MUS).number == 1


def test_a_trial_run_changes_nothing(run, folder):
    result = run(folder, "--dry-run")
    assert "intet er ændret" in result.output
    assert versions() == 0


def test_only_what_differs_becomes_a_new_version_and_the_old_one_keeps_its_words(run, folder):
    run(folder, "--publish")
    change(folder, "questions.csv", "Hvad har du set din medarbejder lykkes med i år?", "Hvad lykkedes?")
    result = run(folder, "--publish")
    assert result.output.count("er udgivet") == 1
    assert versions() == len(Kind) + 1
    first = db.session.query(GuideVersion).filter_by(number=1).join(GuideVersion.guide).filter_by(kind=Kind.MUS).one()
    assert "Hvad har du set din medarbejder lykkes med i år?" in {question.text.da for question in first.questions}
    assert "Hvad lykkedes?" in {question.text.da for question in queries.current(Kind.MUS).questions}


def test_a_draft_somebody_is_at_work_on_is_not_overwritten(run, folder):
    run(folder)
    change(folder, "questions.csv", "Hvad har du set din medarbejder lykkes med i år?", "Hvad lykkedes?")
    change(folder, "questions.csv", "Hvad er lykkedes siden sidst?", "Hvad gik godt?")
    result = run(folder, "--publish")
    assert result.exit_code == 1
    assert "Der er allerede en kladde" in result.output
    assert versions() == len(Kind)
    assert queries.current(Kind.MINI_MUS) is None


@pytest.mark.parametrize(
    ("name", "old", "new", "says"),
    [
        ("questions.csv", "MUS,1,frame,both", "MUS,1,frames,both", "række 2, kolonne C (theme)"),
        ("questions.csv", "MUS,1,frame,both", "MUS,1,frame,team", "Her skal stå en af employee, leader, both."),
        ("questions.csv", "MUS,1,frame,both", "MOS,1,frame,both", "Koden MOS findes ikke"),
        ("questions.csv", "MUS,1,frame,both", "MUS,2,frame,both", "allerede et spørgsmål med nummer 2"),
        ("questions.csv", "MUS,1,frame,both", "MUS,x,frame,both", "helt tal fra 1 til 200"),
        (
            "questions.csv",
            "Hvad er lykkedes siden sidst?,What has gone well since last time?",
            ",",
            "skal stå en tekst",
        ),
        ("questions.csv", "template,order", "template,number", "ingen kolonne order"),
        ("conversation_templates.csv", "MINI_MUS,Mini-MUS", "MINI,Mini-MUS", "Samtalen MINI kendes ikke"),
        ("conversation_templates.csv", ",75,", ",7,", "helt tal fra 10 til 480"),
        ("question_themes.csv", "frame,Ramme,Frame", "frame,,", "skal stå en tekst"),
    ],
)
def test_a_folder_with_faults_is_refused_whole_and_every_fault_named(run, folder, name, old, new, says):
    change(folder, name, old, new)
    result = run(folder, "--publish")
    assert result.exit_code == 1
    assert says in result.output
    assert versions() == 0


def test_a_guide_that_asks_nothing_is_refused(run, folder):
    path = folder / "questions.csv"
    path.write_text("".join(line for line in path.read_text().splitlines(keepends=True) if not line.startswith("LUS,")))
    result = run(folder)
    assert result.exit_code == 1
    assert "Der er ingen spørgsmål til lederen." in result.output
    assert versions() == 0


def test_a_folder_that_lacks_a_file_or_is_none_is_refused(run, folder, tmp_path):
    (folder / "questions.csv").unlink()
    assert "Mappen har ingen questions.csv." in run(folder).output
    assert "er ikke en mappe" in run(tmp_path / "nowhere").output
