"""Pages of the career model: the map, a step, the way there, the difference, and what one says of a step oneself."""

from competence.careers.views import (
    answering,
    browsing,
    cases,
    choosing,
    drafts,
    editing,
    gathering,
    opening,
    tracks,
    ways,
)
from competence.careers.views.blueprint import bp

__all__ = [
    "answering", "bp", "browsing", "cases", "choosing", "drafts", "editing", "gathering", "opening", "tracks", "ways",
]  # fmt: skip
