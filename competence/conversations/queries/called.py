"""What the codes of conversations are called where somebody reads what is held about them."""

from competence.conversations.rating.rules import LABELS
from competence.conversations.rules.kinds import THEMES, TITLES
from competence.privacy.mine.words import Vocabulary


def conversations_called() -> Vocabulary:
    """Return what kinds of conversations, their themes and what one got out of them are called."""
    return {
        "conversation.kind": {kind.name: title for kind, title in TITLES.items()},
        "conversation_theme.theme": THEMES,
        "talk_rating.gain": {gain.name: label for gain, label in LABELS.items()},
    }
