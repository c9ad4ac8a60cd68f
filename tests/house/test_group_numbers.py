"""Numbers about groups have one maker and one source: pages read what was released and never anybody's answers."""

import ast

import pytest

from competence.config import ROOT

ANSWERS = "competence.assessments"
MAKER = "competence.privacy.anonymity"
RELEASES = ("competence/analytics/releasing.py", "competence/analytics/steps/releasing.py")
CHOICES = "competence.careers.queries.figures"
FACTS = "competence/analytics/reports/queries.py"
WORDS_OF_PEOPLE = ("competence.plans", "competence.conversations")


def imported(source: str) -> set[str]:
    """Return the modules a file imports, anywhere in it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module} | {f"{node.module}.{name.name}" for name in node.names}
    return found


FILES = {
    path.relative_to(ROOT).as_posix(): path for path in sorted((ROOT / "competence" / "analytics").glob("**/*.py"))
}


@pytest.mark.parametrize("name", [name for name in FILES if name not in RELEASES])
def test_what_shows_numbers_cannot_reach_answers(name):
    assert [module for module in imported(FILES[name].read_text()) if module.startswith(ANSWERS)] == []


@pytest.mark.parametrize("name", RELEASES)
def test_the_release_reads_answers_through_one_door(name):
    reached = {module for module in imported(FILES[name].read_text()) if module.startswith(ANSWERS)}
    assert {".".join(module.split(".")[:4]) for module in reached} == {"competence.assessments.queries.figures"}


def test_only_the_release_and_its_plan_make_group_numbers():
    makers = {"units", "figures", "crowds", "cuts", "profiles", "headcounts", "portions", "parts", "changing", "teams"}
    users = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "competence").rglob("*.py")
        if imported(path.read_text()) & {f"{MAKER}.{maker}" for maker in makers}
    }
    outside = {user for user in users if not user.startswith("competence/privacy/anonymity/")}
    sealed = {f"competence/feedback/{file}.py" for file in ("sealed/models", "sealed/actions/closing", "upward/rules")}
    learned = {f"competence/learning/afterwards/{file}.py" for file in ("actions", "models")}
    asked = {"competence/feedback/rounds/queries.py"}
    assert outside - sealed - learned - asked <= {
        f"competence/analytics/{room}.py"
        for room in (
            *("actions", "charts", "exposure", "models", "pictures", "queries", "releasing", "verifying"),
            *("fairshare/actions", "fairshare/measures", "fairshare/models"),
            *("reports/actions", "reports/measures", "reports/models", "reports/queries", "reports/showing"),
            *("steps/actions", "steps/measures", "steps/models", "steps/queries", "steps/releasing", "steps/views"),
            *(
                "insight/told",
                "insight/ahead",
                "insight/rules/derived",
            ),  # what stands beside a shown number, and what follows from it
        )
    }


@pytest.mark.parametrize("name", [name for name in FILES if name != FACTS])
def test_only_the_facts_of_a_round_are_looked_up_among_talks_and_plans(name):
    assert [module for module in imported(FILES[name].read_text()) if module.startswith(WORDS_OF_PEOPLE)] == []


def test_what_people_said_of_steps_is_counted_by_the_release_alone():
    users = [
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "competence").rglob("*.py")
        if CHOICES in imported(path.read_text())
    ]
    assert users == ["competence/analytics/steps/releasing.py"]


def test_the_facts_of_a_round_hold_no_words_of_anybody():
    """What people wrote (what, signs, word, text, comment ...) is not named where the facts are looked up."""
    named = {node.attr for node in ast.walk(ast.parse(FILES[FACTS].read_text())) if isinstance(node, ast.Attribute)}
    assert named & {"what", "signs", "word", "words", "text", "done", "employee_comment", "disagreement"} == set()


def test_the_maker_asks_for_nothing_but_the_standard_library():
    for path in (ROOT / "competence" / "privacy" / "anonymity").glob("*.py"):
        outside = {module for module in imported(path.read_text()) if "." in module and not module.startswith(MAKER)}
        assert {module.split(".")[0] for module in outside} <= {
            "collections", "dataclasses", "decimal", "enum", "fractions", "itertools", "typing",
        }  # fmt: skip


def test_a_file_that_reaches_for_answers_is_found():
    careless = "def show():\n    from competence.assessments.models import Answer\n    return Answer\n"
    assert any(module.startswith(ANSWERS) for module in imported(careless))
