"""Pages of conversations: mine, finding a time, the talk itself, and the leader's year."""

from competence.conversations.views import behind, mine, planning, talking, year
from competence.conversations.views.blueprint import bp

__all__ = ["behind", "bp", "mine", "planning", "talking", "year"]
