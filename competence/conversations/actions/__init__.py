"""Every change of a conversation: asking for one, finding a time, talking, ending it; and what is reminded of."""

from competence.conversations.actions import reminding as reminding  # the daily run asks it
