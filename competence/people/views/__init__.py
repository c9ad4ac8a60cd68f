"""Pages of people and units, for HR and the administrator; and a leader's own deputies."""

from competence.people.leaves import views as leaves
from competence.people.views import deputies, employments, leaders, people, roles, units
from competence.people.views.blueprint import bp as bp

__all__ = ["bp", "deputies", "employments", "leaders", "leaves", "people", "roles", "units"]
