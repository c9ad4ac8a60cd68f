"""The forms of a review of the rights: from which day it looks, and whether what a leader sees is right."""

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import Optional

from competence.people.forms import NEEDED, SpeakingForm
from competence.web.days import DayField

RIGHT, WRONG = "right", "wrong"


class BeginForm(SpeakingForm):
    """The day the review looks at."""

    as_of = DayField(_l("Som det var den"), [NEEDED])


class SignForm(SpeakingForm):
    """Whether it is right, what is not, and the picture that was seen."""

    answer = RadioField(
        _l("Passer det?"),
        [NEEDED],
        choices=[
            SelectChoice(RIGHT, _l("Ja, det er rigtigt")),
            SelectChoice(WRONG, _l("Nej, der er noget, der ikke passer")),
        ],
    )
    remarks = TextAreaField(_l("Hvad passer ikke?"), [Optional()])
    seen = HiddenField()
