"""Every change in learning: keeping offers and their dates, taking part, and saying who was there."""

from competence.learning.actions.reminding import due as due
