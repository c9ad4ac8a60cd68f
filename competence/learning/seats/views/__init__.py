"""The pages about seats: a person's own wishes and offers, and HR's distributions."""

from competence.learning.seats.views import distributions, wishes
from competence.learning.seats.views.blueprint import bp

__all__ = ["bp", "distributions", "wishes"]
