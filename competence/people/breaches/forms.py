"""The form of a possible breach: whose account, and from when to when."""

from flask_babel import lazy_gettext as _l
from wtforms import DateTimeLocalField, EmailField

from competence.people.forms import NEEDED, SpeakingForm

FORMATS = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"]


class BreachForm(SpeakingForm):
    """Whose account, and the times on a Danish clock."""

    email = EmailField(_l("Kontoens e-mail"), [NEEDED])
    start = DateTimeLocalField(_l("Fra"), [NEEDED], format=FORMATS)
    end = DateTimeLocalField(_l("Til"), [NEEDED], format=FORMATS)
