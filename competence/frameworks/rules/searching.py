"""Searching in a version: a competence is found when every word asked for stands somewhere in its texts."""

from collections.abc import Iterable


def found(query: str, texts: Iterable[str]) -> bool:
    """Return whether each word of the query begins, ends or stands inside a word of the texts, in any case."""
    said = " ".join(texts).casefold()
    return all(word in said for word in query.casefold().split())
