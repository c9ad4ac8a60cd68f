"""The pages of anonymous feedback: what one is asked, what one may read, and HR's rounds."""

from competence.feedback.upward.views import climate, mine, results, rounds, sheets
from competence.feedback.upward.views.blueprint import bp

__all__ = ["bp", "climate", "mine", "results", "rounds", "sheets"]
