"""Pages of the mirror: one's own, answering, sharing, and what a leader sees of the team."""

from competence.assessments.views import answering, behind, mine, sharing, team
from competence.assessments.views.blueprint import bp as bp

__all__ = ["answering", "behind", "bp", "mine", "sharing", "team"]
