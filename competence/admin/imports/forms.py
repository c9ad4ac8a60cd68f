"""Sending a file to be read in, and confirming what it would do."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired, MultipleFileField
from wtforms import BooleanField, HiddenField, RadioField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import InputRequired


class UploadForm(FlaskForm):  # type: ignore[misc]
    """A file of people, of units or of learning offers."""

    kind = RadioField(
        _l("Hvad er der i filen?"),
        [InputRequired(_l("Vælg, hvad der er i filen."))],
        choices=[
            SelectChoice("people", _l("Medarbejdere, en række for hver ansættelse")),
            SelectChoice("units", _l("Enheder")),
            SelectChoice("offers", _l("Læringstilbud")),
        ],
        default="people",
    )
    file = FileField(_l("Fil"), [FileRequired(_l("Vælg en fil."))])
    full = BooleanField(_l("Filen har alle husets medarbejdere"))


class ConfirmForm(FlaskForm):  # type: ignore[misc]
    """Yes to a plan that was shown; it carries the plan's fingerprint."""

    shown = HiddenField()
    confirm_ending = BooleanField(_l("Ja, de skal afsluttes"))


class CareerUploadForm(FlaskForm):  # type: ignore[misc]
    """The files of a career model: four CSV files, or one workbook."""

    files = MultipleFileField(_l("Filer"), [FileRequired(_l("Vælg filerne."))])
