"""Pages for finding a colleague, for what one is open to oneself, and for pairs."""

from competence.learning.asking.views import finding, mine
from competence.learning.asking.views.blueprint import bp as bp

__all__ = ["bp", "finding", "mine"]
