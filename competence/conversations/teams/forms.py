"""The forms of a team's talk: calling it, and an agreement with its lead and day."""

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import SelectField, SelectMultipleField, TextAreaField, widgets
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import InputRequired, Length

from competence.conversations.forms import ProposalForm
from competence.conversations.teams.rules import LONGEST
from competence.web.days import DayField

People = Iterable[Any]


class CallForm(ProposalForm):
    """Who is called, when and where."""

    members = SelectMultipleField(
        _l("Hvem er med?"),
        coerce=int,
        widget=widgets.ListWidget(prefix_label=False),
        option_widget=widgets.CheckboxInput(),
    )

    def __init__(self, people: People, **more: Any) -> None:
        super().__init__(**more)
        self.members.choices = [SelectChoice(person.id, person.name) for person in people]


class AgreementForm(FlaskForm):  # type: ignore[misc]
    """What the team agrees on."""

    what = TextAreaField(
        _l("Det aftaler vi"),
        [InputRequired(_l("Skriv, hvad I aftaler.")), Length(max=LONGEST)],
        render_kw={"rows": 2},
    )
    lead = SelectField(_l("Tovholder"), coerce=int)
    due_on = DayField(_l("Vi følger op"), [InputRequired(_l("Vælg en dag, hvor I følger op."))])

    def __init__(self, people: People, **more: Any) -> None:
        super().__init__(**more)
        self.lead.choices = [SelectChoice(person.id, person.name) for person in people]
