"""The shipped texts are whole, in both languages, and in the tone of the house: none judges or asks about health."""

import re
import unicodedata
from collections import Counter

import pytest

from competence.admin.imports.frameworks import PACK
from tests.house.content import HEADERS, pack

# Words that judge people. The Danish list follows the tone rules; the English one mirrors it.
JUDGING = {
    "da": re.compile(
        r"\b(score\w*|scor(e|er|ing)\w*|karakter(en|er|bog)?|performance\w*|performe\w*|bedøm\w*|svaghed\w*|"
        r"svage? side\w*|mangel\w*|mangl(e|er|ende)|talent\w*|compliance|manager\w*|low ?performer\w*|gap|"
        r"måling(en|er)? af dig|menneskelig\w* ressource\w*|HR-ressource\w*|top\s?\d+|bund\s?\d+|rangliste\w*|"
        r"rangorden\w*)\b",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\b(scor(e|es|ed|ing)|performance|underperform\w*|weakness\w*|deficit\w*|shortcoming\w*|talent\w*|compliance|"
        r"ranking|human resources?|gap)\b",
        re.IGNORECASE,
    ),
}
HEALTH = re.compile(
    r"\b(helbred\w*|sygdom\w*|syge\w*|syg|diagnose\w*|stress\w*|health\w*|illness\w*|sick\w*|disease\w*|diagnos\w*)\b",
    re.IGNORECASE,
)
WARNS_ABOUT_HEALTH = ("Skriv ikke om helbred", "Do not write about health")
A_PATH = re.compile(r"(^|[\s\"'(`])(/[a-z0-9._-]+/[a-z0-9._-]+|[A-Z]:\\)", re.IGNORECASE)
KEYS = {
    "role_requirements": ("profile", "competence"),
    "career_requirements": ("step", "competence"),
    "career_moves": ("from_step", "to_step"),
    "questions": ("template", "order"),
    "feedback_forms": ("form", "field"),
    "charter": ("title_da",),
    "charter_principles": ("order",),
}
FILES = sorted(HEADERS)


def texts(name):
    """Yield the place, column and text of every cell that is written in a language."""
    for number, row in enumerate(pack(name), start=2):
        for column, text in row.items():
            if column.endswith(("_da", "_en")):
                yield f"{name}.csv:{number} {column}", column[-2:], text


def test_every_file_of_the_pack_is_known():
    assert {path.stem for path in PACK.glob("*.csv")} == set(HEADERS)


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_plain_utf_8_with_the_columns_it_should_have(name):
    raw = (PACK / f"{name}.csv").read_bytes()
    text = raw.decode("utf-8")
    assert not raw.startswith(b"\xef\xbb\xbf")
    assert text == unicodedata.normalize("NFC", text)
    assert not re.search("\ufffd|Ã|\r", text)
    rows = pack(name)
    assert rows
    assert all(list(row) == HEADERS[name].split() and None not in row.values() for row in rows)


@pytest.mark.parametrize("name", FILES)
def test_no_row_stands_twice(name):
    keys = Counter(tuple(row[column] for column in KEYS.get(name, ("code",))) for row in pack(name))
    assert [key for key, count in keys.items() if count > 1 or not all(key)] == []


@pytest.mark.parametrize("name", FILES)
def test_cells_are_tidy(name):
    cells = [text for row in pack(name) for text in row.values()]
    assert [text for text in cells if text != text.strip() or "  " in text or A_PATH.search(text)] == []


@pytest.mark.parametrize("name", FILES)
def test_every_text_stands_in_both_languages(name):
    assert [place for place, _, text in texts(name) if not text] == []
    columns = HEADERS[name].split()
    assert [column for column in columns if column.endswith("_da") and column[:-3] + "_en" not in columns] == []


@pytest.mark.parametrize("name", FILES)
def test_no_text_judges_people_or_asks_about_health(name):
    judging = [(place, found[0]) for place, lang, text in texts(name) if (found := JUDGING[lang].search(text))]
    about_health = [
        (place, found[0])
        for place, _, text in texts(name)
        if (found := HEALTH.search(text)) and not text.startswith(WARNS_ABOUT_HEALTH)
    ]
    assert (judging, about_health) == ([], [])


def test_a_judging_word_is_found():
    assert JUDGING["da"].search("Din score er høj")
    assert JUDGING["en"].search("Your weaknesses")
    assert HEALTH.search("Har du været syg?")
