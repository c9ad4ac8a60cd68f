"""Pages of learning: the offers, taking part, and what a leader and whoever runs an offer see of it."""

from competence.learning.views import browsing, dates, keeping, taking_part, team
from competence.learning.views.blueprint import bp as bp

__all__ = ["bp", "browsing", "dates", "keeping", "taking_part", "team"]
