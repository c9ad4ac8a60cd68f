"""The form with which the glass is broken: for whom, and why."""

from flask_babel import lazy_gettext as _l
from wtforms import EmailField, RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import Optional

from competence.people.forms import NEEDED, SpeakingForm
from competence.people.glass.models import Despite


class GlassForm(SpeakingForm):
    """For whom, and why, and on which ground where the use of their data is restricted; the person reads both."""

    email = EmailField(_l("Medarbejderens e-mail"), [NEEDED])
    reason = TextAreaField(_l("Begrundelse"), [NEEDED])
    despite = RadioField(
        _l("Kun hvis brugen af oplysningerne er begrænset: hvad tillader det alligevel?"),
        [Optional()],
        choices=[SelectChoice(one.name, one.value) for one in Despite],
    )

    @property
    def ground(self) -> Despite | None:
        """What lets HR read in spite of a restriction, if they named it."""
        return Despite[self.despite.data] if self.despite.data in Despite.__members__ else None
