"""The forms of asking for an erasure, refusing it, and holding data back."""

from flask_babel import gettext as _
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

    def say_if_unknown(self) -> None:
        """Say beside the address that nobody has it, where all else is filled in."""
        if not self.errors:
            self.email.errors = [_("Ingen i systemet har den adresse. Se efter, om den er skrevet rigtigt.")]


class RefusalForm(FlaskForm):  # type: ignore[misc]
    """Why not."""

    answer = TextAreaField(_l("Hvorfor ikke?"), validators=[InputRequired(), Length(max=LONGEST)])
