"""The words of an expired session that wait in the new one for the page they were written on."""

from collections.abc import Iterable
from typing import Any

from flask import request, session

RESCUED = "rescued"


def keep(words: dict[str, Any]) -> None:
    """Let words wait for their page: {"path": the page's, "fields": what was written, by the names of its fields}."""
    session[RESCUED] = words


def words_here() -> dict[str, Any]:
    """Return the fields that were written on this request's page; none where nothing waits for it."""
    words = session.get(RESCUED, {})
    return words["fields"] if words.get("path") == request.path else {}


def let_go() -> None:
    """Forget the words: they are saved now."""
    session.pop(RESCUED, None)


def let_go_of_rows(numbers: Iterable[int]) -> None:
    """Forget the fields of rows that are saved now, such as 7-text of row 7; the others wait for their reader."""
    if RESCUED not in session:
        return
    words, saved = session[RESCUED], tuple(f"{number}-" for number in numbers)
    left = {name: value for name, value in words["fields"].items() if not name.startswith(saved)}
    if any(name.endswith("-version") for name in left):
        session[RESCUED] = words | {"fields": left}
    else:
        session.pop(RESCUED)
