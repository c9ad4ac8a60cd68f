"""What the codes of languages are called where somebody reads what is held about them."""

from competence.learning.asking.rules.words import LANGUAGES
from competence.privacy.mine.words import Vocabulary


def languages_called() -> Vocabulary:
    """Return the languages one may say one speaks."""
    return {"spoken_language.code": LANGUAGES}
