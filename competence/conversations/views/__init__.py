"""Pages of conversations: mine, finding a time, and the talk itself."""

from competence.conversations.views import mine, planning, talking
from competence.conversations.views.blueprint import bp

__all__ = ["bp", "mine", "planning", "talking"]
