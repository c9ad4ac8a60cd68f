"""The form for what somebody says is wrong."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import TextAreaField
from wtforms.validators import InputRequired, Length

LONGEST = 4000


class CorrectionForm(FlaskForm):  # type: ignore[misc]
    """What is wrong, and how it is."""

    text = TextAreaField(_l("Hvad er forkert, og hvordan er det?"), validators=[InputRequired(), Length(max=LONGEST)])
