"""The form of a leave: from when to when, and no field for why."""

from flask_babel import lazy_gettext as _l
from wtforms.validators import Optional

from competence.people.forms import NEEDED, SpeakingForm
from competence.web.days import DayField
from competence.web.forms import Versioned


class LeaveForm(SpeakingForm, Versioned):
    """From which day to which somebody is away."""

    valid_from = DayField(_l("Første dag væk"), [NEEDED])
    valid_to = DayField(_l("Sidste dag væk"), [Optional()])
