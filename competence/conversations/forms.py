"""The forms of conversations: a time and a place with themes, and asking for a conversation."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import (
    IntegerField,
    SelectField,
    SelectMultipleField,
    StringField,
    TimeField,
    widgets,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import InputRequired, Length, NumberRange, Optional, ValidationError

from competence.conversations.actions.planning import Offer
from competence.conversations.rules.kinds import THEMES, TITLES, Kind
from competence.conversations.rules.refusals import InThePast
from competence.web.clock import DENMARK
from competence.web.days import DayField
from competence.web.forms import Versioned

LONG_GONE = 1900


class ProposalForm(Versioned):
    """A time and a place; version is the conversation's."""

    on = DayField(_l("Dag"), [InputRequired(_l("Vælg en dag."))])
    at = TimeField(_l("Klokken"), [InputRequired(_l("Skriv et klokkeslæt, for eksempel 10:00."))])
    minutes = IntegerField(
        _l("Minutter"),
        [
            InputRequired(_l("Skriv, hvor mange minutter I sætter af.")),
            NumberRange(5, 480, _l("Sæt mellem 5 og 480 minutter af.")),
        ],
    )
    place = StringField(
        _l("Sted"), [InputRequired(_l("Skriv, hvor I mødes.")), Length(max=120, message=_l("Skriv højst 120 tegn."))]
    )

    def validate_on(self, field: DayField) -> None:
        """Refuse a day so long gone that a clock cannot count from it."""
        if field.data is not None and field.data.year < LONG_GONE:
            raise ValidationError(str(InThePast()))

    def offer(self) -> Offer:
        """Return what is proposed, as a moment of the Danish clock."""
        local = datetime.combine(self.on.data, self.at.data, DENMARK)  # type: ignore[arg-type]  # validated
        return Offer(local.astimezone(UTC), self.minutes.data or 0, " ".join(str(self.place.data).split()))


class InvitationForm(ProposalForm):
    """An invitation: also what kind of conversation, and the themes the leader would like to talk about."""

    kind = SelectField(_l("Hvilken samtale?"), coerce=lambda value: value)
    themes = SelectMultipleField(
        _l("Temaer, du gerne vil tale om"),
        [Optional()],
        choices=[SelectChoice(code, title) for code, title in THEMES.items()],
        widget=widgets.ListWidget(prefix_label=False),
        option_widget=widgets.CheckboxInput(),
    )

    def __init__(self, kinds: Iterable[Kind], **more: Any) -> None:
        super().__init__(**more)
        self.kind.choices = [SelectChoice(kind.name, TITLES[kind]) for kind in kinds]

    @property
    def chosen(self) -> Kind:
        """The kind of conversation."""
        return Kind[self.kind.data]


def word_in(text: str) -> str:
    """Return a short name a form sent (a topic, a key); nothing where it is none of ours."""
    return text if re.fullmatch(r"[a-z0-9_-]{1,60}", text) else ""
