"""Reading the preparation's form: one answer for each question it holds, in plain values."""

import re
from collections.abc import Mapping

from competence.assessments.forms import clean
from competence.conversations.preparing.rules import Sent
from competence.web.text import number_in

VERSION = re.compile(r"([0-9]{1,9})-version")


def answers_in(form: Mapping[str, str]) -> list[Sent]:
    """Return the answers of a form; the fields of question 7 are 7-text, 7-version (as read), 7-was (their sum)."""
    found = (VERSION.fullmatch(name) for name in form)
    return [_sent(int(match[1]), form) for match in found if match and f"{match[1]}-text" in form]


def _sent(question_id: int, form: Mapping[str, str]) -> Sent:
    version = number_in(form.get(f"{question_id}-version", ""))
    return Sent(question_id, clean(form[f"{question_id}-text"]), version, form.get(f"{question_id}-was", ""))
