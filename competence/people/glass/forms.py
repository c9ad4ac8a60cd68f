"""The form with which the glass is broken: for whom, and why."""

from flask_babel import lazy_gettext as _l
from wtforms import EmailField, TextAreaField

from competence.people.forms import NEEDED, SpeakingForm


class GlassForm(SpeakingForm):
    """For whom, and why; the person reads the reason."""

    email = EmailField(_l("Medarbejderens e-mail"), [NEEDED])
    reason = TextAreaField(_l("Begrundelse"), [NEEDED])
