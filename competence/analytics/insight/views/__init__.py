"""Pages of the organisation's figures, and what HR writes beside them."""

from competence.analytics.insight.views import ahead, pages  # noqa: F401 their routes
from competence.analytics.insight.views.blueprint import bp as bp
