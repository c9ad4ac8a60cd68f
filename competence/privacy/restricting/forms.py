"""The forms of a restriction: on which ground somebody asks, and when and why HR lets it end."""

from datetime import date
from typing import cast

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import DataRequired, InputRequired, Length

from competence.privacy.restricting.models import Ground
from competence.web.days import DayField

LONGEST = 1000


class RestrictionForm(FlaskForm):  # type: ignore[misc]
    """On which ground, and a word of one's own."""

    ground = RadioField(
        _l("Hvorfor?"),
        [InputRequired(_l("Vælg den grund, der passer bedst."))],
        choices=[SelectChoice(one.name, one.value) for one in Ground],
    )
    words = TextAreaField(_l("Et par ord om det"), [Length(max=LONGEST)])

    @property
    def chosen(self) -> Ground:
        """The ground, once the form is found to be filled in."""
        return Ground[self.ground.data]


class LiftingForm(FlaskForm):  # type: ignore[misc]
    """From which day it does not hold any more, and why."""

    on = DayField(_l("Ophæves den"), [InputRequired(_l("Vælg en dag."))])
    reason = TextAreaField(_l("Hvorfor?"), [DataRequired(), Length(max=LONGEST)])  # more than blanks

    @property
    def day(self) -> date:
        """The day, once the form is found to be filled in."""
        return cast(date, self.on.data)
