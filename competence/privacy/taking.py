"""Taking out a file that tells of others: with a reason, five a day, and an event with its rows and its SHA-256."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import StringField
from wtforms.validators import DataRequired, Length

from competence.privacy.throttling import EXPORTS, OF_OTHERS, slow_down

SHORTEST, LONGEST = 10, 300
NEEDED = _l("Skriv, hvad filen skal bruges til, i 10 til 300 tegn.")


def without_blanks(text: str | None) -> str:
    """Return a text without what stands around its words: blanks say nothing, and are not counted."""
    return " ".join((text or "").split())


class TakingForm(FlaskForm):  # type: ignore[misc]
    """Why a file that tells of others is taken out."""

    reason = StringField(
        _l("Hvad skal filen bruges til?"),
        [DataRequired(NEEDED), Length(SHORTEST, LONGEST, message=NEEDED)],
        filters=[without_blanks],
    )

    @property
    def told(self) -> str:
        """What was written."""
        return str(self.reason.data)


def count_taking() -> None:
    """Count that the one who asks takes out a file that tells of others. Raises TooManyRequests."""
    slow_down(*EXPORTS)
    slow_down(*OF_OTHERS)
