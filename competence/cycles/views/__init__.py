"""Pages of the rounds, for HR: drafts, a running round, and who is in it."""

from competence.cycles.views import drafts, roster, running
from competence.cycles.views.blueprint import bp as bp

__all__ = ["bp", "drafts", "roster", "running"]
