"""Pages of the development plan: one's own timeline, writing and signing, following up, and the team's."""

from competence.plans.views import behind, filing, following, mine, signing, team, writing
from competence.plans.views.blueprint import bp as bp

__all__ = ["behind", "bp", "filing", "following", "mine", "signing", "team", "writing"]
