"""Pages of named feedback: mine, asking, giving, approving, owning, for people outside, and what was reported to HR."""

from competence.feedback.actions import reminding
from competence.feedback.views import approving, asking, giving, mine, outside, owning, reports
from competence.feedback.views.blueprint import bp

__all__ = ["approving", "asking", "bp", "giving", "mine", "outside", "owning", "reminding", "reports"]
