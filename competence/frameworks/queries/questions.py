"""The questions of the content pack that are answered without a name, and the steps they are answered in."""

import csv
from functools import cache

from competence.config import ROOT
from competence.frameworks.rules.editions import Words
from competence.frameworks.rules.questions import About, Question, Step

PACK = ROOT / "competence" / "content" / "odense"
FILES = {
    About.LEADER: "upward_questions",
    About.LEADER_IN_WORDS: "upward_words",
    About.CLIMATE: "pulse_questions",
}


@cache
def questions(about: About) -> tuple[Question, ...]:
    """Return the questions of a kind, in their order."""
    rows = sorted(_rows(FILES[about]), key=lambda row: int(row["order"]))
    return tuple(
        Question(row["code"], about, row.get("competence", ""), Words(row["text_da"], row["text_en"])) for row in rows
    )


@cache
def steps() -> tuple[Step, ...]:
    """Return the steps of the scale, lowest first, and last the answer that is not counted: 0."""
    return tuple(
        Step(
            int(row["value"] or 0), Words(row["title_da"], row["title_en"]), Words(row["meaning_da"], row["meaning_en"])
        )
        for row in _rows("upward_scale")
    )


def _rows(name: str) -> list[dict[str, str]]:
    with (PACK / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
