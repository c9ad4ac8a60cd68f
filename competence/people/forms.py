"""The forms of people, employments, leaders, deputies, roles and units."""

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    EmailField,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from competence.access.actor import Role
from competence.people.rules import AboutField, is_code, is_email
from competence.web.days import DayField
from competence.web.forms import Versioned
from competence.web.text import tidy_email

NEEDED = InputRequired(_l("Her mangler noget. Feltet skal udfyldes."))
ROLES = {
    Role.HR: _l("HR: åbner runder og ser husets samlede tal"),
    Role.ADMINISTRATOR: _l("Systemadministrator: styrer adgange og roller, ser intet indhold"),
    Role.DPO: _l("Databeskyttelsesrådgiver: ser, hvem der har set hvad"),
    Role.CHIEF: _l("Chef for hele huset: ser husets samlede tal og tal om alle enheder"),
    Role.MED: _l("MED-repræsentant: har den anden nøgle til reglerne for tal, og ser MED's tal"),
}
UNIT_KINDS = {
    "library": _l("bibliotek"),
    "department": _l("afdeling"),
    "branch": _l("lokalbibliotek"),
    "team": _l("team"),
}
Choices = list[tuple[str, str]]


def looks_like_email(_: FlaskForm, field: EmailField) -> None:
    """Refuse what is no e-mail address."""
    if not is_email(tidy_email(field.data or "")):
        raise ValidationError(str(_l("Det er ikke en e-mailadresse.")))


class SpeakingForm(FlaskForm):  # type: ignore[misc]
    """A form that can show what a rule said about one of its fields."""

    def show(self, refusal: AboutField) -> None:
        """Put a refusal beside the field it is about."""
        if refusal.field in self:
            field = self[refusal.field]
            field.errors = [*field.errors, str(refusal)]
        else:
            self.form_errors.append(str(refusal))

    def given(self, name: str) -> Any:
        """Return what a valid form was given in a field, without space around it."""
        data = self[name].data
        return data.strip() if isinstance(data, str) else data


class NameForm(SpeakingForm, Versioned):
    """What a person is called."""

    name = StringField(_l("Navn"), [NEEDED, Length(max=120)])


class PlaceForm(SpeakingForm, Versioned):
    """Where somebody works, as what, and how long."""

    unit = SelectField(_l("Enhed"), [NEEDED])
    role_profile = SelectField(_l("Rolleprofil"), [Optional()])
    valid_from = DayField(_l("Fra"), [NEEDED])
    valid_to = DayField(_l("Til og med"), [Optional()])
    weekly_hours = IntegerField(
        _l("Timer om ugen"), [Optional(), NumberRange(1, 60, _l("Skriv et helt tal fra 1 til 60, for eksempel 32."))]
    )

    def __init__(self, units: Choices, role_profiles: Choices, **more: Any) -> None:
        super().__init__(**more)
        self.unit.choices = [("", str(_l("Vælg enhed"))), *units]
        self.role_profile.choices = [("", str(_l("Ingen rolleprofil"))), *role_profiles]


class NewPersonForm(NameForm, PlaceForm):
    """A new person with a first employment."""

    email = EmailField(_l("E-mail"), [NEEDED, looks_like_email])


class LeaderForm(SpeakingForm):
    """Who leads a person from a day."""

    email = EmailField(_l("Lederens e-mail"), [NEEDED, looks_like_email])
    valid_from = DayField(_l("Fra"), [NEEDED])
    instead = BooleanField(_l("I stedet for den nuværende leder"), default=True)


class EndForm(SpeakingForm):
    """The last day of something."""

    valid_to = DayField(_l("Til og med"), [NEEDED])


class DeputyForm(SpeakingForm):
    """Who stands in for a leader, and how long."""

    email = EmailField(_l("Stedfortræderens e-mail"), [NEEDED, looks_like_email])
    valid_from = DayField(_l("Fra"), [NEEDED])
    valid_to = DayField(_l("Til og med"), [NEEDED])


class GrantForm(SpeakingForm):
    """A role in the system, and why."""

    role = RadioField(_l("Rolle"), [NEEDED], choices=[SelectChoice(role.name, label) for role, label in ROLES.items()])
    reason = TextAreaField(_l("Begrundelse"), [NEEDED, Length(max=500)])


class UnitForm(SpeakingForm, Versioned):
    """What a unit is called, where it lies and how long it exists."""

    title_da = StringField(_l("Navn"), [NEEDED, Length(max=120)])
    title_en = StringField(_l("Navn på engelsk"), [Optional(), Length(max=120)])
    kind = SelectField(
        _l("Slags"), choices=[SelectChoice(kind, label) for kind, label in UNIT_KINDS.items()], default="team"
    )
    parent = SelectField(_l("Hører under"), [Optional()])
    valid_from = DayField(_l("Fra"), [NEEDED])
    valid_to = DayField(_l("Til og med"), [Optional()])

    def __init__(self, parents: Choices, **more: Any) -> None:
        super().__init__(**more)
        self.parent.choices = [("", str(_l("Øverst i huset"))), *parents]


class NewUnitForm(UnitForm):
    """A new unit also gets the code by which files and addresses name it from then on."""

    code = StringField(_l("Kode"), [NEEDED])

    def validate_code(self, field: StringField) -> None:
        """Refuse a code that files and addresses cannot hold."""
        if not is_code(field.data or ""):
            raise ValidationError(str(_l("Brug bogstaver, tal, punktum, bindestreg og understreg, højst 60 tegn.")))
