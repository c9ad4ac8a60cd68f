"""The forms of a distribution: what HR asks of it, and by when the offers are answered."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, cast

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, SelectField, SelectMultipleField, StringField, widgets
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from competence.learning.models import OfferDate
from competence.learning.seats.actions.distributing import Asked
from competence.learning.seats.rules.states import (
    FAIR,
    MOST_AWAY,
    MOST_EACH,
    MOST_HOURS,
    MOST_SEATS,
    SECONDS,
    TITLE,
    number,
)
from competence.web.days import DayField
from competence.web.forms import Versioned
from competence.web.text import clean

FAIRNESS = {
    0: _l("Kun det, pladserne gør for huset"),
    50: _l("Mindst halvdelen af den andel, ønskerne giver"),
    100: _l("Hele den andel, ønskerne giver"),
}


class AskForm(Versioned):
    """What a distribution is asked."""

    title = StringField(_l("Navn"), [InputRequired(_l("Giv fordelingen et navn.")), Length(max=TITLE)])
    each = IntegerField(
        _l("Højst så mange pladser til hver"),
        [
            InputRequired(_l("Skriv et tal fra 1 til 5.")),
            NumberRange(1, MOST_EACH, _l("Skriv et tal fra 1 til 5.")),
        ],
        default=1,
    )
    hours = IntegerField(
        _l("Timer i alt"),
        [Optional(), NumberRange(0, MOST_HOURS, _l("Skriv et tal fra 0 til 100.000."))],
    )
    fair = SelectField(_l("Til hver enhed og rolleprofil"), coerce=int, default=50)
    seconds = SelectField(_l("Regn i højst"), coerce=int, default=20)

    def __init__(self, **more: Any) -> None:
        super().__init__(**more)
        self.fair.choices = [SelectChoice(part, str(FAIRNESS[part])) for part in FAIR]
        self.seconds.choices = [SelectChoice(some, _("%(number)s sekunder", number=some)) for some in SECONDS]

    def asked(self) -> Asked:
        """Return what was asked, once it is valid."""
        return Asked(
            clean(self.title.data or ""), self.each.data or 1, self.hours.data, self.fair.data, self.seconds.data
        )


class MakeForm(AskForm):
    """A new distribution: of the seats of which dates."""

    dates = SelectMultipleField(
        _l("Hold, der har pladser at give"),
        widget=widgets.ListWidget(prefix_label=False),
        option_widget=widgets.CheckboxInput(),
    )

    def __init__(self, dates: Sequence[tuple[OfferDate, str]], **more: Any) -> None:
        super().__init__(**more)
        self.dates.choices = [SelectChoice(one.pid, text) for one, text in dates]


class SendForm(Versioned):
    """By when people answer."""

    answer_by = DayField(_l("Svar senest"), [InputRequired(_l("Vælg den sidste dag at svare."))])

    def last_day(self) -> date:
        """Return the last day to answer, once it is valid."""
        return cast(date, self.answer_by.data)


def seats_in(form: Mapping[str, str], dates: Mapping[int, str]) -> dict[int, int]:
    """Return the seats that were typed for dates, by name. Raises BadNumber."""
    typed = {key: number(form.get(f"seats-{key}", ""), MOST_SEATS, name) for key, name in dates.items()}
    return {key: seats for key, seats in typed.items() if seats is not None}


def hours_in(form: Mapping[str, str], offers: Mapping[int, str]) -> dict[int, int | None]:
    """Return the hours typed for offers, by name; offers the form does not name are left. Raises BadNumber."""
    named = {key: name for key, name in offers.items() if f"hours-{key}" in form}
    return {key: number(form[f"hours-{key}"], MOST_HOURS, name) for key, name in named.items()}


def cover_in(form: Mapping[str, str], units: Mapping[int, str]) -> dict[int, int | None]:
    """Return how many each unit can spare, as typed; units that the form does not name are left. Raises BadNumber."""
    named = {key: name for key, name in units.items() if f"unit-{key}" in form}
    return {key: number(form[f"unit-{key}"], MOST_AWAY, name) for key, name in named.items()}
