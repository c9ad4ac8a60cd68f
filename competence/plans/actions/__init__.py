"""Every change of a plan, and what is due; conversations begin a plan here."""

from competence.plans.actions.reminding import due as due
from competence.plans.actions.writing import begin as begin
