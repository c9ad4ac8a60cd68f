"""The British framework's file: skills and roles are read; rows said twice or not in use are told, not swallowed."""

import csv
from itertools import pairwise

import pytest

from competence.admin.imports.career_uk import COLUMNS, is_uk, read_uk
from competence.admin.imports.framework_files import UnusableFramework
from competence.careers.rules.health import health
from competence.careers.rules.publishing import what_is_open

ROWS = (
    ("Architect", "Senior architect", "Designing", "Practitioner"),
    ("Architect", "Senior architect", "Talking, and listening", "Expert"),
    ("Architect", "Architect", "Designing", "Working"),
    ("Architect", "Architect", "Designing", "Working"),
    ("Chief officer", "NOT IN USE", "Designing", "NOT IN USE"),
)


@pytest.fixture
def write(app, tmp_path):
    """Return a function that writes such a file."""

    def written(rows=ROWS):
        path = tmp_path / "roles.csv"
        with path.open("w", newline="", encoding="utf-8-sig") as file:
            table = csv.writer(file)
            table.writerow([*COLUMNS, "Role Type"])
            for role, level, skill, value in rows:
                table.writerow(["Family", role, f"The {role}.", level, f"A {level}.\nTwo lines.", skill, f"{skill}.",
                                value, f"You can: {skill} at {value}.", ""])  # fmt: skip
        return path

    with app.app_context():
        yield written


def test_roles_are_tracks_and_their_levels_steps_ordered_by_what_they_ask(write):
    found = read_uk(write())
    assert [track.title.en for track in found.careers.tracks] == ["Architect"]
    assert [(step.title.en, step.height) for step in found.careers.steps] == [("Architect", 1), ("Senior architect", 2)]
    first, second = found.careers.steps
    assert {code: one.level for code, one in first.asks.items()} == {"designing": 2}
    assert {code: one.level for code, one in second.asks.items()} == {"designing": 3, "talking-and-listening": 4}
    assert [(move.start, move.end) for move in found.careers.moves] == [(first.code, second.code)]


def test_skills_are_a_catalogue_and_a_level_without_text_says_so(write):
    designing, talking = read_uk(write()).skills.competences
    assert designing.texts[2].en == "You can: Designing at Working."
    assert designing.texts[1].en == "The framework has no text for this level."
    assert talking.title.en == "Talking, and listening"


def test_repeated_rows_and_rows_not_in_use_are_told_by_number(write):
    told = " ".join(map(str, read_uk(write()).reports))
    assert "læst én gang: række" in told
    assert "NOT IN USE" in told
    assert "Chief officer" in told
    assert "rækkefølge" in told


def test_what_was_read_is_whole_enough_to_be_published(write):
    found = read_uk(write())
    codes = [competence.code for competence in found.skills.competences]
    assert list(what_is_open(found.careers, codes, 4)) == []
    assert health(found.careers, codes, ()).unused == ()


def test_an_unknown_level_is_named_by_its_cell(write):
    with pytest.raises(UnusableFramework) as refused:
        read_uk(write([("Architect", "Architect", "Designing", "Godlike")]))
    assert "Skill Level" in refused.value.faults[0]


def test_names_that_would_share_a_code_are_numbered(write):
    found = read_uk(write([("A", "A one", "Skill!", "Working"), ("A", "A one", "Skill?", "Working")]))
    codes = [competence.code for competence in found.skills.competences]
    assert len(set(codes)) == 2
    assert all(earlier != later for earlier, later in pairwise(codes))


def test_such_a_file_is_known_by_its_heading(write, tmp_path):
    assert is_uk(write())
    (tmp_path / "other.csv").write_text("code,title\n")
    assert not is_uk(tmp_path / "other.csv")
    assert not is_uk(tmp_path)
