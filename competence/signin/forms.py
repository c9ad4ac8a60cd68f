"""The forms of signing in; new passwords are measured here against the rules."""

from typing import Any

from flask import current_app
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import EmailField, HiddenField, PasswordField, ValidationError
from wtforms.validators import EqualTo, InputRequired, Length

from competence.signin.rules import LONGEST_PASSWORD, SHORTEST_PASSWORD, Weakness, weakness
from competence.web.text import tidy_email

HOUSE_WORDS = ("kompetencespejl", "kompetence", "bibliotek", "biblioteket")


def _printable(text: str | None) -> str | None:
    return "".join(letter for letter in text if letter.isprintable()) if text else text


class AddressForm(FlaskForm):  # type: ignore[misc]
    """A form that asks for an address."""

    email = EmailField(_l("E-mail"), [InputRequired(_l("Skriv din e-mail.")), Length(max=254)], filters=[_printable])

    @property
    def address(self) -> str:
        """The address as we keep addresses."""
        return tidy_email(str(self.email.data))


class SignInForm(AddressForm):
    """Address and password; next is where the reader wanted to go."""

    password = PasswordField(
        _l("Adgangskode"), [InputRequired(_l("Skriv din adgangskode.")), Length(max=LONGEST_PASSWORD)]
    )
    next = HiddenField()


class ForgotForm(AddressForm):
    """Asks for a link to choose a new password."""


class NewPasswordForm(FlaskForm):  # type: ignore[misc]
    """A new password, twice; about_person names the words it may not be made of."""

    new_password = PasswordField(_l("Ny adgangskode"), [InputRequired(_l("Skriv en ny adgangskode."))])
    again = PasswordField(
        _l("Ny adgangskode igen"),
        [InputRequired(_l("Skriv den nye adgangskode igen.")), EqualTo("new_password", _l("De to er ikke ens."))],
    )

    def __init__(self, about_person: tuple[str, ...], **more: Any) -> None:
        super().__init__(**more)
        self.about_person = about_person

    def validate_new_password(self, field: PasswordField) -> None:
        """Say what is weak about the password, and what would do."""
        house = (current_app.config["ORGANISATION"], *HOUSE_WORDS)
        found = weakness(field.data or "", (*self.about_person, *house))
        if field.data == current_app.config["DEMO_PASSWORD"]:
            found = Weakness.COMMON
        if found:
            raise ValidationError(_advice(found))


class ChangePasswordForm(NewPasswordForm):
    """The present password, and the new one twice."""

    password = PasswordField(
        _l("Nuværende adgangskode"),
        [InputRequired(_l("Skriv din nuværende adgangskode.")), Length(max=LONGEST_PASSWORD)],
    )


def _advice(found: Weakness) -> str:
    if found is Weakness.SHORT:
        return str(_("Brug mindst %(count)d tegn, for eksempel fire ord, du kan huske.", count=SHORTEST_PASSWORD))
    if found is Weakness.LONG:
        return str(_("Brug højst %(count)d tegn.", count=LONGEST_PASSWORD))
    if found is Weakness.COMMON:
        return str(_("Den er for let at gætte. Prøv fire ord, der ikke hører sammen."))
    return str(_("Brug noget, der ikke handler om dig eller biblioteket."))
