"""Reading the answering page's form: one row for each competence it holds, in plain values."""

import re
from collections.abc import Mapping

from competence.assessments.rules.refusals import UnknownChoice
from competence.assessments.rules.saying import Row, Said
from competence.web.text import clean as clean
from competence.web.text import number_in

VERSION = re.compile(r"(\d{1,9})-version")


def rows_of(form: Mapping[str, str]) -> list[Row]:
    """Return the rows of a form; the fields of competence 7 are 7-answer, 7-importance, 7-wish, 7-example.

    7-version says what the reader saw, 7-was the sum of those words. Raises UnknownChoice for what is no number.
    """
    found = (VERSION.fullmatch(name) for name in form)
    return [_row(int(match[1]), form) for match in found if match]


def _row(competence_id: int, form: Mapping[str, str]) -> Row:
    def sent(name: str) -> str:
        return form.get(f"{competence_id}-{name}", "")

    answer = sent("answer")
    level = _number(answer) if answer[:1].isdigit() else None
    said = Said(
        level=level,
        mark="" if level is not None else answer.upper(),
        importance=_number(sent("importance")) if sent("importance") else None,
        wish=sent("wish").upper(),
        example=clean(sent("example")),
    )
    return Row(competence_id, said, _number(sent("version")), sent("was"))


def _number(text: str) -> int:
    number = number_in(text)
    if number < 0:
        raise UnknownChoice
    return number
