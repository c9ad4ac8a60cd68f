"""The pages of the guides: reading them, and HR's work on a draft."""

from competence.conversations.guides.views import browsing, drafts, publishing
from competence.conversations.guides.views.blueprint import bp

__all__ = ["bp", "browsing", "drafts", "publishing"]
