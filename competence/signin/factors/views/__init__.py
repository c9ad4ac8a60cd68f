"""Pages of the second factor: passing it, one's own, where one is signed in, and resetting somebody's."""

from competence.signin.factors.views import own, passing, resets, where
from competence.signin.factors.views.blueprint import bp as bp

__all__ = ["bp", "own", "passing", "resets", "where"]
