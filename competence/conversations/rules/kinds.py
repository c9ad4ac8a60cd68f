"""The kinds of conversations: what each is called for short, and what it asks of those who plan it.

What a conversation is for and how long it takes is HR's to say in its guide; the minutes here stand in until one is
published.
"""

from typing import Any

from flask_babel import lazy_gettext as _l

from competence.conversations.guides.rules.editions import Kind as Kind

TITLES: dict[Kind, Any] = {
    Kind.MUS: _l("MUS"),
    Kind.MINI_MUS: _l("Mini-MUS"),
    Kind.LUS: _l("LUS"),
    Kind.GRUS: _l("GRUS"),
    Kind.ONBOARDING: _l("Opstartssamtale"),
    Kind.CAREER: _l("Karrieresamtale"),
    Kind.RETURN: _l("Tilbagevendersamtale"),
    Kind.ONE_ON_ONE: _l("1:1-samtale"),
}
MINUTES = {
    Kind.MUS: 75,
    Kind.MINI_MUS: 30,
    Kind.LUS: 90,
    Kind.GRUS: 120,
    Kind.ONBOARDING: 45,
    Kind.CAREER: 60,
    Kind.RETURN: 45,
    Kind.ONE_ON_ONE: 30,
}

WITH_NOTICE = frozenset({Kind.MUS, Kind.LUS, Kind.GRUS})  # called at least two weeks ahead
YEARLY = frozenset({Kind.MUS, Kind.LUS})  # belong to the round that is open
WITH_A_PLAN = frozenset({Kind.MUS, Kind.LUS, Kind.CAREER})  # goals and agreements; the others need agreements alone
FOR_TWO = tuple(kind for kind in Kind if kind is not Kind.GRUS)
MAY_BE_ASKED_FOR = (Kind.ONE_ON_ONE, Kind.CAREER, Kind.ONBOARDING, Kind.RETURN)  # by the employee too

THEMES: dict[str, Any] = {
    "since_last": _l("Siden sidst"),
    "tasks": _l("Opgaver"),
    "strategy": _l("Strategi og borgere"),
    "competences": _l("Kompetencer"),
    "collaboration": _l("Samarbejde"),
    "wellbeing": _l("Trivsel"),
    "feedback_leader": _l("Feedback til lederen"),
    "leadership": _l("Ledelse"),
    "career": _l("Retning og karriere"),
}


def minutes_of(kind: Kind, guide: Any) -> int:
    """Return how long a kind of conversation usually takes, by its guide if there is one."""
    return int(guide.minutes) if guide else MINUTES[kind]
