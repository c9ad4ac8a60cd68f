"""Pages of the catalogue: browsing and comparing versions, what roles ask for, and the work on a draft."""

from competence.frameworks.views import browsing, drafts, publishing, roles
from competence.frameworks.views.blueprint import bp

__all__ = ["bp", "browsing", "drafts", "publishing", "roles"]
