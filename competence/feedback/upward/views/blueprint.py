"""The address all pages of anonymous feedback share, and what they show of the scale."""

from flask import Blueprint

from competence.frameworks.queries.questions import steps
from competence.web.bilingual import Bilingual

bp = Blueprint("upward", __name__, url_prefix="/upward")


def scale() -> list[tuple[int, Bilingual]]:
    """Return the steps of the scale as a page offers them, the one that is not counted last."""
    return [(step.value, Bilingual(*step.title)) for step in steps()]
