"""The choice of when mail comes."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import RadioField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import InputRequired

from competence.notifications.rules import Rhythm


class ChoiceForm(FlaskForm):  # type: ignore[misc]
    """Asks when mail comes about what can wait."""

    rhythm = RadioField(
        _l("Mail om det, der kan vente"),
        [InputRequired(_l("Vælg, hvornår du vil have mail."))],
        choices=[SelectChoice(rhythm.name, rhythm.value) for rhythm in Rhythm],
    )

    @property
    def chosen(self) -> Rhythm:
        """The choice that was made."""
        return Rhythm[self.rhythm.data]
