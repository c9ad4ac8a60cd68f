"""The forms of an offer and of its dates."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, Field, IntegerField, SelectField, StringField, TextAreaField, TimeField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import InputRequired, Length, NumberRange, Optional, Regexp, ValidationError

from competence.careers.queries.pages import Words as Catalogue
from competence.frameworks.rules.editions import CODE, Words
from competence.learning.models import Offer, OfferDate
from competence.learning.rules.describing import (
    LONGEST_NAME,
    LONGEST_PLACE,
    LONGEST_TEXT,
    LONGEST_TITLE,
    MOST_AIMS,
    MOST_DAYS,
    MOST_HOURS,
    MOST_MINUTES,
    MOST_PRICE,
    MOST_SEATS,
    Aim,
    Described,
    Time,
    days_in,
)
from competence.learning.rules.words import Kind, Provider
from competence.web.clock import DENMARK
from competence.web.days import LAST_YEAR, DayField
from competence.web.forms import Versioned
from competence.web.text import clean, tidy_email

NUMBERS = {"inputmode": "numeric"}


def _choices(kind: Iterable[Any]) -> list[SelectChoice]:
    return [SelectChoice(one.name, one.value) for one in kind]


class OfferForm(Versioned):
    """Everything an offer says of itself; the catalogue gives the competences and levels to choose from."""

    code = StringField(
        _l("Kode"),
        [
            InputRequired(_l("Skriv en kode, for eksempel offer.dig.tech.3.")),
            Length(max=60),
            Regexp(CODE, message=_l("Brug a-z, tal, punktum, bindestreg og understreg.")),
        ],
    )
    kind = SelectField(_l("Hvad er det?"), choices=_choices(Kind))
    title_da = StringField(_l("Navn"), [InputRequired(_l("Skriv, hvad tilbuddet hedder.")), Length(max=LONGEST_TITLE)])
    title_en = StringField(_l("Navn på engelsk"), [Length(max=LONGEST_TITLE)])
    description_da = TextAreaField(_l("Hvad sker der?"), [Length(max=LONGEST_TEXT)], render_kw={"rows": 3})
    description_en = TextAreaField(_l("Det samme på engelsk"), [Length(max=LONGEST_TEXT)], render_kw={"rows": 3})
    hours = IntegerField(
        _l("Timer af arbejdstiden, i alt"),
        [InputRequired(_l("Skriv et helt antal timer.")), NumberRange(1, MOST_HOURS)],
        render_kw=NUMBERS,
    )
    seats = IntegerField(_l("Pladser på hvert hold"), [Optional(), NumberRange(1, MOST_SEATS)], render_kw=NUMBERS)
    price = IntegerField(
        _l("Pris for hver, i kroner"),
        [InputRequired(_l("Skriv prisen, eller 0.")), NumberRange(0, MOST_PRICE)],
        default=0,
        render_kw=NUMBERS,
    )
    provider = SelectField(_l("Hvem giver det?"), choices=_choices(Provider))
    provider_name = StringField(_l("Hvad hedder de?"), [Length(max=LONGEST_NAME)])
    fund = BooleanField(_l("Den Kommunale Kompetencefond kan spørges"))
    runners = StringField(_l("Hvem holder det? E-mails med mellemrum imellem"), [Length(max=600)])

    competence_1 = SelectField(_l("Kompetence"))
    from_1 = SelectField(_l("Fra niveau"), coerce=int)
    to_1 = SelectField(_l("Til niveau"), coerce=int, default=2)
    competence_2 = SelectField(_l("Anden kompetence"))
    from_2 = SelectField(_l("Fra niveau"), coerce=int)
    to_2 = SelectField(_l("Til niveau"), coerce=int, default=2)
    competence_3 = SelectField(_l("Tredje kompetence"))
    from_3 = SelectField(_l("Fra niveau"), coerce=int)
    to_3 = SelectField(_l("Til niveau"), coerce=int, default=2)

    def choose_from(self, words: Catalogue) -> None:
        """Let the aims be chosen among a catalogue's competences and levels."""
        competences = [SelectChoice(code, str(title)) for code, title in words.competences.items()]
        levels = [SelectChoice(value, f"{value} · {title}") for value, title in words.levels.items()]
        for number, (competence, low, high) in enumerate(self.aim_fields, 1):
            none = [] if number == 1 else [SelectChoice("", _("Ingen"))]
            competence.choices = [*none, *competences]
            low.choices = high.choices = levels

    @property
    def aim_fields(self) -> list[tuple[Any, Any, Any]]:
        """The fields of each aim: the competence, the level from, the level to."""
        return [
            (self[f"competence_{number}"], self[f"from_{number}"], self[f"to_{number}"])
            for number in range(1, MOST_AIMS + 1)
        ]

    def validate_to_1(self, _field: Field) -> None:
        """Refuse an aim that leads nowhere, and a competence that is named twice."""
        named = [aim.competence for aim in self.aims()]
        if any(aim.from_level >= aim.to_level for aim in self.aims()):
            raise ValidationError(_("»Til« skal være højere end »fra«."))
        if len(set(named)) < len(named):
            raise ValidationError(_("Vælg hver kompetence én gang."))

    def aims(self) -> Iterator[Aim]:
        """Return what the offer leads to."""
        for competence, low, high in self.aim_fields:
            if competence.data:
                yield Aim(competence.data, low.data or 0, high.data or 0)

    def said(self) -> Described:
        """Return everything the offer says of itself."""
        return Described(
            code=str(self.code.data),
            kind=Kind[self.kind.data],
            title=Words(clean(self.title_da.data or ""), clean(self.title_en.data or "")),
            description=Words(clean(self.description_da.data or ""), clean(self.description_en.data or "")),
            aims=tuple(self.aims()),
            hours=self.hours.data or 1,
            seats=self.seats.data,
            price=self.price.data or 0,
            provider=Provider[self.provider.data],
            provider_name=clean(self.provider_name.data or ""),
            fund=bool(self.fund.data),
        )

    def emails(self) -> list[str]:
        """Return the addresses of those who run it."""
        return [tidy_email(part.strip(",;")) for part in (self.runners.data or "").split() if part.strip(",;")]


class DateForm(Versioned):
    """When, where and for how many; without a day it is agreed on with those who take part."""

    on = DayField(_l("Dag"), [Optional()])
    at = TimeField(_l("Klokken"), [Optional()])
    later = StringField(_l("Flere dage"), [Optional(), Length(max=400)])
    minutes = IntegerField(
        _l("Minutter i kalenderen"),
        [InputRequired(_l("Skriv, hvor mange minutter der skal sættes af.")), NumberRange(5, MOST_MINUTES)],
        default=60,
        render_kw=NUMBERS,
    )
    place = StringField(_l("Sted"), [Length(max=LONGEST_PLACE)])
    seats = IntegerField(
        _l("Antal pladser, hvis det er et andet end tilbuddets"), [Optional(), NumberRange(1, MOST_SEATS)]
    )

    def validate_at(self, field: Field) -> None:
        """Ask for the day and the hour together."""
        if (field.data is None) != (self.on.data is None):
            raise ValidationError(_("Skriv både dag og klokkeslæt, eller lad begge stå tomme."))

    def validate_later(self, field: Field) -> None:
        """Ask for days after the first that can be read as days, and not too many."""
        days = days_in(field.data or "")
        if days is None:
            raise ValidationError(_("Skriv dagene som 5.3.2027, med mellemrum imellem."))
        if days and (self.on.data is None or days[0] <= self.on.data):
            raise ValidationError(_("Skriv den første dag for sig, og kun de dage, der kommer efter den, her."))
        if len(days) > MOST_DAYS or any(day.year > LAST_YEAR for day in days):
            raise ValidationError(_("Skriv højst 30 dage, og se efter, om årene er rigtige."))

    def time(self) -> Time:
        """Return what was written, as a moment of the Danish clock."""
        both = self.on.data is not None and self.at.data is not None
        starts = datetime.combine(self.on.data, self.at.data, DENMARK).astimezone(UTC) if both else None  # type: ignore[arg-type]
        later = days_in(self.later.data or "") or ()
        return Time(starts, self.minutes.data or 60, clean(self.place.data or ""), self.seats.data, later)


class DecisionForm(FlaskForm):  # type: ignore[misc]
    """The leader's answer."""

    word = TextAreaField(_l("Et ord til svaret"), [Length(max=LONGEST_TEXT)], render_kw={"rows": 2})


def offer_form(words: Catalogue, offer: Offer | None = None) -> OfferForm:
    """Return the form of an offer: what was sent, or what is saved."""
    form = OfferForm(data=_saved(offer) if offer else None)
    form.choose_from(words)
    return form


def date_form(date: OfferDate | None = None) -> DateForm:
    """Return the form of a date: what was sent, or what is saved."""
    if date is None:
        return DateForm()
    local = date.starts_at.astimezone(DENMARK) if date.starts_at else None
    when = {"on": local.date(), "at": local.time()} if local else {}
    later = " ".join(f"{day.day}.{day.month}.{day.year}" for day in date.later_days)
    rest = {
        "later": later,
        "minutes": date.minutes,
        "place": date.place,
        "seats": date.seats,
        "version": str(date.version),
    }
    return DateForm(data=when | rest)


def _saved(offer: Offer) -> dict[str, Any]:
    aims: dict[str, Any] = {}
    for number, aim in enumerate(offer.aims[:MOST_AIMS], 1):
        aims |= {f"competence_{number}": aim.competence, f"from_{number}": aim.from_level, f"to_{number}": aim.to_level}
    return aims | {
        "version": str(offer.version), "code": offer.code, "kind": offer.kind.name, "title_da": offer.title.da,
        "title_en": offer.title.en, "description_da": offer.description.da, "description_en": offer.description.en,
        "hours": offer.hours, "seats": offer.seats, "price": offer.price, "provider": offer.provider.name,
        "provider_name": offer.provider_name, "fund": offer.fund,
        "runners": " ".join(runner.person.email for runner in offer.runners),
    }  # fmt: skip
