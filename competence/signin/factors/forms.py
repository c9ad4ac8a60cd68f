"""The forms of the second factor."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField, PasswordField, StringField
from wtforms.validators import InputRequired, Length

from competence.signin.rules import LONGEST_PASSWORD

LONGEST_CREDENTIAL = 20_000


def _stripped(text: str | None) -> str | None:
    return " ".join("".join(letter for letter in text if letter.isprintable()).split()) if text else text


class NameForm(FlaskForm):  # type: ignore[misc]
    """What its owner calls a device."""

    name = StringField(
        _l("Navn"),
        [InputRequired(_l("Skriv et navn, du kan kende den på.")), Length(max=60, message=_l("Brug højst 60 tegn."))],
        filters=[_stripped],
    )


class AppForm(NameForm):
    """The first code of an app, and what it is called."""

    code = StringField(_l("Kode fra appen"), [InputRequired(_l("Skriv koden fra appen.")), Length(max=20)])


class PasskeyForm(NameForm):
    """What the browser made, and what it is called."""

    credential = HiddenField(
        validators=[InputRequired(_l("Der kom ingen adgangsnøgle.")), Length(max=LONGEST_CREDENTIAL)]
    )


class ProofForm(FlaskForm):  # type: ignore[misc]
    """A code from an app or a recovery code, or what a passkey signed; next is where the reader goes on."""

    code = StringField(_l("Kode"), [Length(max=40, message=_l("Det er ikke en kode."))])
    credential = HiddenField(validators=[Length(max=LONGEST_CREDENTIAL)])
    next = HiddenField()


class ConfirmForm(ProofForm):
    """The same, or the password of somebody who has no second factor."""

    password = PasswordField(_l("Adgangskode"), [Length(max=LONGEST_PASSWORD)])
