"""The shipped content pack as the tests of the house read it: every file, its columns, and the codes in it."""

import csv
from functools import cache

from competence.admin.imports.frameworks import PACK

Rows = list[dict[str, str]]

TITLED = "code title_da title_en description_da description_en"
SCALED = "value code title_da title_en meaning_da meaning_en"
COMPETENCE = (
    "code area title_da title_en description_da description_en "
    "level1_da level2_da level3_da level4_da level5_da level1_en level2_en level3_en level4_en level5_en "
    "strategy_markers values mappings theme"
)
HEADERS = {
    "framework": "code title_da title_en attribution_da attribution_en",
    "areas": TITLED,
    "digcomp_areas": TITLED,
    "strategy_markers": TITLED,
    "values": TITLED,
    "competences": COMPETENCE,
    "digcomp": COMPETENCE,
    "scale": SCALED,
    "importance": SCALED,
    "motivation": SCALED,
    "upward_scale": SCALED,
    "role_profiles": TITLED,
    "role_requirements": "profile competence required_level importance critical",
    "career_tracks": "code order title_da title_en description_da description_en",
    "career_steps": "code track order title_da title_en scope_da scope_en typical_tasks_da typical_tasks_en "
    "how_to_get_there_da how_to_get_there_en",
    "career_requirements": "step competence required_level kind",
    "career_moves": "from_step to_step kind note_da note_en",
    "conversation_templates": "code title_da title_en minutes purpose_da purpose_en",
    "question_themes": "code title_da title_en",
    "questions": "template order theme asked_of text_da text_en hint_da hint_en",
    "feedback_forms": "form form_order form_title_da form_title_en when_da when_en sender field_order field "
    "label_da label_en help_da help_en required",
    "upward_questions": "code order competence text_da text_en",
    "upward_words": "code order text_da text_en",
    "pulse_questions": "code order text_da text_en",
    "charter": "title_da title_en preamble_da preamble_en",
    "charter_principles": "order title_da title_en text_da text_en competences questions",
    "learning_offers": "code kind title_da title_en description_da description_en competence from_level to_level "
    "hours seats price_dkk provider_kind fund_eligible",
    "units": "code parent level kind title_da title_en description_da description_en example",
}


@cache
def pack(name: str) -> Rows:
    """Return the rows of one file."""
    with (PACK / f"{name}.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file, strict=True))


def codes(name: str) -> set[str]:
    """Return the codes of one file."""
    return {row["code"] for row in pack(name)}


def split(cell: str) -> list[str]:
    """Return the parts of a list inside a cell."""
    return [part for part in cell.split(";") if part]
