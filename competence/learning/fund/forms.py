"""The forms of the fund: an application's few facts, and the terms HR keeps."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, IntegerField, SelectField, StringField
from wtforms.fields import DateTimeLocalField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import InputRequired, Length, NumberRange, Optional, ValidationError

from competence.learning.fund.models import FundAgreement
from competence.learning.fund.rules.asking import Terms
from competence.web.bilingual import Bilingual
from competence.web.clock import DENMARK
from competence.web.days import FIRST_YEAR, LAST_YEAR, DayField
from competence.web.forms import Versioned
from competence.web.text import clean

MOST_KRONER = 1_000_000


def _figure(label: Any, most: int) -> IntegerField:
    wrong = _l("Skriv et helt tal fra 0 til %(most)s.", most=most)
    return IntegerField(label, [InputRequired(wrong), NumberRange(0, most, wrong)])


class CaseForm(FlaskForm):  # type: ignore[misc]
    """Under which agreement, from when, and what it costs."""

    agreement = SelectField(_l("Overenskomst"))
    starts_on = DayField(_l("Uddannelsen begynder"), [Optional()])
    price = IntegerField(
        _l("Pris i kroner"), [Optional(), NumberRange(0, MOST_KRONER, _l("Skriv et helt tal i kroner."))]
    )
    master = BooleanField(_l("Det er en masteruddannelse"))

    def __init__(self, agreements: Sequence[FundAgreement], **more: Any) -> None:
        super().__init__(**more)
        choices = [SelectChoice("", _("Vælg din overenskomst"))]
        self.agreement.choices = choices + [SelectChoice(one.pid, str(one.title)) for one in agreements]


class TermsForm(Versioned):
    """What the fund asks under one agreement, where it was looked up, and when."""

    title_da = StringField(_l("Overenskomst"), [InputRequired(_l("Skriv overenskomstens navn.")), Length(max=120)])
    title_en = StringField(_l("Navn på engelsk"), [Length(max=120)])
    percent = _figure(_l("Fonden betaler (procent)"), 100)
    most = _figure(_l("Højst til én på tolv måneder (kroner)"), MOST_KRONER)
    most_master = _figure(_l("Højst til en masteruddannelse (kroner)"), MOST_KRONER)
    months_before = _figure(_l("Tidligst (måneder før start)"), 60)
    days_before = _figure(_l("Senest (dage før start)"), 365)
    sign_days = _figure(_l("Dage til at skrive under efter reservation"), 365)
    source = StringField(_l("Slået op her"), [Length(max=300)])
    checked_on = DayField(_l("Slået op den"), [InputRequired(_l("Skriv den dag, du slog tallene op."))])

    def title(self) -> Bilingual:
        """Return the agreement's name, once it is valid."""
        return Bilingual(clean(self.title_da.data or ""), clean(self.title_en.data or ""))

    def terms(self) -> Terms:
        """Return the figures, once they are valid."""
        names = ("percent", "most", "most_master", "months_before", "days_before", "sign_days")
        return Terms(*(self[name].data for name in names))


class OpeningForm(FlaskForm):  # type: ignore[misc]
    """When a pool opens, by the Danish clock."""

    opens_at = DateTimeLocalField(
        _l("Puljen åbner"), [InputRequired(_l("Skriv dag og klokkeslæt."))], format="%Y-%m-%dT%H:%M"
    )

    def validate_opens_at(self, field: Any) -> None:
        """Refuse a year that is typed wrong by centuries."""
        if field.data is None or not FIRST_YEAR <= field.data.year <= LAST_YEAR:
            raise ValidationError(_("Se efter, om året er rigtigt."))

    def moment(self) -> datetime:
        """Return the moment, once it is valid."""
        return self.opens_at.data.replace(tzinfo=DENMARK).astimezone(UTC)  # type: ignore[union-attr]  # validated
