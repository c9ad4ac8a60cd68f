"""Every look-up of plans, by what it is about; others ask for it here."""

from competence.plans.queries.plans import draft as draft
from competence.plans.queries.plans import filed_paper as filed_paper
from competence.plans.queries.plans import latest_approved as latest_approved
from competence.plans.queries.plans import locked_draft as locked_draft
from competence.plans.queries.plans import locked_plan as locked_plan
from competence.plans.queries.plans import plan as plan
from competence.plans.queries.plans import plans_of as plans_of
from competence.plans.queries.promises import open_promises as open_promises
from competence.plans.queries.promises import promises_in as promises_in
