"""The forms of asking for an erasure, refusing it, and holding data back."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from competence.web.text import tidy_email

LONGEST = 1000


class AboutSomebodyForm(FlaskForm):  # type: ignore[misc]
    """Whom it is about, and why."""

    email = StringField(_l("Personens e-mail"), validators=[InputRequired(), Length(max=254)])
    reason = TextAreaField(_l("Hvorfor?"), validators=[InputRequired(), Length(max=LONGEST)])

    @property
    def address(self) -> str:
        """The address as the product keeps addresses."""
        return tidy_email(self.email.data or "")


class RefusalForm(FlaskForm):  # type: ignore[misc]
    """Why not."""

    answer = TextAreaField(_l("Hvorfor ikke?"), validators=[InputRequired(), Length(max=LONGEST)])
